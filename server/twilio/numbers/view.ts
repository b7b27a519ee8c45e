import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import type { Channel, LineView, NumberView, OperationView } from '../../../shared/api/numbers.ts';
import { LIVE } from '../../../shared/flow/environments.ts';
import type { Wiring } from '../../store/numbers.ts';
import { capabilitiesOf } from './capabilities.ts';
import { type ChosenNumber, setBy } from './plan.ts';
import { pointsTo, type Surroundings } from './points-to.ts';
import { driftOf, fieldName, holds, type Settings, settingsFor, settingsOf } from './properties.ts';

/** What is known here of an account's numbers. */
export interface Known extends Surroundings {
  readonly wirings: readonly Wiring[];
  /** Id of the open operation of a number. */
  readonly operations: ReadonlyMap<string, string>;
}

/** A number as the API shows it. */
export function viewOf(number: IncomingPhoneNumberInstance, known: Known): NumberView {
  const capabilities = capabilitiesOf(number.capabilities);
  return {
    sid: number.sid,
    phoneNumber: number.phoneNumber,
    friendlyName: number.friendlyName ?? '',
    capabilities,
    voice: lineOf(number, 'voice', capabilities.voice, known),
    messaging: lineOf(number, 'messaging', capabilities.sms || capabilities.mms, known),
    operation: known.operations.get(number.sid) ?? null,
  };
}

/** A number as an operation left it, by what it was before. */
export function afterwards(
  sid: string,
  { numbers }: OperationView,
  chosen: readonly ChosenNumber[],
): IncomingPhoneNumberInstance {
  const before = chosen.find(({ number }) => number.sid === sid)?.number;
  if (!before) throw new Error(`The operation is not about ${sid}`);
  const changes = numbers.flatMap((one) => (one.sid === sid ? one.changes : []));
  const set = Object.fromEntries(changes.map(({ property, wanted }) => [fieldName(property), wanted]));
  return { ...before, ...set } as IncomingPhoneNumberInstance;
}

function lineOf(number: IncomingPhoneNumberInstance, channel: Channel, possible: boolean, known: Known): LineView {
  const wiring = known.wirings.find((one) => one.sid === number.sid && one.channel === channel);
  return {
    possible,
    pointsTo: pointsTo(number, channel, known),
    assigned: wiring ? assignedOf(wiring, settingsOf(number, channel), known) : null,
  };
}

function assignedOf(wiring: Wiring, found: Settings, { base, flows }: Known): LineView['assigned'] {
  const { flow, environment = LIVE, at, former, channel } = wiring;
  const set = setBy(wiring, base, found);
  const outdated = base !== null && !holds(settingsFor(base, wiring, channel, set), set);
  return { flow, environment, name: flows.get(flow)?.name ?? null, at, former, drift: driftOf(set, found), outdated };
}
