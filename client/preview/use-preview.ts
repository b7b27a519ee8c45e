import { useMemo } from 'react';
import { type Channel, waitsForWebhook } from '../../shared/block.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { type CalledVersions, compileWithCalled, NO_CALLED_VERSIONS } from '../../shared/engine/called-versions.ts';
import { entryUrl, linksFor } from '../../shared/engine/links.ts';
import { type Preview, previewAt } from '../../shared/engine/preview.ts';
import { wayName } from '../../shared/engine/way-to.ts';
import { outermostOf } from '../../shared/flow/block-path.ts';
import { type Environment, LIVE } from '../../shared/flow/environments.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { byteLength } from '../../shared/text/byte-length.ts';
import { MAX_RESPONSE_BYTES } from '../../shared/twiml/serialise.ts';
import { blockName, blockType, exitsOf, isEntry } from '../state/block-types.ts';
import { useCalled } from '../state/called.ts';
import { useEnvironments, valuesIn } from '../state/environments.ts';
import type { XmlLine } from '../ui/xml/XmlLines.tsx';

/** The preview as the panel shows it. */
export interface DocumentPreview {
  /** Block it was asked for. */
  readonly for: string | null;
  readonly xml: string;
  readonly lines: readonly XmlLine[];
  readonly bytes: number;
  /** Which turn answers with it: "First turn", "After Main menu". */
  readonly turn: string;
  readonly url: string;
  readonly notes: readonly { readonly tone: 'info' | 'warning' | 'error'; readonly text: string }[];
  /** Why there is no preview. */
  readonly error?: string;
}

/** Stands for the one-time token in URLs. */
export const TOKEN_SIGN = '…';

/** The document a caller at `block` would get who hears this language; null for the flow's own. */
export function usePreview(
  document: FlowDocument,
  block: string | null,
  base: string,
  flow: string,
  language: string | null,
): DocumentPreview {
  const { view, tried } = useEnvironments();
  const { called } = useCalled();
  return useMemo(
    () =>
      describePreview(document, block, base, flow, language, { name: tried, values: valuesIn(view, tried), called }),
    [document, block, base, flow, language, view, tried, called],
  );
}

type Note = DocumentPreview['notes'][number];

/** Works the preview out; pure, so that tests need no screen. */
export function describePreview(
  document: FlowDocument,
  block: string | null,
  base: string,
  flow: string,
  language: string | null = null,
  environment: Tried = { name: LIVE, values: {}, called: NO_CALLED_VERSIONS },
): DocumentPreview {
  const empty = { for: block, xml: '', lines: [], bytes: 0, turn: '', url: '', notes: [] };
  try {
    const preview = previewAt(compileWithCalled(document, blockTypes, environment.called, flow), block, {
      links: linksFor(base, flow, 'voice', environment.name),
      env: environment.values,
      environment: environment.name === LIVE ? undefined : environment.name,
      token: TOKEN_SIGN,
      language: language ?? undefined,
      now: Date.now(),
    });
    const bytes = byteLength(preview.xml);
    return {
      for: block,
      xml: preview.xml,
      lines: preview.lines.map(({ text, block: owner }) => ({ text, owner: owner && outermostOf(owner) })),
      bytes,
      ...turnOf(document, preview, base, flow, environment.name),
      notes: notesOf(document, preview, block, bytes, (id) =>
        wayName(id, { flow: document, self: flow, called: environment.called }, blockTypes),
      ),
    };
  } catch (error) {
    return { ...empty, error: `There is no preview: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The environment that a preview is for. */
interface Tried {
  readonly name: string;
  readonly values: Environment;
  readonly called: CalledVersions;
}

function turnOf(
  document: FlowDocument,
  preview: Preview,
  base: string,
  flow: string,
  environment: string,
): { turn: string; url: string } {
  const entered = (channel: Channel = 'voice') => entryUrl(base, flow, channel, environment);
  const from = preview.from;
  const block = from === undefined ? undefined : document.blocks[from];
  if (from === undefined || !block) return { turn: 'First turn', url: entered() };
  const entry = blockType(block.type)?.entry?.(block.props as never);
  if (entry === 'outgoing-call') return { turn: 'First turn of an outgoing call', url: `${entered()}/outgoing/…` };
  if (entry !== undefined) {
    const channel = entry === 'incoming-message' ? 'messaging' : 'voice';
    return { turn: channel === 'voice' ? 'First turn' : 'Answer to a message', url: entered(channel) };
  }
  const before = waitingBefore(document, from);
  if (!before) return { turn: `A turn that begins at “${blockName(block)}”`, url: '' };
  const [id, exit] = before;
  return { turn: `After ${exit}`, url: linksFor(base, flow, 'voice', environment).action(id, TOKEN_SIGN) };
}

/** The block whose webhook leads to `to`, with words for the exit that does. */
function waitingBefore(document: FlowDocument, to: string): readonly [id: string, exit: string] | undefined {
  for (const [id, block] of Object.entries(document.blocks)) {
    const type = blockType(block.type);
    if (!type || !waitsForWebhook(type, block.props)) continue;
    const exit = exitsOf(block).find(({ name }) => block.exits[name] === to);
    if (exit) return [id, `“${blockName(block)}”, exit “${exit.label}”`];
  }
  return undefined;
}

/** Notes that come of what was not answered or pressed, because nobody calls. */
const OF_VALUES: ReadonlySet<string> = new Set(['wrong-type', 'not-in-result']);

function notesOf(
  document: FlowDocument,
  preview: Preview,
  id: string | null,
  bytes: number,
  nameOf: (block: string) => string,
): readonly Note[] {
  const notes: Note[] = [];
  if (preview.failure) {
    notes.push({ tone: 'error', text: `The caller would hear the fallback: ${preview.failure.message}` });
  }
  if (bytes > MAX_RESPONSE_BYTES) {
    notes.push({
      tone: 'error',
      text: 'This is more than the 64 KB Twilio reads. Ask the caller something in between.',
    });
  }
  for (const step of preview.log) {
    const speaker = nameOf(step.block);
    for (const { code, message, level = 'warning' } of step.notes ?? []) {
      if (OF_VALUES.has(code)) continue;
      const text = `“${speaker}”: ${message}`;
      if (!notes.some((note) => note.text === text)) notes.push({ tone: level, text });
    }
  }
  notes.push(...notCarriedOut(preview, nameOf));
  const block = id === null ? undefined : document.blocks[id];
  if (id === null || !block) return notes;
  const name = blockName(block);
  if (!isReached(document, id)) {
    notes.push({ tone: 'warning', text: `Nothing leads to “${name}” yet. This is what it would answer by itself.` });
  } else if (
    !preview.failure &&
    !preview.lines.some((line) => line.block !== undefined && outermostOf(line.block) === id)
  ) {
    notes.push({ tone: 'info', text: `“${name}” adds no line of its own here; the call goes on through it.` });
  }
  return notes;
}

/** One note for all blocks that a preview passes by without doing what they do. */
function notCarriedOut({ log }: Preview, nameOf: (block: string) => string): readonly Note[] {
  const passed = log.flatMap(({ visit, block }) => (visit === undefined ? [] : [`“${nameOf(block)}”`]));
  const [first, ...others] = [...new Set(passed)];
  if (first === undefined) return [];
  const last = others.pop();
  const text =
    last === undefined
      ? `${first} is not carried out here; the document is for when it went well.`
      : `${[first, ...others].join(', ')} and ${last} are not carried out here; the document is for when they went well.`;
  return [{ tone: 'info', text }];
}

function isReached(document: FlowDocument, id: string): boolean {
  const block = document.blocks[id];
  if (block && isEntry(block)) return true;
  return Object.entries(document.blocks).some(([from, { exits }]) => from !== id && Object.values(exits).includes(id));
}
