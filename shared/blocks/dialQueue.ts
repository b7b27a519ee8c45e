import { defineBlock, type StepNote } from '../block.ts';
import { afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { asideExits } from '../fields/aside-exits.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { given } from '../fields/parameters.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { textOf } from '../fields/read-prompts.ts';
import { text } from '../fields/text.ts';
import { literal } from '../template/literal.ts';
import { element } from '../twiml/element.ts';

const ACTION = ['action', 'method'];
const QUEUE = { prefix: 'queue_', parent: 'Dial' } as const;
const TIMEOUT = attributesOf('Dial', { only: ['timeout'], main: ['timeout'] }).timeout;

/** Connects whoever calls here with the first caller waiting in a queue. */
export const dialQueue = defineBlock({
  type: 'dialQueue',
  title: 'Take from a queue',
  term: 'Dial',
  about: 'Connects whoever calls, an agent for instance, with the first caller waiting in a queue.',
  keywords: ['agent', 'next caller', 'dequeue', 'call centre', 'call center'],
  group: 'connect',
  icon: 'user-check',
  docs: 'https://www.twilio.com/docs/voice/twiml/queue',
  channels: ['voice'],
  fields: {
    queue: text({
      label: 'Name of the queue',
      term: 'Queue',
      initial: 'support',
      options: { maxLength: 64 },
    }),
    ...attributesOf('Queue', { ...QUEUE, main: ['url'] }),
    ...attributesOf('Dial', { except: [...ACTION, 'timeout'] }),
    timeout: { ...TIMEOUT, label: 'If nobody waits, wait for', hint: 'Then the call goes on, since nobody came' },
    ...afterFields('Dial', { next: 'Go on below in the same document' }),
  },
  exits: (props) => [
    ...(afterOf(props) === 'exits'
      ? [
          { name: 'completed', label: 'After the conversation', ends: true },
          { name: 'empty', label: 'Nobody was waiting' },
          { name: 'failed', label: 'Could not be joined' },
        ]
      : [{ name: 'next', label: 'After the conversation', ends: true }]),
    ...asideExits(props, 'Queue', QUEUE),
    ...asideExits(props, 'Dial'),
  ],
  outputs: (props) => (afterOf(props) === 'exits' ? OUTPUTS : []),
  waits: (props) => afterOf(props) === 'exits',
  summary: (props) => {
    const queue = props.queue?.trim();
    if (queue) return `Takes the first caller waiting in “${queue}”.`;
    return reservationOf(props) ? 'Takes the caller of a TaskRouter reservation.' : 'Takes from no queue yet';
  },
  check: (props) =>
    props.queue?.trim() || reservationOf(props)
      ? []
      : [{ code: 'missing-value', severity: 'error', message: 'Name the queue to take callers from.', field: 'queue' }],
  run: (ctx) => {
    const notes: StepNote[] = [];
    const waits = afterOf(ctx.props) === 'exits';
    const queue = ctx.props.queue ?? '';
    if (queue.trim() === '' && !reservationOf(ctx.props)) {
      notes.push({ code: 'no-queue', message: 'The queue has no name, so nobody was taken from it.', field: 'queue' });
      return waits ? { go: 'failed', results: { DialCallStatus: 'failed' }, notes } : { go: 'next', notes };
    }
    const asideUrl = (exit: string): string => ctx.asideUrl(exit);
    const dial = emitAttributes(ctx.props, 'Dial', { except: ACTION, asideUrl, notes });
    const noun = emitAttributes(ctx.props, 'Queue', { ...QUEUE, asideUrl, notes });
    const twiml = [
      element(
        'Dial',
        { ...dial, ...afterAttributes(ctx, 'Dial') },
        element('Queue', noun, ...(queue.trim() === '' ? [] : [queue])),
      ),
    ];
    return waits ? { twiml, wait: true, notes } : { twiml, go: 'next', notes };
  },
  resume: ({ parameters }) => ({
    go: EXIT_OF_STATUS[parameters.DialCallStatus ?? ''] ?? 'failed',
    results: given(parameters, OUTPUTS),
  }),
  read: (element) => {
    const [noun] = element.children;
    if (element.children.length !== 1 || typeof noun !== 'object' || noun.tag !== 'Queue') return undefined;
    const dial = readAttributes(element, 'Dial');
    const attributes = readAttributes(noun, 'Queue', QUEUE);
    const queue = textOf(noun.children);
    if (!dial || !attributes || queue === undefined) return undefined;
    return { ...(queue && { queue: literal(queue) }), ...attributes, ...dial, ...readAfter(dial) };
  },
});

/** https://www.twilio.com/docs/voice/twiml/dial#action; what Queue adds is in its page. */
const OUTPUTS = [
  'DialCallStatus',
  'DialCallSid',
  'DialCallDuration',
  'DialBridged',
  'QueueSid',
  'QueueTime',
  'RecordingUrl',
];

const EXIT_OF_STATUS: Readonly<Record<string, string>> = {
  completed: 'completed',
  answered: 'completed',
  'no-answer': 'empty',
  canceled: 'empty',
};

function reservationOf(props: Readonly<Record<string, unknown>>): boolean {
  const sid = props.queue_reservationSid;
  return typeof sid === 'string' && sid.trim() !== '';
}
