import type { StudioProblem } from './definition.ts';

/** What became of a Studio flow, widget by widget. */
export interface StudioReport {
  readonly name: string;
  readonly counts: Readonly<Record<WidgetFate, number>>;
  /** Every state, in the order of the document. */
  readonly states: readonly ImportedState[];
  /** What is not about one state, or was found while reading. */
  readonly problems: readonly StudioProblem[];
}

/**
 * `exact`: the block does the same; `approximated`: nearly, or in another way (`notes` says how); `needsYou`: not before somebody
 * gives what the file does not hold (`notes` says what).
 */
export type WidgetFate = 'exact' | 'approximated' | 'needsYou';

export interface ImportedState {
  readonly name: string;
  /** Studio's type of the widget. */
  readonly type: string;
  /** JSON path. */
  readonly path: string;
  readonly fate: WidgetFate;
  /** Id of the block that stands for it; of a trigger the first start. */
  readonly block: string;
  readonly notes: readonly string[];
  /** Web addresses in it that only stand for one of its owner's; whatever its fate, it asks nobody real until they are put in. */
  readonly addresses?: readonly string[];
  readonly transitions: readonly ImportedTransition[];
}

export interface ImportedTransition {
  readonly event: string;
  /** What the condition is called, of a branch of a split. */
  readonly condition?: string;
  /** Name of the state it leads to; absent where the branch ends. */
  readonly next?: string;
  /** `cord`: cords lead there; `ends`: the branch ends, as it did; `unused`: nothing takes it here, and a note says why. */
  readonly fate: 'cord' | 'ends' | 'unused';
  /** Exits that stand for it, as `<block>.<exit>`. */
  readonly exits: readonly string[];
}

/** The report as lines for people: how much of what, then every widget that is not exact, those that need somebody first. */
export function describeStudioReport(report: StudioReport, file: string): string {
  const { states, problems, counts } = report;
  const transitions = states.flatMap((state) => state.transitions);
  const parts = [
    `${counts.exact} exact`,
    `${counts.approximated} approximated`,
    ...(counts.needsYou > 0 ? [`${counts.needsYou} that ${counts.needsYou === 1 ? 'needs' : 'need'} you`] : []),
  ];
  const unused = transitions.filter(({ fate }) => fate === 'unused').length;
  const lines = [
    `${file}: ${plural(states.length, 'widget')}: ${parts.join(', ')}. ${plural(transitions.length, 'transition')}${unused === 0 ? '' : `, ${unused} of them unused`}.`,
    ...describeStudioProblems(problems, file),
    ...listed(states, 'needsYou', 'Needs you'),
    ...listed(states, 'approximated', 'Approximated'),
    ...addressed(states),
  ];
  return `${lines.join('\n')}\n`;
}

/** One line for every problem, with its place. */
export function describeStudioProblems(problems: readonly StudioProblem[], file: string): readonly string[] {
  return problems.map(({ path, severity, message, code }) => `${file}: ${path}: ${severity}: ${message} [${code}]`);
}

function listed(states: readonly ImportedState[], fate: WidgetFate, title: string): readonly string[] {
  const found = states.filter((state) => state.fate === fate);
  if (found.length === 0) return [];
  return [`${title}:`, ...found.flatMap((state) => entry(state, state.notes))];
}

function addressed(states: readonly ImportedState[]): readonly string[] {
  const found = states.filter(({ addresses = [] }) => addresses.length > 0);
  if (found.length === 0) return [];
  return ['Needs you: put in your address:', ...found.flatMap((state) => entry(state, state.addresses ?? []))];
}

function entry({ name, type, block }: ImportedState, below: readonly string[]): readonly string[] {
  return [`  ${name} (${type}${block === name ? '' : `, block ${block}`})`, ...below.map((line) => `    ${line}`)];
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
