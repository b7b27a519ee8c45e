import type { Handler } from '../handler.ts';
import * as accounts from './accounts.ts';
import * as applications from './applications.ts';
import * as incomingPhoneNumbers from './incoming-phone-numbers.ts';
import * as keys from './keys.ts';
import * as messagingServices from './messaging-services.ts';

/** What answers each operation, by its operationId in Twilio's description. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  ...accounts,
  ...applications,
  ...incomingPhoneNumbers,
  ...keys,
  ...messagingServices,
};
