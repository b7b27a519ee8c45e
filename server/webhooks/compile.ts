import { blockTypes } from '../../shared/blocks/index.ts';
import { readFlow } from '../../shared/document.ts';
import { type CompiledFlow, compileFlow } from '../../shared/engine/compile.ts';

/**
 * Makes a published document ready to run.
 *
 * @param calls flows that it calls, by id
 * @throws Error when this version of Patchcord cannot read it
 */
export function compileDocument(document: string, calls?: CompiledFlow['calls']): CompiledFlow {
  const result = readFlow(document);
  if (result.ok) return compileFlow(result.flow, blockTypes, calls);
  throw new Error(`A published version cannot be read any more: ${result.problems[0]?.message}`);
}
