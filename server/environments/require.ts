import type { MissingBindingView } from '../../shared/api/environments.ts';
import { type KnownBindings, missingBinding } from '../../shared/check/bindings.ts';
import { ApiFailure } from '../routes/failure.ts';
import { usesOf } from './uses.ts';

/** @throws ApiFailure 404 that names the environments there are */
export function requireEnvironment(name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const message = `There is no environment "${name}"; there are ${known.join(', ')}.`;
  throw new ApiFailure(404, 'no-such-environment', message);
}

/** @throws ApiFailure 409 that lists what the documents name and the environment does not have */
export function requireValues(documents: readonly string[], environment: string, known: KnownBindings): void {
  const missing = missingIn(documents, environment, known);
  if (missing.length === 0) return;
  const names = missing.map(({ binding }) => binding).join(', ');
  const message = `The environment "${environment}" lacks ${names}. Set ${missing.length === 1 ? 'it' : 'them'} there first; callers still get what they got before.`;
  throw new ApiFailure(409, 'missing-bindings', message, {
    problems: missing.map(({ binding, message }) => ({ path: binding, message, code: 'missing-binding' })),
    extra: { missing },
  });
}

/** What stored documents name and an environment does not have, each once. */
export function missingIn(
  documents: readonly string[],
  environment: string,
  known: KnownBindings,
): readonly MissingBindingView[] {
  const found = new Map<string, MissingBindingView & { blocks: string[] }>();
  for (const use of documents.flatMap(usesOf)) {
    const problem = missingBinding(use, known, environment);
    if (!problem) continue;
    const binding = `${use.root}.${use.name}`;
    const one = found.get(binding) ?? { binding, environment, message: problem.message, blocks: [] };
    found.set(binding, one);
    if (!one.blocks.includes(use.block)) one.blocks.push(use.block);
  }
  return [...found.values()];
}
