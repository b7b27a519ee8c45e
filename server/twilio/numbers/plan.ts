import { randomUUID } from 'node:crypto';
import type { Twilio } from 'twilio';
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import type { Channel, NumberChoice } from '../../../shared/api/numbers.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { Wiring } from '../../store/numbers.ts';
import type { Operation, Step } from '../../store/operations.ts';
import { askTwilio } from '../client.ts';
import { inParallel } from './in-parallel.ts';
import { byGroup, driftOf, type RunPlace, type Settings, settingsFor, settingsOf } from './properties.ts';

/** What an operation begins with. */
export interface Circumstances {
  readonly account: string;
  readonly wirings: readonly Wiring[];
  /** Public address of this server. */
  readonly base: string | null;
  readonly now: number;
}

/** A number as Twilio shows it, and what of it is meant. */
export interface ChosenNumber {
  readonly number: IncomingPhoneNumberInstance;
  readonly channels: readonly Channel[];
}

/** Reads the chosen numbers. @throws ApiFailure 404 where the account has not got one, 502 */
export function readChosen(twilio: Twilio, choices: readonly NumberChoice[]): Promise<ChosenNumber[]> {
  return inParallel(choices, async (choice) => {
    const read = () => twilio.incomingPhoneNumbers(choice.sid).fetch();
    return { number: await askTwilio(`Reading the number ${choice.sid}`, read), channels: channelsOf(choice) };
  });
}

export function channelsOf({ voice, messaging }: Pick<NumberChoice, 'voice' | 'messaging'>): Channel[] {
  return [...(voice ? (['voice'] as const) : []), ...(messaging ? (['messaging'] as const) : [])];
}

/** Points numbers at a flow. What somebody changed after Patchcord had set it counts as what was there before. */
export function planPublish(
  chosen: readonly ChosenNumber[],
  place: RunPlace,
  base: string,
  around: Circumstances,
): Operation {
  const steps = chosen.map((one) =>
    planStep(one, around, (channel, found, wiring) => {
      const set = settingsFor(base, place, channel, found);
      const former = wiring ? byGroup(channel, setBy(wiring, base, found), found, cleanOf(wiring), found) : found;
      const { sid, phoneNumber } = one.number;
      return { wanted: set, kept: [], after: { sid, channel, phoneNumber, ...place, at: around.now, former, set } };
    }),
  );
  return operation('publish', place, steps, around);
}

/** Puts numbers back. What somebody changed after Patchcord had set it is left as it is. */
export function planRelease(chosen: readonly ChosenNumber[], around: Circumstances): Operation {
  const steps = chosen.map((one) =>
    planStep(one, around, (channel, found, wiring) => {
      if (!wiring) throw notAssigned(one.number.phoneNumber);
      const set = setBy(wiring, around.base, found);
      const wanted = byGroup(channel, set, found, cleanOf(wiring), found);
      return { wanted, kept: driftOf(set, found), after: undefined };
    }),
  );
  return operation('release', null, steps, around);
}

/** What Patchcord set. Earlier versions did not keep it, but always set the same, below the address of that time. */
export function setBy(wiring: Wiring, base: string | null, found: Settings): Settings {
  if (wiring.set !== null) return wiring.set;
  const entry = `/voice/${wiring.flow}`;
  const there = found.VoiceUrl?.endsWith(entry) ? found.VoiceUrl.slice(0, -entry.length) : undefined;
  return settingsFor(there ?? base ?? '', wiring, wiring.channel, found);
}

export function notAssigned(number?: string): ApiFailure {
  const which = number === undefined ? 'this number' : number;
  return new ApiFailure(
    404,
    'not-assigned',
    `Patchcord has not pointed ${which} anywhere, so there is nothing to put back.`,
  );
}

interface Planned {
  readonly wanted: Settings;
  readonly kept: Step['kept'];
  readonly after: Wiring | undefined;
}

function planStep(
  { number, channels }: ChosenNumber,
  { wirings }: Circumstances,
  plan: (channel: Channel, found: Settings, wiring: Wiring | undefined) => Planned,
): Step {
  const parts = channels.map((channel) => {
    const found = settingsOf(number, channel);
    const wiring = wirings.find((one) => one.sid === number.sid && one.channel === channel);
    return { found, wiring, ...plan(channel, found, wiring) };
  });
  return {
    sid: number.sid,
    phoneNumber: number.phoneNumber,
    channels,
    before: Object.assign({}, ...parts.map(({ found }) => found)),
    wanted: Object.assign({}, ...parts.map(({ wanted }) => wanted)),
    kept: parts.flatMap(({ kept }) => kept),
    memory: {
      before: parts.flatMap(({ wiring }) => wiring ?? []),
      after: parts.flatMap(({ after }) => after ?? []),
    },
    state: 'planned',
    sent: null,
    message: null,
  };
}

function operation(
  kind: Operation['kind'],
  place: RunPlace | null,
  steps: readonly Step[],
  { account, now }: Circumstances,
): Operation {
  const begun = { at: now, endedAt: null, state: 'open', direction: 'finish', error: null } as const;
  return { id: randomUUID(), kind, account, ...(place ?? { flow: null }), ...begun, steps };
}

function cleanOf({ former }: Wiring): Settings {
  return Object.fromEntries(Object.entries(former).map(([name, value]) => [name, value ?? '']));
}
