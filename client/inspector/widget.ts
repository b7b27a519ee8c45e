import { createContext, useContext } from 'react';
import type { Completion } from '../../shared/check/completions.ts';

/** What every widget gets; the widget of a field kind edits exactly the kind's stored value. */
export interface WidgetProps<Value = unknown, Options = unknown> {
  /** Id of the control the field's label is bound to. */
  readonly id: string;
  /** Ids of the hint or the problem. */
  readonly describedBy: string | undefined;
  readonly label: string;
  /** The field's kind, for widgets that edit several. */
  readonly kind?: string;
  readonly value: Value | undefined;
  readonly options: Options;
  readonly placeholder: string | undefined;
  readonly invalid: boolean;
  /** Problems below the field, by path (`[0].text`). */
  readonly problems: readonly WidgetProblem[];
  /** `undefined` unsets the value, so that the default holds again. */
  readonly onChange: (value: Value | undefined) => void;
}

export interface WidgetProblem {
  readonly path: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** What widgets need of the flow around the block. */
export interface WidgetContext {
  /** Id of the block. */
  readonly block: string | null;
  /** The flow's. */
  readonly timezone: string | undefined;
  /** Paths a template in this block can use; called only when a list of them opens. */
  readonly completions: () => readonly Completion[];
  /** The flow's variables by name. */
  readonly variables: readonly string[];
  /** Codes of the languages it speaks, its own first. */
  readonly languages: readonly string[];
  /** Names of the block's own parameters. */
  readonly parameters: readonly string[];
  readonly language: string | undefined;
  readonly voice: string | undefined;
  /** Ends the current typing: the next change is a step of its own for undo. */
  readonly rest: () => void;
}

export const InspectorContext = createContext<WidgetContext>({
  block: null,
  timezone: undefined,
  completions: () => [],
  variables: [],
  languages: ['en-US'],
  parameters: [],
  language: undefined,
  voice: undefined,
  rest: () => {},
});

export function useWidgetContext(): WidgetContext {
  return useContext(InspectorContext);
}

/** The problems of one part of a value, with the part's path taken off; a part's own problem has an empty path. */
export function problemsBelow(problems: readonly WidgetProblem[], part: string): readonly WidgetProblem[] {
  const found: WidgetProblem[] = [];
  for (const problem of problems) {
    if (!problem.path.startsWith(part)) continue;
    const rest = problem.path.slice(part.length);
    if (rest === '' || rest.startsWith('.') || rest.startsWith('[')) {
      found.push({ ...problem, path: rest.startsWith('.') ? rest.slice(1) : rest });
    }
  }
  return found;
}
