import { blockTypes } from '../../shared/blocks/index.ts';
import { bindingUses, missingBinding } from '../../shared/check/bindings.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import type { EnvironmentsState } from '../state/environments.ts';
import { knownBindings } from '../state/environments.ts';

/** Something that a flow names and an environment does not have. */
export interface Missing {
  /** `env.sales` */
  readonly path: string;
  readonly message: string;
}

/** Each once. Nothing as long as the environments are not known: the server has the last word. */
export function missingIn(
  document: FlowDocument,
  view: EnvironmentsState['view'],
  environment: string,
): readonly Missing[] {
  const known = knownBindings(view);
  if (!known) return [];
  const found = new Map<string, string>();
  for (const use of bindingUses(document, blockTypes)) {
    const problem = missingBinding(use, known, environment);
    if (problem) found.set(`${use.root}.${use.name}`, problem.message);
  }
  return [...found].map(([path, message]) => ({ path, message }));
}
