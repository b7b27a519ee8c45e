import type { Channel } from '../block.ts';
import { elementSpec } from '../twiml/catalogue/index.ts';
import { type LocatedDocument, type LocatedElement, parseLocated } from '../twiml/parse-located.ts';
import { lineAndColumn } from '../twiml/places.ts';
import type { ImportProblem } from './report.ts';

/** The verbs of a document, and the text that no reader could make sense of. */
export interface ReadDocument {
  readonly verbs: readonly LocatedElement[];
  /** The `Response`, where there is one around the verbs. */
  readonly root?: LocatedElement;
  readonly channel: Channel;
  /** What stands behind an error, without the closing `Response`. */
  readonly rest?: { readonly text: string; readonly from: number };
  readonly problems: readonly ImportProblem[];
}

/** Reads a document as far as it goes; `undefined` verbs mean that there is nothing in it to import. */
export function readDocument(
  xml: string,
  wanted?: Channel,
): ReadDocument | { readonly problems: readonly ImportProblem[] } {
  const located = parseLocated(xml);
  const { root, error } = located;
  const problems: ImportProblem[] = located.remarks.map((remark) => {
    const what = remark.kind === 'comment' ? 'This comment is' : 'This processing instruction is';
    const message = `${what} not kept: "${remark.text.replace(/\s+/g, ' ').slice(0, 80)}".`;
    return { code: `${remark.kind}-not-kept`, severity: 'info', message, ...lineAndColumn(xml, remark.from) };
  });
  const failure = failureOf(xml, located);
  if (failure !== undefined) return { problems: [...problems, failure] };
  const around = root && isResponse(root) ? root : undefined;
  const verbs = around ? elementsOf(around) : root ? [root] : [];
  const channel = wanted ?? channelOf(verbs);
  const from = verbs.at(-1)?.to ?? endOfOpeningTag(xml, root);
  const rest = error && { text: withoutClosing(xml.slice(from)), from };
  if (root && root.tag !== 'Response') problems.push(rootProblem(xml, root));
  if (error) {
    const message = `${error.message} ${keptText(verbs.length)}`;
    problems.push({ code: error.code, severity: 'error', message, ...lineAndColumn(xml, error.offset) });
  }
  return {
    verbs,
    channel,
    problems,
    ...(around && { root: around }),
    ...(rest && rest.text !== '' && { rest }),
  };
}

function keptText(verbs: number): string {
  if (verbs === 0) return 'No whole verb comes before it; the document is kept as text to be mended.';
  const kept = verbs === 1 ? 'The verb before it is' : `The ${verbs} verbs before it are`;
  return `${kept} imported; the rest is kept as text to be mended.`;
}

/** Why nothing can be imported, if so. */
function failureOf(xml: string, { root, error }: LocatedDocument): ImportProblem | undefined {
  const at = (offset: number) => ({ severity: 'error' as const, ...lineAndColumn(xml, offset) });
  const guess = guessed(xml);
  if (root === undefined) {
    const message = `${guess || error?.message || 'The document is empty.'} Nothing was imported.`;
    return { code: error?.code ?? 'notWellFormed', message, ...at(error?.offset ?? 0) };
  }
  if (isResponse(root) || (error === undefined && isVerb(root.tag))) {
    const isNothing =
      error !== undefined && elementsOf(root).length === 0 && xml.slice(endOfOpeningTag(xml, root)).trim() === '';
    return isNothing ? { code: error.code, message: error.message, ...at(error.offset) } : undefined;
  }
  const message = `The root element is ${root.tag}; expected Response. ${guess && `${guess} `}Nothing was imported.`;
  return { code: 'twiml.root', message, path: `/${root.tag}`, ...at(root.from) };
}

function rootProblem(xml: string, root: LocatedElement): ImportProblem {
  const message = isResponse(root)
    ? `The root element is ${root.tag}; Twilio wants it written Response.`
    : `There is no Response around ${root.tag}; it was imported as if there were.`;
  return { code: 'twiml.root', severity: 'error', message, path: `/${root.tag}`, ...lineAndColumn(xml, root.from) };
}

/** What somebody gave by mistake. */
function guessed(xml: string): string {
  const text = xml.trimStart();
  if (/^[{[]/.test(text)) {
    const isStudio = /"states"\s*:/.test(text);
    return `This is JSON, not TwiML${isStudio ? ': a Twilio Studio flow, as it looks. Import it from Studio' : ''}.`;
  }
  return /^<!doctype html|^<html/i.test(text) ? 'This is a web page, not TwiML.' : '';
}

/** Twilio takes `Response` alone, but what is meant by `response` is plain. */
function isResponse({ tag }: LocatedElement): boolean {
  return /^response$/i.test(tag);
}

function isVerb(tag: string): boolean {
  return (['voice', 'messaging'] as const).some((kind) => elementSpec(tag, 'Response', kind) !== undefined);
}

/** The channel that has more of these verbs; calls where it makes no difference. */
function channelOf(verbs: readonly LocatedElement[]): Channel {
  const known = (kind: Channel): number =>
    verbs.filter(({ tag }) => elementSpec(tag, 'Response', kind) !== undefined).length;
  return known('messaging') > known('voice') ? 'messaging' : 'voice';
}

function elementsOf(element: LocatedElement): readonly LocatedElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

function withoutClosing(text: string): string {
  return text.replace(/^\s*<\/response\s*>|<\/response\s*>\s*$/gi, '').trim();
}

function endOfOpeningTag(xml: string, root: LocatedElement | undefined): number {
  const end = /^<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>/.exec(xml.slice(root?.from ?? 0))?.[0].length ?? 0;
  return (root?.from ?? 0) + end;
}
