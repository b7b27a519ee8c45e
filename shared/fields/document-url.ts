import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { urlProblem } from './url.ts';

/**
 * Where Twilio reads TwiML beside the call's own document; ids of the catalogue's `executionContexts`: on the phone of somebody
 * who answers, for a caller who waits in a queue or a room, to a caller taken out of a queue, for a transfer.
 */
export type AsideKind = 'screening' | 'enqueueWait' | 'conferenceWait' | 'queueWhisper' | 'refer';

/** Where Twilio gets a document from: a web address, or the blocks behind an exit of the block. */
export type DocumentUrl = string | { readonly exit: string };

export interface DocumentUrlOptions {
  /** What kind of document it is. */
  readonly runs: AsideKind;
}

export const documentUrlKind: FieldKind<DocumentUrl, DocumentUrlOptions> = {
  kind: 'documentUrl',
  shape: ({ runs }) => z.union([z.string(), z.strictObject({ exit: exitName(runs) })]),
  check: (value) => {
    if (typeof value !== 'string' || value === '' || hasTemplate(value)) return [];
    const problem = urlProblem(value);
    return problem === undefined ? [] : [badValue(problem)];
  },
  templates: (value) => (typeof value === 'string' ? [{ text: value, path: '' }] : []),
  evaluate: (value, render) => (typeof value === 'string' ? render(value) || undefined : value),
};

/** An address that answers with TwiML. */
export const documentUrl = fieldOf(documentUrlKind);

/** The kind of aside that the catalogue names for an attribute; undefined for one that no block can answer. */
export function asideKind(runs: string | undefined): AsideKind | undefined {
  return runs !== undefined && Object.hasOwn(ASIDES, runs) ? (runs as AsideKind) : undefined;
}

/** The exit that leads to blocks, if that is where the document comes from. */
export function exitOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { exit } = value as { readonly exit?: unknown };
  return typeof exit === 'string' ? exit : undefined;
}

/**
 * What an exit to an aside is called where nothing sets several apart. Other exits of a block never begin with these words,
 * so that a name says which sort of exit it is.
 */
export function asideExitName(runs: AsideKind): string {
  return ASIDES[runs].exit;
}

/** Words on the row of such an exit. */
export function asideLabel(runs: AsideKind): string {
  return ASIDES[runs].label;
}

/** Whether an empty address means something: a wait without music. https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl */
export function canBeSilent(runs: AsideKind | undefined): boolean {
  return runs === 'enqueueWait' || runs === 'conferenceWait';
}

/** Names an exit of this kind can have: its word, then what sets several apart. */
export function exitName(runs: AsideKind): z.ZodType<string> {
  const { exit } = ASIDES[runs];
  return z
    .string()
    .regex(new RegExp(`^${exit}[A-Za-z0-9_]{0,40}$`), `expected "${exit}", or "${exit}2" for another one`);
}

const ASIDES: Readonly<Record<AsideKind, { readonly exit: string; readonly label: string }>> = {
  screening: { exit: 'whisper', label: 'To whoever answers' },
  enqueueWait: { exit: 'waiting', label: 'While waiting' },
  conferenceWait: { exit: 'waiting', label: 'While waiting' },
  queueWhisper: { exit: 'whisper', label: 'To the caller, before joining' },
  refer: { exit: 'refer', label: 'Asked to transfer' },
};
