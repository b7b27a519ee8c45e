import type { Channel } from '../block.ts';

/** What became of a document, element by element. */
export interface ImportReport {
  readonly channel: Channel;
  readonly counts: Readonly<Record<ElementFate, number>>;
  /** Every element below the root, in document order. */
  readonly elements: readonly ImportedElement[];
  /** In document order. */
  readonly problems: readonly ImportProblem[];
}

/**
 * `exact`: held by a block made for it, which speaks the very same; `raw`: kept as text in a block of TwiML; `invalid`: kept as
 * well, though Twilio refuses or skips it.
 */
export type ElementFate = 'exact' | 'raw' | 'invalid';

export interface ImportedElement {
  readonly path: string;
  readonly tag: string;
  readonly line: number;
  readonly column: number;
  readonly fate: ElementFate;
  /** Id of the block that holds it. */
  readonly block: string;
}

/** Something that whoever imports a document should know. */
export interface ImportProblem {
  /** Stable name, e.g. `kept-raw` or `twiml.unknownAttribute`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** Where, e.g. `/Response/Gather[1]/@numDigits`; absent for what is no element or attribute. */
  readonly path?: string;
  readonly block?: string;
}

/** The report as lines for people: how much of what, then every problem with its place. */
export function describeReport({ counts, problems }: Pick<ImportReport, 'counts' | 'problems'>, file: string): string {
  const total = counts.exact + counts.raw + counts.invalid;
  const elements = (count: number): string => `${count} ${count === 1 ? 'element' : 'elements'}`;
  if (total === 0) return `${file}: ${noElements(problems)}\n${describeProblems(problems, file)}`;
  const parts = [
    `${counts.exact} as blocks made for them`,
    ...(counts.raw > 0 ? [`${counts.raw} kept as raw TwiML`] : []),
    ...(counts.invalid > 0 ? [`${counts.invalid} invalid but kept`] : []),
  ];
  return `${file}: ${elements(total)}: ${parts.join(', ')}.\n${describeProblems(problems, file)}`;
}

/** What to say of a document in which no element was found. */
export function noElements(problems: readonly ImportProblem[]): string {
  const isBroken = problems.some(({ severity }) => severity === 'error');
  return isBroken ? 'No element could be read.' : 'There are no elements in the document.';
}

/** One line for every problem, with its place. */
export function describeProblems(problems: readonly ImportProblem[], file: string): string {
  return problems
    .map(
      ({ line, column, severity, message, code }) => `${file}:${line}:${column}: ${severity}: ${message} [${code}]\n`,
    )
    .join('');
}
