import type { Handler } from '../handler.ts';
import * as accounts from './accounts.ts';
import * as applications from './applications.ts';
import * as availablePhoneNumbers from './available-phone-numbers.ts';
import * as calls from './calls.ts';
import * as incomingPhoneNumbers from './incoming-phone-numbers.ts';
import * as keys from './keys.ts';
import * as messages from './messages.ts';
import * as messagingServices from './messaging-services.ts';
import * as outgoingCallerIds from './outgoing-caller-ids.ts';
import * as pricing from './pricing.ts';
import * as recordings from './recordings.ts';
import * as transcriptions from './transcriptions.ts';

/** What answers each operation, by its operationId in Twilio's description. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  ...accounts,
  ...applications,
  ...availablePhoneNumbers,
  ...calls,
  ...incomingPhoneNumbers,
  ...keys,
  ...messages,
  ...messagingServices,
  ...outgoingCallerIds,
  ...pricing,
  ...recordings,
  ...transcriptions,
};
