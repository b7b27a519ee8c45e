import type { Twilio } from 'twilio';
import { expect, it } from 'vitest';
import type { OutgoingItem } from '../../server/store/outgoing.ts';
import { placeCall } from '../../server/twilio/outgoing/place.ts';

const item = { id: 'a', flow: 'main', to: '+15550100199', from: '+15550100101', options: {} } as OutgoingItem;

it.each([
  ['ECONNREFUSED', 'later'],
  ['ENOTFOUND', 'later'],
  ['EAI_AGAIN', 'later'],
  ['EHOSTUNREACH', 'uncertain'],
  ['ENETUNREACH', 'uncertain'],
  ['ECONNRESET', 'uncertain'],
  ['ECONNABORTED', 'uncertain'],
])('a request that failed with %s: %s', async (code, kind) => {
  const create = async () => {
    throw Object.assign(new Error('The request failed.'), { code });
  };
  const client = async () => ({ calls: { create } }) as unknown as Twilio;
  expect(await placeCall(client, 'https://calls.example.com', item)).toMatchObject({ kind });
});
