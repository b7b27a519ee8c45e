import type { Handler } from '../handler.ts';
import * as accounts from './accounts.ts';
import * as incomingPhoneNumbers from './incoming-phone-numbers.ts';

/** What answers each operation, by its operationId in Twilio's description. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  ...accounts,
  ...incomingPhoneNumbers,
};
