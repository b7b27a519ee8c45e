import { type BlockProblem, defineBlock, type ExitSpec, type StepNote } from '../block.ts';
import { afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { asideExits } from '../fields/aside-exits.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { exitOf } from '../fields/document-url.ts';
import { given } from '../fields/parameters.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { textOf } from '../fields/read-prompts.ts';
import { text } from '../fields/text.ts';
import { literal } from '../template/literal.ts';
import { hasTemplate } from '../template/template.ts';
import { queueWords } from '../text/queue-words.ts';
import { element, type TwimlElement } from '../twiml/element.ts';

const ACTION = ['action', 'method'];
const TASK = { prefix: 'task_', parent: 'Enqueue' } as const;

/** Lets the caller wait in a queue. */
export const enqueue = defineBlock({
  type: 'enqueue',
  title: 'Wait in a queue',
  term: 'Enqueue',
  about: 'Lets the caller wait in a queue until somebody takes the call, and says what they hear meanwhile.',
  keywords: ['hold music', 'on hold', 'waiting room', 'taskrouter', 'call centre', 'call center'],
  group: 'connect',
  icon: 'users',
  docs: 'https://www.twilio.com/docs/voice/twiml/enqueue',
  channels: ['voice'],
  fields: {
    queue: text({
      label: 'Name of the queue',
      hint: 'It is made when the first caller waits in it',
      initial: 'support',
      options: { maxLength: 64 },
    }),
    ...attributesOf('Enqueue', { except: ACTION, main: ['waitUrl'] }),
    task: text({
      label: 'Attributes of the task',
      term: 'Task',
      hint: 'JSON that TaskRouter chooses a worker by',
      group: 'more',
      options: { multiline: true },
      when: (props) => hasWorkflow(props) || isSet(props.task),
    }),
    ...attributesOf('Task', { ...TASK, when: (props) => isSet(props.task) }),
    ...afterFields('Enqueue', { next: 'Go on below in the same document' }),
  },
  exits: (props) => [...outcomes(props), ...asideExits(props, 'Enqueue')],
  outputs: (props) => [
    ...(afterOf(props) === 'exits' ? OUTPUTS : []),
    ...(exitOf(props.waitUrl) === undefined ? [] : [...WAITING, ...WORDS]),
  ],
  told: ({ QueuePosition, AvgQueueTime }, language): Readonly<Record<string, string>> => {
    if (QueuePosition === undefined) return {};
    const { place, wait } = queueWords(Number(QueuePosition), Number(AvgQueueTime), language);
    return { placeWords: place, waitWords: wait };
  },
  waits: (props) => afterOf(props) === 'exits',
  summary: (props) => {
    const who = isSet(props.queue) ? `Waits in “${props.queue?.trim()}”` : 'Waits for a TaskRouter worker';
    if (!isSet(props.queue) && !hasWorkflow(props)) return 'Waits in no queue yet';
    if (props.waitUrl === '') return `${who} in silence.`;
    return `${who} with ${props.waitUrl === undefined ? "Twilio's" : 'your own'} music.`;
  },
  check: (props) => [...nameProblems(props), ...taskProblems(props.task)],
  run: (ctx) => {
    const { props } = ctx;
    const notes: StepNote[] = [];
    const waits = afterOf(props) === 'exits';
    if (!isSet(props.queue) && !hasWorkflow(props)) {
      notes.push({ code: 'no-queue', message: 'The queue has no name, so nobody waits in it.', field: 'queue' });
      return waits ? { go: 'failed', results: { QueueResult: 'error' }, notes } : { go: 'next', notes };
    }
    const asideUrl = (exit: string): string => ctx.asideUrl(exit);
    const attributes = emitAttributes(props, 'Enqueue', { except: ACTION, asideUrl, notes });
    const task = isSet(props.task)
      ? [element('Task', emitAttributes(props, 'Task', { ...TASK, notes }), props.task ?? '')]
      : [];
    const children = [...(isSet(props.queue) ? [props.queue ?? ''] : []), ...task];
    const twiml = [element('Enqueue', { ...attributes, ...afterAttributes(ctx, 'Enqueue') }, ...children)];
    return waits ? { twiml, wait: true, notes } : { twiml, go: 'next', notes };
  },
  resume: ({ parameters }) => {
    const results = given(parameters, OUTPUTS);
    const result = parameters.QueueResult ?? '';
    // Whoever moved the caller by Twilio's API says where the call goes on.
    if (result.startsWith('redirected')) return { end: true, results };
    return { go: EXIT_OF_RESULT[result] ?? 'failed', results };
  },
  read: (element) => {
    const attributes = readAttributes(element, 'Enqueue');
    const nouns = element.children.filter((child): child is TwimlElement => typeof child !== 'string');
    const queue = textOf(element.children.filter((child) => typeof child === 'string'));
    const task = nouns.length === 0 ? {} : readTask(nouns);
    if (attributes === undefined || task === undefined) return undefined;
    return { ...(queue && { queue: literal(queue) }), ...task, ...attributes, ...readAfter(attributes) };
  },
});

/** https://www.twilio.com/docs/voice/twiml/enqueue#attributes-action-parameters */
const OUTPUTS = ['QueueResult', 'QueueSid', 'QueueTime'];

/** https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl-parameters */
const WAITING = ['QueuePosition', 'AvgQueueTime', 'CurrentQueueSize', 'MaxQueueSize'];

/** The same as sentences. */
const WORDS = ['placeWords', 'waitWords'];

const EXIT_OF_RESULT: Readonly<Record<string, string>> = {
  bridged: 'bridged',
  leave: 'leave',
  'queue-full': 'queueFull',
  hangup: 'hungUp',
};

function outcomes(props: Readonly<Record<string, unknown>>): readonly ExitSpec[] {
  if (afterOf(props) !== 'exits') return [{ name: 'next', label: 'After the queue', ends: true }];
  return [
    { name: 'bridged', label: 'After the conversation', ends: true },
    { name: 'leave', label: 'The caller left the queue', ends: true },
    { name: 'queueFull', label: 'The queue is full' },
    { name: 'failed', label: 'Could not wait' },
    { name: 'hungUp', label: 'The caller hung up', ends: true },
  ];
}

function nameProblems(props: Readonly<Record<string, unknown>>): readonly BlockProblem[] {
  if (isSet(props.queue) || hasWorkflow(props)) return [];
  const message = 'Name the queue, or give the TaskRouter workflow that finds somebody.';
  return [{ code: 'missing-value', severity: 'error', message, field: 'queue' }];
}

function taskProblems(task: string | undefined): readonly BlockProblem[] {
  if (!isSet(task) || hasTemplate(task ?? '')) return [];
  try {
    JSON.parse(task ?? '');
    return [];
  } catch (error) {
    const message = `The task is no JSON: ${error instanceof Error ? error.message : String(error)}`;
    return [{ code: 'bad-value', severity: 'error', message, field: 'task' }];
  }
}

function readTask(nouns: readonly TwimlElement[]): Record<string, string> | undefined {
  const [task] = nouns;
  const attributes = task?.tag === 'Task' ? readAttributes(task, 'Task', TASK) : undefined;
  const json = task && textOf(task.children);
  return attributes && json !== undefined && nouns.length === 1 ? { task: literal(json), ...attributes } : undefined;
}

function hasWorkflow(props: Readonly<Record<string, unknown>>): boolean {
  return isSet(props.workflowSid);
}

function isSet(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
