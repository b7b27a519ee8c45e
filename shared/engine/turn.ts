import type { Entry, StepNote, TurnRequest } from '../block.ts';
import type { CompiledFlow } from './compile.ts';
import { ENGINE_LIMITS } from './limits.ts';
import { newSession, type TurnStart, withMessage } from './session.ts';
import type { EngineServices, Session, Turned } from './types.ts';
import { Turn } from './walk.ts';

/**
 * The first turn of a call or message: runs from the entry until a block waits or the flow ends. Pure but for `services`;
 * never throws for what a flow's author or a caller did: they get the fallback prompt and `failure` says why. Where a block wants
 * something performed the turn stops there; `settle` lets it go on.
 */
export function startTurn(flow: CompiledFlow, start: TurnStart, services: EngineServices): Turned {
  const session = newSession(flow, start);
  const entry: Entry = start.channel === 'voice' ? 'incoming-call' : 'incoming-message';
  const turn = new Turn(flow, session, services);
  if (isWornOut(session)) return turn.finish(TOO_MANY_TURNS);
  const at = start.at ?? flow.entries.get(entry);
  if (at === undefined) {
    const what = start.channel === 'voice' ? 'calls' : 'messages';
    return turn.finish({ code: 'no-entry', message: `The flow has no start block for ${what}.` });
  }
  return turn.walk(at);
}

/**
 * The turn of a webhook that came back: resumes the block that waits, or asks again for what a call on hold waits for. The caller of this function has checked the one-time
 * token against `session.waiting`.
 */
export function resumeTurn(
  flow: CompiledFlow,
  session: Session,
  request: TurnRequest,
  services: EngineServices,
): Turned {
  const turn = new Turn(flow, session.waiting?.until === undefined ? session : withMessage(session, request), services);
  if (isWornOut(session)) return turn.finish(TOO_MANY_TURNS);
  if (!session.waiting)
    return turn.finish({ code: 'not-waiting', message: 'The call has ended; nothing waits for this request.' });
  const { block, performing } = session.waiting;
  return performing ? turn.goOn(block, performing) : turn.walk(block, shortened(request));
}

function isWornOut({ turn, asideTurns = 0 }: Session): boolean {
  return turn - asideTurns >= ENGINE_LIMITS.turnsPerCall;
}

const TOO_MANY_TURNS: StepNote = {
  code: 'turn-limit',
  message: `The call needed more than ${ENGINE_LIMITS.turnsPerCall} turns.`,
};

/** The request with its parameters as long as a session keeps them; nearly always the request itself. */
export function shortened(request: TurnRequest): TurnRequest {
  const { parameters, size } = request;
  if (size !== undefined && size <= ENGINE_LIMITS.parameterLength) return request;
  let cut: Record<string, string> | undefined;
  for (const name in parameters) {
    const value = parameters[name] as string;
    if (value.length <= ENGINE_LIMITS.parameterLength) continue;
    cut ??= { ...parameters };
    cut[name] = value.slice(0, ENGINE_LIMITS.parameterLength);
  }
  return cut ? { ...request, parameters: cut } : request;
}
