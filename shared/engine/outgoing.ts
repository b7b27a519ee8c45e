import type { CompiledFlow } from './compile.ts';
import type { TurnStart } from './session.ts';
import { startTurn } from './turn.ts';
import type { EngineServices, Turned } from './types.ts';

/**
 * The first turn of a call that was placed and is answered: from the block for that, or, where there is none, from where calls
 * come in.
 *
 * @param variables values that this call has instead of the initial ones; names and types as declared
 */
export function startOutgoing(
  flow: CompiledFlow,
  start: TurnStart,
  variables: CompiledFlow['variables'],
  services: EngineServices,
): Turned {
  const at = flow.entries.get('outgoing-call');
  const own = { ...flow, variables: { ...flow.variables, ...variables } };
  return startTurn(own, at === undefined ? start : { ...start, at }, services);
}
