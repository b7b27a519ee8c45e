import { blockTypes } from '../../../shared/blocks/index.ts';
import { readFlow } from '../../../shared/document.ts';
import { type CompiledFlow, compileFlow } from '../../../shared/engine/compile.ts';
import type { FlowBlock, FlowDocument } from '../../../shared/flow/types.ts';

export const SENT = 'It is on its way.';
export const FAILED = 'It could not be sent.';
export const OPTED_OUT = 'You asked us not to write to you.';
export const NOT_REACHABLE = 'This phone gets no messages.';

const say = (text: string): FlowBlock => ({
  type: 'say',
  props: { prompts: [{ say: text }] },
  exits: { next: 'end' },
});

/** Texts whoever calls a link, and says what came of it. */
export function textingFlow(props: FlowBlock['props'] = {}): FlowDocument {
  return {
    version: 1,
    name: 'Text me the link',
    settings: {},
    variables: {},
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'text' } },
      text: {
        type: 'send',
        props: { body: 'Here is the link, {{ call.From }}: https://example.com', ...props },
        exits: { sent: 'sent', failed: 'failed', optedOut: 'optedOut', notReachable: 'notReachable' },
      },
      sent: say(SENT),
      failed: say(FAILED),
      optedOut: say(OPTED_OUT),
      notReachable: say(NOT_REACHABLE),
      end: { type: 'hangup', props: {}, exits: {} },
    },
    layout: {},
    tests: [],
  };
}

/** Answers whoever writes by the REST API, and then by a reply that says what came of it. */
export function answeringFlow(): FlowDocument {
  const reply = (text: string): FlowBlock => ({ type: 'message', props: { body: text }, exits: {} });
  return {
    version: 1,
    name: 'Write back',
    settings: {},
    variables: {},
    blocks: {
      start: { type: 'start', props: { on: 'incoming-message' }, exits: { next: 'text' } },
      text: {
        type: 'send',
        props: { body: 'Got “{{ message.Body }}”' },
        exits: { sent: 'sent', failed: 'failed' },
      },
      sent: reply(SENT),
      failed: reply(FAILED),
    },
    layout: {},
    tests: [],
  };
}

/** Answers as `answeringFlow` does, and then waits for the next message, which it answers the same way. */
export function chattingFlow(): FlowDocument {
  const flow = answeringFlow();
  const wait = (body: string): FlowBlock => ({ type: 'waitMessage', props: { body }, exits: { answered: 'text' } });
  return { ...flow, name: 'Chat', blocks: { ...flow.blocks, sent: wait(SENT), failed: wait(FAILED) } };
}

/** Hands whoever calls or writes over to another flow. */
export function redirectingFlow(url: string): FlowDocument {
  const start = (on: string): FlowBlock => ({ type: 'start', props: { on }, exits: { next: 'over' } });
  return {
    version: 1,
    name: 'Hand over',
    settings: {},
    variables: {},
    blocks: {
      start: start('incoming-call'),
      written: start('incoming-message'),
      over: { type: 'redirect', props: { url, method: 'POST' }, exits: {} },
    },
    layout: {},
    tests: [],
  };
}

/** Makes a stored document ready to run, as the server does. */
export function compileStored(document: string): CompiledFlow {
  const read = readFlow(document);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return compileFlow(read.flow, blockTypes);
}
