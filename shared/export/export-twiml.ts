import type { CallbackKind, Channel } from '../block.ts';
import { blockNamesIn } from '../block-name.ts';
import { blockTypes } from '../blocks/index.ts';
import { compileFlow } from '../engine/compile.ts';
import { assumed, settle } from '../engine/settle.ts';
import { startTurn } from '../engine/turn.ts';
import type { Links } from '../engine/types.ts';
import type { FlowBlock, FlowDocument } from '../flow/types.ts';
import { templateUses } from '../template/names.ts';
import { hasTemplate } from '../template/template.ts';

export type ExportResult =
  | { readonly ok: true; readonly xml: string; readonly channel: Channel }
  | { readonly ok: false; readonly reasons: readonly ExportReason[] };

/** Why a flow is more than one document, by the block that makes it so. */
export interface ExportReason {
  /** Id of the block; absent where it is the flow as a whole. */
  readonly block?: string;
  readonly message: string;
}

/**
 * The document that every caller gets, fit for a TwiML Bin: a flow can be one if its first answer is all it ever says, and
 * depends on nothing about the call. Otherwise every block that needs this server, with the reason.
 */
export function exportTwiml(flow: FlowDocument): ExportResult {
  const compiled = compileFlow(flow, blockTypes);
  const answered = compiled.entries.get('incoming-call') ?? compiled.entries.get('outgoing-call');
  const channel: Channel = answered === undefined ? 'messaging' : 'voice';
  const asked = new AskedLinks();
  const start = { sid: 'CA0', channel, flowId: '', version: 0, request: { parameters: {} } };
  const at = answered === undefined ? {} : { at: answered };
  const turned = startTurn(compiled, { ...start, ...at }, { token: () => 'export', now: () => 0, links: asked });
  const { twiml, xml, log, failure } = settle(turned, assumed);
  const reasons: ExportReason[] = log.flatMap(({ block, result, visit, notes = [] }) => {
    const stored = flow.blocks[block];
    const type = blockTypes.get(stored?.type ?? '');
    const called = blockNamesIn(flow.blocks, blockTypes).get(block) ?? block;
    const say = (message: string): ExportReason => ({ block, message: `"${called}" ${message}` });
    return [
      ...(result === 'wait' ? [say('waits for what the caller does, and goes on with this server.')] : []),
      ...(visit !== undefined ? [say('has this server do something beside the document.')] : []),
      ...(result !== 'wait' && asked.blocks.has(block) ? [say('makes Twilio call this server.')] : []),
      ...notes.filter(({ code }) => LOST.has(code)).map(({ message }) => say(`does not say all it holds: ${message}`)),
      ...(type?.goesBy === undefined ? [] : [say(`goes by ${type.goesBy}, which only a call knows.`)]),
      ...(stored ? usedByBlock(stored, flow).map((use) => say(`uses ${use}, which only a call knows.`)) : []),
    ];
  });
  if (failure !== undefined) reasons.push({ message: `Callers get the fallback prompt: ${failure.message}` });
  if (reasons.length > 0) return { ok: false, reasons };
  // A TwiML Bin would fill in {{ … }} itself: https://www.twilio.com/docs/serverless/twiml-bins/getting-started
  return { ok: true, xml: twiml.children.length === 0 ? xml : xml.replaceAll('{{', '{&#123;'), channel };
}

/** Notes of blocks that left something out, or said it as it was not meant. */
const LOST: ReadonlySet<string> = new Set([
  'bad-twiml',
  'stray-text',
  'bad-ssml',
  'template-failed',
  'too-many-targets',
  'no-recipient',
  'no-sender',
]);

/** What the texts of a block read that is not the same in every call. */
function usedByBlock({ type, props }: FlowBlock, flow: FlowDocument): readonly string[] {
  const used = new Set<string>();
  for (const [name, field] of Object.entries(blockTypes.get(type)?.fields ?? {})) {
    const value = props[name];
    if (value === undefined) continue;
    for (const { text } of field.kind.templates?.(value) ?? []) {
      if (!hasTemplate(text)) continue;
      if (/\b(now|today)\b/.test(text.replace(/\{%-?\s*raw[\s\S]*?endraw\s*-?%\}/g, ''))) used.add('the time');
      for (const path of templateUses(text)) if (!isConstant(path, flow)) used.add(path);
    }
  }
  return [...used];
}

/** Variables that no block changes are the same in every call, as is the flow's name. */
function isConstant(path: string, flow: FlowDocument): boolean {
  const [head = ''] = path.split('.');
  if (head === 'flow') return true;
  if (!Object.hasOwn(flow.variables, head)) return false;
  return !Object.values(flow.blocks).some(({ type, props }) =>
    blockTypes
      .get(type)
      ?.writes?.(props as never)
      .includes(head),
  );
}

/** Remembers which blocks ask for an address of this server. */
class AskedLinks implements Links {
  readonly blocks = new Set<string>();

  action(block: string): string {
    return this.asked(block);
  }

  callback(block: string, _kind: CallbackKind): string {
    return this.asked(block);
  }

  aside(block: string): string {
    return this.asked(block);
  }

  private asked(block: string): string {
    this.blocks.add(block);
    return '/';
  }
}
