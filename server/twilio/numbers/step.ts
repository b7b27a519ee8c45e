import type { Twilio } from 'twilio';
import { ApiFailure } from '../../routes/failure.ts';
import type { Step } from '../../store/operations.ts';
import { askTwilio } from '../client.ts';
import { type Settings, settingsOf } from './properties.ts';

/** The properties that are meant of a step's number. @throws ApiFailure */
export async function read(twilio: Twilio, { sid, phoneNumber, channels }: Step): Promise<Settings> {
  const number = await askTwilio(`Reading ${phoneNumber}`, () => twilio.incomingPhoneNumbers(sid).fetch());
  return Object.assign({}, ...channels.map((channel) => settingsOf(number, channel)));
}

/** Changes a step's number. @returns its properties then @throws ApiFailure */
export async function write(twilio: Twilio, { sid, phoneNumber, channels }: Step, change: object): Promise<Settings> {
  const number = await askTwilio(`Setting ${phoneNumber}`, () => twilio.incomingPhoneNumbers(sid).update(change));
  return Object.assign({}, ...channels.map((channel) => settingsOf(number, channel)));
}

/** Undefined for a number that the account has no more. */
export function orGone(error: unknown): undefined {
  if (!(error instanceof ApiFailure) || error.code !== 'no-such-number') throw error;
  return undefined;
}

/** The properties of `wanted` as they are now. */
export function pick(now: Settings, wanted: Settings): Settings {
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, now[name] ?? '']));
}

/** What is remembered once a number is as wanted, in Twilio's own writing of it. */
export function remembered({ memory }: Step, now: Settings): Step['memory']['after'] {
  return memory.after.map((wiring) => ({ ...wiring, set: pick(now, wiring.set ?? {}) }));
}
