import { initialProblem } from '../flow/parse-variables.ts';
import type { FlowDocument, Json, VariableDeclaration } from '../flow/types.ts';
import { readValue } from '../flow/variable-types.ts';

/** A flow whose variables keep their types from now on, or why it cannot be one yet. */
export type TypedFlow = { readonly flow: FlowDocument } | { readonly problem: string };

/** Has the variables of a flow keep their types; first values that can be of theirs become so. */
export function typedFlow(flow: FlowDocument): TypedFlow {
  const variables: Record<string, VariableDeclaration> = {};
  for (const [name, { initial, ...declared }] of Object.entries(flow.variables)) {
    const read: Json | undefined = initial === undefined ? undefined : readValue(declared.type, initial);
    const now = read === undefined ? declared : { ...declared, initial: read };
    const problem = read === undefined && initial !== undefined && initialProblem(name, { ...declared, initial });
    if (problem) return { problem };
    variables[name] = now;
  }
  return { flow: { ...flow, variables, settings: { ...flow.settings, typedVariables: true } } };
}
