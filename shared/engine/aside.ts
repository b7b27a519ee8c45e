import type { AsideKind, TurnRequest } from '../block.ts';
import { given } from '../fields/parameters.ts';
import { executionContexts } from '../twiml/catalogue/index.ts';
import type { CompiledFlow } from './compile.ts';
import { findBlock } from './inside.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { asideKey } from './session-after.ts';
import { shortened } from './turn.ts';
import type { EngineServices, Session, Turned } from './types.ts';
import { Turn } from './walk.ts';

/** An aside as its URL names it, heard on one leg. */
export interface AsideStart {
  readonly block: string;
  readonly exit: string;
  /** CallSid of the leg that hears it; not always the call's own. */
  readonly leg: string;
}

/**
 * TwiML beside a call's own document: what waits in a queue hears, what is whispered to whoever answers. It reads and writes the
 * call's variables, and leaves the call itself where it waits. What Twilio says of the occasion (`QueuePosition` …) is kept under
 * the block that led here. Where it fails nothing is said: the call goes on.
 */
export function asideTurn(
  flow: CompiledFlow,
  session: Session,
  { block, exit, leg }: AsideStart,
  request: TurnRequest,
  services: EngineServices,
): Turned {
  const asking = findBlock(flow, block);
  const found = asking?.exits.get(exit);
  const kind = found?.spec.aside;
  const turn = new Turn(flow, session, services, {
    key: asideKey(block, exit, leg),
    kind: kind ?? 'screening',
    state: null,
  });
  if (!found || !kind)
    return turn.finish({ code: 'no-aside', message: `Block "${block}" has no exit "${exit}" that leads to an aside.` });
  if (isWornOut(session)) return turn.finish(TOO_MANY);
  const told = given(shortened(request).parameters, PARAMETERS.get(kind) ?? []);
  turn.remember(block, { ...told, ...asking?.type.told?.(told, turn.languageAt(block)) });
  return found.to === undefined ? turn.finish() : turn.walk(found.to);
}

/** The turn of a webhook that came back to an aside; `key` as `asideKeyOf` found it. */
export function resumeAside(
  flow: CompiledFlow,
  session: Session,
  key: string,
  request: TurnRequest,
  services: EngineServices,
): Turned {
  const aside = session.asides?.[key];
  const turn = new Turn(flow, session, services, {
    key,
    kind: aside?.kind ?? 'screening',
    state: aside?.state ?? null,
  });
  if (!aside)
    return turn.finish({ code: 'not-waiting', message: 'The aside is over; nothing waits for this request.' });
  if (isWornOut(session)) return turn.finish(TOO_MANY);
  return turn.walk(aside.waiting.block, shortened(request));
}

function isWornOut({ asideTurns = 0 }: Session): boolean {
  return asideTurns >= ENGINE_LIMITS.asidesPerCall;
}

const TOO_MANY = {
  code: 'aside-limit',
  message: `More than ${ENGINE_LIMITS.asidesPerCall} documents were asked for beside the call.`,
};

const PARAMETERS: ReadonlyMap<AsideKind, readonly string[]> = new Map(
  executionContexts.map(({ id, params }) => [id as AsideKind, params ?? []]),
);
