import type { Channel } from '../block.ts';
import type { Environment } from '../flow/environments.ts';
import { serialiseWithLines, type TwimlLine } from '../twiml/serialise.ts';
import { asideTurn } from './aside.ts';
import type { CompiledFlow } from './compile.ts';
import { assumed, settle } from './settle.ts';
import { startTurn } from './turn.ts';
import type { EngineServices, Links, LogEntry, TurnResult } from './types.ts';

/** The document a caller would get, line by line. */
export interface Preview {
  /** Byte for byte what the webhook answers, but for the one-time token. */
  readonly xml: string;
  /** `xml` cut into lines, each with the block that spoke it. */
  readonly lines: readonly TwimlLine[];
  /** Block the turn begins at. */
  readonly from: string | undefined;
  /** Blocks that ran, in order. What some of them would have performed, as `visit` tells, is assumed to have gone well. */
  readonly log: readonly LogEntry[];
  /** Why the caller would get the fallback prompt. */
  readonly failure?: TurnResult['failure'];
}

export interface PreviewOptions {
  readonly links: Links;
  /** Stands for the one-time token in URLs. */
  readonly token?: string;
  /** When the imagined call comes in, in milliseconds since the epoch; the epoch itself if absent. */
  readonly now?: number;
  /** Parameters of the imagined call. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Language of the flow in which the turn begins; its own if absent. */
  readonly language?: string | undefined;
  /** What templates see as `env`. */
  readonly env?: Environment | undefined;
  /** Environment that the turn runs in; `live` if absent. */
  readonly environment?: string | undefined;
}

/** The call that previews imagine. */
export const SAMPLE_CALL: Readonly<Record<string, string>> = {
  CallSid: 'CA00000000000000000000000000000000',
  From: '+15550100199',
  To: '+15550100100',
  Direction: 'inbound',
  CallStatus: 'ringing',
};

/**
 * The document that holds `block`: of the turns that can reach it, the first that does – from the entry if possible, else from
 * an exit of a waiting block – or, where the way there depends on the call, the turn that begins at the block itself.
 * Without a block: the first turn of the flow.
 */
export function previewAt(flow: CompiledFlow, block: string | null, options: PreviewOptions): Preview {
  const entries = [...flow.entries.values()];
  if (block === null || !flow.blocks.has(block)) return run(flow, entries[0], options);
  let fallback: Preview | undefined;
  for (const head of turnHeads(flow, block, entries).slice(0, TRIED)) {
    const preview = run(flow, head, options);
    if (preview.log.some((step) => step.block === block)) return preview;
    if (head === block) fallback = preview;
  }
  return fallback ?? run(flow, block, options);
}

/** Turns tried for one preview; it is drawn on every keystroke. */
const TRIED = 12;

function run(flow: CompiledFlow, at: string | undefined, options: PreviewOptions): Preview {
  const aside = at === undefined || flow.entries.size === 0 ? undefined : asideBefore(flow, at);
  const result = aside ? runAside(flow, aside, options) : runTurn(flow, at, options);
  const { xml, lines } = serialiseWithLines(result.twiml);
  return { xml, lines, from: at, log: result.log, ...(result.failure ? { failure: result.failure } : {}) };
}

function runTurn(flow: CompiledFlow, at: string | undefined, options: PreviewOptions): TurnResult {
  const start = {
    sid: SAMPLE_CALL.CallSid ?? '',
    channel: channelOf(flow, at),
    flowId: '',
    version: 0,
    request: { parameters: options.parameters ?? SAMPLE_CALL },
    ...(at === undefined ? {} : { at }),
    language: options.language,
    environment: options.environment,
  };
  return settle(startTurn(flow, start, servicesOf(options)), assumed);
}

function runAside(flow: CompiledFlow, { block, exit }: AsideBefore, options: PreviewOptions): TurnResult {
  const { session } = runTurn(flow, block, options);
  const place = { block, exit, leg: SAMPLE_CALL.CallSid ?? '' };
  const request = { parameters: { ...SAMPLE_CALL, ...SAMPLE_WAIT } };
  return settle(asideTurn(flow, session, place, request, servicesOf(options)), assumed);
}

function servicesOf({ token = 'preview', now = 0, links, env = {} }: PreviewOptions): EngineServices {
  return { token: () => token, now: () => now, links, env: () => env };
}

/** What Twilio says of a caller who waits, as previews imagine it. */
const SAMPLE_WAIT = { QueuePosition: '2', QueueTime: '40', AvgQueueTime: '60', CurrentQueueSize: '3' };

interface AsideBefore {
  readonly block: string;
  readonly exit: string;
}

/** The exit that leads to `at` as an aside, where nothing but asides leads there. */
function asideBefore(flow: CompiledFlow, at: string): AsideBefore | undefined {
  let found: AsideBefore | undefined;
  for (const block of flow.blocks.values()) {
    for (const [exit, { to, spec }] of block.exits) {
      if (to !== at) continue;
      if (!spec.aside) return undefined;
      found ??= { block: block.id, exit };
    }
  }
  return found;
}

function channelOf(flow: CompiledFlow, at: string | undefined): Channel {
  if (at === undefined) return 'voice';
  const channels = flow.blocks.get(at)?.type.channels;
  if (channels?.length === 1) return channels[0] ?? 'voice';
  const messages = flow.entries.get('incoming-message');
  const calls = flow.entries.has('incoming-call') || flow.entries.has('outgoing-call');
  return messages !== undefined && (at === messages || !calls) ? 'messaging' : 'voice';
}

/** Blocks a turn that passes `block` can begin at: back over blocks that do not wait, entries first. */
function turnHeads(flow: CompiledFlow, block: string, entries: readonly string[]): readonly string[] {
  const before = predecessors(flow);
  const seen = new Set([block]);
  const heads: string[] = [];
  const queue = [block];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const from = before.get(at) ?? [];
    if (entries.includes(at)) heads.unshift(at);
    else if (from.some((id) => flow.blocks.get(id)?.waits) || asideBefore(flow, at)) heads.push(at);
    for (const id of from) {
      if (seen.has(id) || flow.blocks.get(id)?.waits) continue;
      seen.add(id);
      queue.push(id);
    }
  }
  return heads;
}

function predecessors(flow: CompiledFlow): Map<string, string[]> {
  const before = new Map<string, string[]>();
  for (const block of flow.blocks.values()) {
    for (const { to } of block.exits.values()) {
      if (to === undefined) continue;
      const list = before.get(to);
      if (list) list.push(block.id);
      else before.set(to, [block.id]);
    }
  }
  return before;
}
