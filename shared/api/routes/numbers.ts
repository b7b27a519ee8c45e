import { z } from 'zod';
import {
  assignNumberSchema,
  chooseNumbersSchema,
  failedOperationSchema,
  numberListSchema,
  numberSchema,
  operationListSchema,
  operationSchema,
  publishNumbersSchema,
  releasedNumberSchema,
  resumeOperationSchema,
} from '../numbers.ts';
import { type ApiRoute, answer, get, refusal, route } from '../route.ts';

/** The account's numbers: what they lead to, one by one or several at once. */
export const numberRoutes = {
  listNumbers: get('/numbers', "The account's numbers and what each points to", {
    200: answer('Numbers', numberListSchema),
    409: refusal('No credentials'),
    502: refusal('Twilio refused or did not answer'),
  }),
  assignNumber: {
    ...route('put', '/numbers/:sid/flow', 'Point a number at a flow, remembering what was there'),
    params: z.strictObject({ sid: z.string().max(64) }),
    body: assignNumberSchema,
    responses: {
      200: answer('The number', numberSchema),
      404: refusal('No such number, flow or environment'),
      409: refusal('Credentials or the public address are missing, or the flow is not published'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  releaseNumber: {
    ...route('delete', '/numbers/:sid/flow', 'Put back what the number pointed to before'),
    params: z.strictObject({ sid: z.string().max(64) }),
    responses: {
      200: answer('What happened', releasedNumberSchema),
      404: refusal('Patchcord has not set this number'),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  publishNumbers: {
    ...route('post', '/numbers/publish', 'Point several numbers at a flow in one go: all of them or none'),
    body: publishNumbersSchema,
    responses: {
      200: answer('Done', operationSchema),
      404: refusal('No such flow or environment, or no such number in the account'),
      409: answer('Not possible as things are, or a number is in another operation', failedOperationSchema),
      502: answer(
        'Twilio refused or did not answer; the operation says what became of each number',
        failedOperationSchema,
      ),
    },
  },
  releaseNumbers: {
    ...route('post', '/numbers/release', 'Put back what several numbers pointed to before: all of them or none'),
    body: chooseNumbersSchema,
    responses: {
      200: answer('Done', operationSchema),
      404: refusal('Patchcord has not set one of the numbers'),
      409: answer('No credentials, or a number is in another operation', failedOperationSchema),
      502: answer(
        'Twilio refused or did not answer; the operation says what became of each number',
        failedOperationSchema,
      ),
    },
  },
  forgetNumbers: {
    ...route('post', '/numbers/forget', 'Leave numbers as they are now and forget that Patchcord has set them'),
    body: chooseNumbersSchema,
    responses: {
      204: answer('Forgotten'),
      404: refusal('Patchcord has not set one of the numbers'),
      409: refusal('A number is in an operation'),
    },
  },
  listNumberOperations: get('/numbers/operations', 'What was done to numbers: open operations, then the latest', {
    200: answer('Operations', operationListSchema),
  }),
  getNumberOperation: {
    ...route('get', '/numbers/operations/:id', 'One operation, number by number'),
    params: z.strictObject({ id: z.string().max(64) }),
    responses: { 200: answer('The operation', operationSchema), 404: refusal('No such operation') },
  },
  resumeNumberOperation: {
    ...route('post', '/numbers/operations/:id/resume', 'Finish, undo or give up an open operation'),
    params: z.strictObject({ id: z.string().max(64) }),
    body: resumeOperationSchema,
    responses: {
      200: answer('The operation', operationSchema),
      404: refusal('No such operation'),
      409: answer('It is over already, or worked on right now', failedOperationSchema),
      502: answer('Twilio refused or did not answer', failedOperationSchema),
    },
  },
} as const satisfies Record<string, ApiRoute>;
