import { problem } from './issues.ts';
import type { DocumentProblem, FlowDocument, VariableDeclaration } from './types.ts';
import { EXPECTED, isOfType, readValue } from './variable-types.ts';

/**
 * First values that are not of their variable's type. Flows from before values were typed keep theirs where callers get
 * along with it, and the checker warns of them.
 */
export function variableProblems({ settings, variables }: FlowDocument): DocumentProblem[] {
  return Object.entries(variables)
    .filter(([, declared]) => settings.typedVariables === true || !wasAllowed(declared))
    .flatMap(([name, declared]) => {
      const why = initialProblem(name, declared);
      return why === undefined ? [] : [problem('bad-initial', `$.variables.${name}.initial`, why)];
    });
}

/** What is wrong with the first value of a variable, as a sentence. */
export function initialProblem(name: string, { type, initial }: VariableDeclaration): string | undefined {
  if (initial === undefined || isOfType(type, initial)) return undefined;
  const [shown, read] = [JSON.stringify(initial), readValue(type, initial)];
  const cure = read === undefined ? '' : ` Write ${JSON.stringify(read).slice(0, 60)}.`;
  return `The first value of "${name}" is ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}; expected ${EXPECTED[type]}.${cure}`;
}

function wasAllowed({ type, initial }: VariableDeclaration): boolean {
  return type !== 'object' && type !== 'list' && typeof initial !== 'object';
}
