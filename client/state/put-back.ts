import type { LineView, NumberChoice, NumberView } from '../../shared/api/numbers.ts';
import { numbersApi } from '../api/numbers.ts';
import { type Outcome, operate } from './operation.ts';

/** Why a number is not as it was before, and what of it is left to put back. */
export interface NotBack {
  readonly failure: string;
  readonly left: NumberChoice;
}

/**
 * Puts numbers back to where they were, whatever leads there.
 *
 * @param before the numbers as they were before the operation
 * @returns by SID; a number whose calls and messages go different ways is back only when both are
 */
export async function putBack(
  choices: readonly NumberChoice[],
  before: readonly NumberView[],
  go: (way: WayBack) => Promise<Outcome> = goBack,
): Promise<Readonly<Record<string, 'back' | NotBack>>> {
  const results = Object.fromEntries(choices.map(({ sid }) => [sid, 'back' as 'back' | NotBack]));
  for (const way of waysBack(choices, before)) {
    const { failure } = await go(way);
    if (failure === null) continue;
    for (const left of way.numbers) results[left.sid] = both(results[left.sid], { failure, left });
  }
  return results;
}

function both(one: 'back' | NotBack | undefined, { failure, left }: NotBack): NotBack {
  if (typeof one !== 'object') return { failure, left };
  return {
    failure: one.failure === failure ? failure : `${one.failure} ${failure}`,
    left: { sid: left.sid, voice: one.left.voice || left.voice, messaging: one.left.messaging || left.messaging },
  };
}

/** One way back: numbers as they were before an operation. */
interface WayBack {
  /** The flow that Patchcord had given it to; null where there was none or somebody had changed that, and what was found is put back. */
  readonly flow: string | null;
  /** Where that flow was to run; null where there was none. */
  readonly environment: string | null;
  readonly numbers: readonly NumberChoice[];
}

/**
 * How to get numbers back to where they were.
 *
 * @param before the numbers as they were before the operation
 */
export function waysBack(chosen: readonly NumberChoice[], before: readonly NumberView[]): readonly WayBack[] {
  const ways = new Map<string, Pick<WayBack, 'flow' | 'environment'> & { numbers: Map<string, NumberChoice> }>();
  for (const choice of chosen) {
    const number = before.find(({ sid }) => sid === choice.sid);
    for (const channel of ['voice', 'messaging'] as const) {
      if (!choice[channel]) continue;
      const place = (number && answeringFlow(number[channel])) ?? { flow: null, environment: null };
      const key = `${place.flow} ${place.environment}`;
      const way = ways.get(key) ?? { ...place, numbers: new Map<string, NumberChoice>() };
      const known = way.numbers.get(choice.sid) ?? { sid: choice.sid, voice: false, messaging: false };
      way.numbers.set(choice.sid, { ...known, [channel]: true });
      ways.set(key, way);
    }
  }
  return [...ways.values()].map((way) => ({ ...way, numbers: [...way.numbers.values()] }));
}

/**
 * The flow that a line was given to and is answered by. Where somebody changed what answers, even to another flow,
 * publishing keeps what it found to be put back.
 */
function answeringFlow({ assigned }: LineView): { readonly flow: string; readonly environment: string } | undefined {
  if (!assigned || assigned.drift.some(({ property }) => ANSWERING.has(property))) return undefined;
  return { flow: assigned.flow, environment: assigned.environment };
}

/** Properties that decide what answers, and how it is asked. */
const ANSWERING: ReadonlySet<string> = new Set([
  'VoiceUrl',
  'VoiceMethod',
  'VoiceApplicationSid',
  'TrunkSid',
  'VoiceReceiveMode',
  'SmsUrl',
  'SmsMethod',
  'SmsApplicationSid',
]);

/** Goes one way back. */
function goBack({ flow, environment, numbers }: WayBack): Promise<Outcome> {
  return operate(() =>
    flow === null ? numbersApi.release(numbers) : numbersApi.publish(flow, numbers, environment ?? undefined),
  );
}
