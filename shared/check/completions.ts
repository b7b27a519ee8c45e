import type { AnyBlock } from '../block.ts';
import { blockNamesIn } from '../block-name.ts';
import type { FlowDocument } from '../flow/types.ts';
import { FlowGraph } from './graph.ts';
import { membersOf } from './members.ts';
import { writersOf } from './writers.ts';

/** One thing a template at this place can print. */
export interface Completion {
  /** Path to insert between `{{` and `}}`, e.g. `blocks.menu.Digits`. */
  readonly path: string;
  /** Words for people: "Digits of Main menu". */
  readonly label: string;
  readonly group: 'variable' | 'call' | 'block' | 'environment';
  /** Some ways to this place set it, others do not. */
  readonly sometimes?: true;
}

/** Twilio's parameters that templates see as `call.*`. https://www.twilio.com/docs/voice/twiml#request-parameters */
export const CALL_PARAMETERS: Readonly<Record<string, string>> = {
  From: "Caller's number",
  To: 'Number that was called',
  CallSid: 'Id of the call',
  AccountSid: 'Id of the Twilio account',
  Direction: 'Direction of the call',
  CallerName: "Caller's name, if looked up",
  ForwardedFrom: 'Number that forwarded the call',
  FromCity: "Caller's city",
  FromState: "Caller's state",
  FromZip: "Caller's postal code",
  FromCountry: "Caller's country",
  ToCity: 'City of the called number',
  ToState: 'State of the called number',
  ToCountry: 'Country of the called number',
  AnsweredBy: 'Who answered an outgoing call: human, machine_start, fax …',
  MachineDetectionDuration: 'Milliseconds it took to tell who answered',
};

/** Twilio's parameters that templates see as `message.*`. https://www.twilio.com/docs/messaging/guides/webhook-request */
export const MESSAGE_PARAMETERS: Readonly<Record<string, string>> = {
  From: "Sender's number",
  To: 'Number that was written to',
  Body: 'Text of the message',
  MessageSid: 'Id of the message',
  AccountSid: 'Id of the Twilio account',
  NumMedia: 'Number of attachments',
  MediaContentType0: 'Type of the first attachment',
  MediaUrl0: 'Address of the first attachment',
  ProfileName: "Sender's name (WhatsApp)",
  ButtonText: 'Words on the button that was pressed (WhatsApp)',
  ButtonPayload: 'Value of the button that was pressed (WhatsApp)',
  OptOutType: 'STOP, START or HELP, with Advanced Opt-Out',
  MessagingServiceSid: 'Id of the Messaging Service',
  NumSegments: 'Number of short messages it took',
  FromCity: "Sender's city",
  FromState: "Sender's state",
  FromZip: "Sender's postal code",
  FromCountry: "Sender's country",
  ToCity: 'City of the number that was written to',
  ToState: 'State of the number that was written to',
  ToCountry: 'Country of the number that was written to',
};

/**
 * What a template in `block` can print: the flow's variables, those that blocks set before it, the call (or message, whichever can
 * come to it), and the results of blocks that can run before it. What is only set later is not offered.
 */
export function completionsFor(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  block: string | null,
): readonly Completion[] {
  const variables = Object.entries(flow.variables).flatMap(([name, declared]): Completion[] => [
    { path: name, label: declared.about || `Variable (${declared.type})`, group: 'variable' },
    ...membersOf(name, declared.initial).map(
      ({ path, type }): Completion => ({ path, label: `Of “${name}” (${type})`, group: 'variable' }),
    ),
  ]);
  const graph = new FlowGraph(flow, types);
  const names = blockNamesIn(flow.blocks, types);
  const before = block === null ? Object.keys(flow.blocks) : blocksBefore(flow, block);
  const sometimes = (by: readonly string[]) =>
    block !== null && !graph.alwaysPasses(by, block) ? ({ sometimes: true } as const) : {};
  for (const [name, writers] of block === null ? [] : writersOf(flow, types)) {
    const by = writers.filter((writer) => before.includes(writer));
    if (by.length === 0 || Object.hasOwn(flow.variables, name)) continue;
    const label = `Set by ${names.get(by[0] ?? '')}`;
    variables.push({ path: name, label, group: 'variable', ...sometimes(by) });
  }
  const parameters = rootsAt(flow, types, block === null ? before : [block, ...before]).flatMap(([root, known]) =>
    Object.entries(known).map(([name, label]): Completion => ({ path: `${root}.${name}`, label, group: 'call' })),
  );
  const results: Completion[] = [];
  for (const id of block === null ? [] : before) {
    const before = flow.blocks[id];
    const type = before && types.get(before.type);
    for (const output of type?.outputs?.(before?.props as never, flow) ?? []) {
      results.push({
        path: `blocks.${id}.${output}`,
        label: `${output} of ${names.get(id)}`,
        group: 'block',
        ...sometimes([id]),
      });
    }
  }
  return [...variables, ...results, ...parameters];
}

/** What came in to get here: a call, a message, or either. Where no start leads here yet, the other blocks' channels tell. */
function rootsAt(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  ids: readonly string[],
): readonly (readonly [root: string, known: Readonly<Record<string, string>>])[] {
  const of = (id: string): readonly [AnyBlock | undefined, FlowDocument['blocks'][string] | undefined] => {
    const block = flow.blocks[id];
    return [types.get(block?.type ?? ''), block];
  };
  const entries = ids.map((id) => {
    const [type, block] = of(id);
    return type?.entry?.(block?.props as never);
  });
  const texts = ids.some((id) => of(id)[0]?.channels?.join() === 'messaging');
  const spoken = entries.some((entry) => entry === 'incoming-call' || entry === 'outgoing-call');
  const messages = entries.includes('incoming-message') || (!spoken && texts);
  const calls = spoken || !messages;
  return [
    ...(messages ? [['message', MESSAGE_PARAMETERS] as const] : []),
    ...(calls ? [['call', CALL_PARAMETERS] as const] : []),
  ];
}

/** Ids of the blocks from which `block` can be reached (itself only through a loop), nearest first. */
export function blocksBefore(flow: FlowDocument, block: string): readonly string[] {
  const before = new Map<string, string[]>();
  for (const [id, { exits }] of Object.entries(flow.blocks)) {
    for (const target of Object.values(exits)) {
      const list = before.get(target);
      if (list) list.push(id);
      else before.set(target, [id]);
    }
  }
  const seen = new Set<string>();
  const queue = [block];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const id of before.get(at) ?? []) {
      if (seen.has(id)) continue;
      seen.add(id);
      queue.push(id);
    }
  }
  return [...seen];
}
