import { z } from 'zod';
import { type ApiRoute, answer, get, refusal, route } from '../route.ts';
import {
  softphoneDiallingSchema,
  softphoneSchema,
  softphoneTokenRequestSchema,
  softphoneTokenSchema,
} from '../softphone.ts';

/** Phones in the browser. */
export const softphoneRoutes = {
  getSoftphone: get('/softphone', 'Whether browser phones can be used, and who has used one', {
    200: answer('Browser phones', softphoneSchema),
  }),
  setUpSoftphone: {
    ...route('post', '/softphone/setup', 'Make what browser phones need at Twilio, or put it right'),
    responses: {
      200: answer('Browser phones', softphoneSchema),
      409: refusal('Credentials or the public address are missing'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  removeSoftphone: {
    ...route('delete', '/softphone', 'Remove at Twilio what was made for browser phones'),
    responses: {
      200: answer('Browser phones', softphoneSchema),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  setSoftphoneDialling: {
    ...route('put', '/softphone/dialling', 'Say what browser phones may call beside flows'),
    body: softphoneDiallingSchema,
    responses: { 200: answer('Browser phones', softphoneSchema) },
  },
  createSoftphoneToken: {
    ...route('post', '/softphone/token', 'An access token for a browser phone, valid for an hour'),
    body: softphoneTokenRequestSchema,
    responses: {
      201: answer('The token', softphoneTokenSchema),
      409: refusal('Browser phones are not set up'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  forgetPhone: {
    ...route('delete', '/softphone/phones/:identity', "Forget a browser phone's name"),
    params: z.strictObject({ identity: z.string().max(121) }),
    responses: { 204: answer('Forgotten'), 404: refusal('No such phone') },
  },
} as const satisfies Record<string, ApiRoute>;
