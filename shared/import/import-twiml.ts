import type { Channel } from '../block.ts';
import { readFlow } from '../document.ts';
import type { FlowDocument } from '../flow/types.ts';
import { writeFlow } from '../flow/write.ts';
import type { LocatedElement } from '../twiml/parse-located.ts';
import { lineAndColumn } from '../twiml/places.ts';
import { sameElement } from '../twiml/same-tree.ts';
import { buildFlow } from './build-flow.ts';
import { firstTurn } from './find-block.ts';
import { judge } from './judge.ts';
import { type Piece, piecesOf, rawPiece, sourceOf, unreadablePiece, type Verb } from './pieces.ts';
import { type ReadDocument, readDocument } from './read-document.ts';
import { type RelativeUrl, resolveUrls } from './relative-urls.ts';
import type { ImportProblem, ImportReport } from './report.ts';

export interface ImportOptions {
  /** Of the flow. */
  readonly name?: string;
  /** Address the document came from; with it relative addresses are made absolute. */
  readonly base?: string;
  /** What the document answers, where its verbs should not tell. */
  readonly channel?: Channel;
}

export type ImportResult =
  | { readonly ok: true; readonly flow: FlowDocument; readonly report: ImportReport }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] };

/**
 * Turns a TwiML document into a flow that answers with the same document: a block for every verb, one behind the other.
 * Verbs that no block speaks exactly stay in blocks of raw TwiML. Nothing is taken on trust: every block, and at last the
 * whole flow, is run by the engine and compared with the document. Comments and processing instructions are reported, not
 * kept. A document that is broken is imported up to there, and the rest kept as text to be mended. Never throws.
 */
export function importTwiml(xml: string, options: ImportOptions = {}): ImportResult {
  const read = readDocument(xml, options.channel);
  if (!('verbs' in read)) return { ok: false, problems: read.problems };
  const { channel, rest } = read;
  const { verbs, urls } = verbsOf(xml, read, options.base);
  const broken = rest === undefined ? [] : [unreadablePiece(rest.text)];
  const name = options.name?.trim() || 'Imported TwiML';
  const build = (pieces: readonly Piece[]) => {
    const all = [...pieces, ...broken];
    const { flow, ids } = buildFlow(all.length > 0 ? all : [NOTHING], { channel, name });
    return { pieces: all, flow, ids, failure: failureOf(flow, verbs, channel) };
  };
  let built = build(piecesOf(verbs, channel));
  if (built.failure?.code === 'not-the-same') built = build([rawPiece(verbs, 'whole')]);
  const problems = [...read.problems, ...binTemplate(xml), ...(built.failure === undefined ? [] : [built.failure])];
  const children = read.root?.children ?? read.verbs;
  const root = { tag: 'Response', attributes: {}, from: 0, to: xml.length, ...read.root, children } as LocatedElement;
  const report = judge({ ...built, xml, channel, root: { ...root, tag: 'Response' }, urls, problems });
  return { ok: true, flow: built.flow, report };
}

/** An empty `Response` takes a call and hangs up, and leaves a message unanswered. */
const NOTHING: Piece = { type: 'twiml', props: { xml: '<Response/>' }, verbs: [], raw: 'whole' };

/** Whoever copies a TwiML Bin may count on its templates: https://www.twilio.com/docs/serverless/twiml-bins */
function binTemplate(xml: string): readonly ImportProblem[] {
  const at = xml.indexOf('{{');
  if (at < 0) return [];
  const message =
    'A TwiML Bin fills in {{ … }}; here it is spoken as it stands. Write {{ call.From }} and the like in the block.';
  return [{ code: 'bin-template', severity: 'info', message, ...lineAndColumn(xml, at) }];
}

function verbsOf(xml: string, { verbs, channel }: ReadDocument, base: string | undefined) {
  const counts = new Map<string, number>();
  const urls: RelativeUrl[] = [];
  const named = verbs.map((original): Verb => {
    const count = (counts.get(original.tag) ?? 0) + 1;
    counts.set(original.tag, count);
    const path = `/Response/${original.tag}[${count}]`;
    const { element, found } = resolveUrls(original, { path, parent: 'Response', document: channel }, base);
    urls.push(...found);
    return { element, path, source: sourceOf(xml, original, element, channel) };
  });
  return { verbs: named, urls };
}

/** Why the flow, written and read again, would not answer with these verbs. */
function failureOf(flow: FlowDocument, verbs: readonly Verb[], channel: Channel): ImportProblem | undefined {
  const at = { severity: 'error', line: 1, column: 1 } as const;
  const written = readFlow(writeFlow(flow));
  if (!written.ok) {
    return { ...at, code: 'not-kept', message: `The flow cannot be kept: ${written.problems[0]?.message ?? ''}` };
  }
  const { twiml, failure } = firstTurn(written.flow, channel);
  const wanted = { tag: 'Response', attributes: {}, children: verbs.map(({ element }) => element) };
  if (failure?.code === 'response-too-large') {
    const message = 'Written out line by line, the document is larger than the 64 KB that Twilio reads; split it.';
    return { ...at, code: 'too-large', message };
  }
  if (failure === undefined && sameElement(twiml, wanted, { document: channel })) return undefined;
  return {
    ...at,
    code: 'not-the-same',
    message: `The flow does not answer with the same document. ${failure?.message ?? ''}`,
  };
}
