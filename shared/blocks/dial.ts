import { type BlockProblem, defineBlock, type RunContext, type StepNote, type StepResult } from '../block.ts';
import { afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { asideExits } from '../fields/aside-exits.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { boolean } from '../fields/boolean.ts';
import { choice } from '../fields/choice.ts';
import { given } from '../fields/parameters.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { readTargets } from '../fields/read-targets.ts';
import { rings, targetElement, targetExits } from '../fields/target-elements.ts';
import { isFilled, type Target, targets } from '../fields/targets.ts';
import { element } from '../twiml/element.ts';

const ACTION = ['action', 'method'];

/** Connects the caller to somebody: numbers, clients or SIP phones, all at once or one after another. */
export const dial = defineBlock({
  type: 'dial',
  title: 'Dial',
  term: 'Dial',
  about: 'Connects the caller to phones, browsers or SIP addresses: all at once, or one after another.',
  keywords: ['call', 'ring', 'forward', 'transfer', 'whisper', 'sip', 'hunt group', 'number'],
  group: 'connect',
  icon: 'phone-forwarded',
  docs: 'https://www.twilio.com/docs/voice/twiml/dial',
  channels: ['voice'],
  fields: {
    targets: targets({ label: 'Whom to ring', required: true, initial: [{ kind: 'number', to: '' }] }),
    order: choice({
      label: 'Ring them',
      options: {
        values: [
          { value: 'together', label: 'All at once' },
          { value: 'inTurn', label: 'One after another' },
        ],
      },
      initial: 'together',
      when: (props) => afterOf(props) === 'exits',
    }),
    ...attributesOf('Dial', {
      except: ACTION,
      main: ['callerId', 'timeout', 'record'],
    }),
    ...attributesOf('Number', { prefix: 'number_', label: 'Phone: ', when: (props) => rings(props, 'number') }),
    ...attributesOf('Client', { prefix: 'client_', label: 'Client: ', when: (props) => rings(props, 'client') }),
    ...attributesOf('Sip', { prefix: 'sip_', label: 'SIP: ', parent: 'Dial', when: (props) => rings(props, 'sip') }),
    logProgress: boolean({
      label: "Note ringing and answering in the call's log",
      term: 'statusCallback',
      group: 'more',
      options: { default: false },
    }),
    logRecording: boolean({
      label: "Note in the call's log when the recording is ready",
      term: 'recordingStatusCallback',
      group: 'more',
      options: { default: false },
    }),
    ...afterFields('Dial', { next: 'Go on below in the same document' }),
  },
  exits: (props) => [
    ...(afterOf(props) === 'exits' ? OUTCOMES : [{ name: 'next', label: 'After the conversation', ends: true }]),
    ...targetExits(props.targets ?? [], props),
    ...asideExits(props, 'Dial'),
  ],
  outputs: (props) => (afterOf(props) === 'exits' ? OUTPUTS : []),
  waits: (props) => afterOf(props) === 'exits',
  summary: (props) => summaryOf(props.targets ?? [], inTurn(props), props.timeout),
  check: (props) => countProblems(props.targets ?? [], inTurn(props)),
  run: (ctx) => ring(ctx),
  resume: ({ parameters }, ctx) => {
    const results = given(parameters, OUTPUTS);
    const exit = EXIT_OF_STATUS[parameters.DialCallStatus ?? ''] ?? 'failed';
    const index = indexOf(ctx.state) + 1;
    const more = inTurn(ctx.props) && index < countOf(ctx.state);
    if (exit === 'completed' || !more) return { go: exit, results };
    return { again: true, state: { index, count: countOf(ctx.state) }, results };
  },
  read: (element) => {
    const attributes = readAttributes(element, 'Dial');
    const lines = readTargets(element.children);
    return attributes && lines && { targets: lines, ...attributes, ...readAfter(attributes) };
  },
});

const OUTCOMES = [
  { name: 'completed', label: 'After the conversation', ends: true },
  { name: 'noAnswer', label: 'Nobody answered' },
  { name: 'busy', label: 'Line is busy' },
  { name: 'failed', label: 'Could not be reached' },
];

const OUTPUTS = ['DialCallStatus', 'DialCallSid', 'DialCallDuration', 'DialBridged', 'RecordingUrl'];

/** Nouns that may ring in parallel: https://www.twilio.com/docs/voice/twiml/number */
const AT_ONCE = 10;

/** https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values */
const EXIT_OF_STATUS: Readonly<Record<string, string>> = {
  completed: 'completed',
  answered: 'completed',
  busy: 'busy',
  'no-answer': 'noAnswer',
  canceled: 'noAnswer',
  failed: 'failed',
};

/** Says outright what holds without the attribute. */
const NOT_RECORDED = 'do-not-record';

interface DialProps {
  readonly targets?: readonly Target[];
  readonly logProgress?: boolean;
  readonly logRecording?: boolean;
  readonly [name: string]: unknown;
}

function ring(ctx: RunContext<DialProps>): StepResult {
  const { props } = ctx;
  const notes: StepNote[] = [];
  const waits = afterOf(props) === 'exits';
  const all = (props.targets ?? []).filter(isFilled);
  if (all.length < (props.targets?.length ?? 0) || all.length === 0) notes.push(NO_TARGET);
  const index = indexOf(ctx.state);
  const now = inTurn(props) ? all.slice(index, index + 1) : all.slice(0, AT_ONCE);
  if (now.length === 0 && !waits) return { go: 'next', notes };
  if (now.length === 0) return { go: 'failed', results: { DialCallStatus: 'failed' }, notes };
  const asideUrl = (exit: string): string => ctx.asideUrl(exit);
  const progress = props.logProgress ? ctx.callbackUrl('status') : undefined;
  const attributes = emitAttributes(props, 'Dial', { except: ACTION, notes, asideUrl });
  const recording = attributes.record !== undefined && attributes.record !== NOT_RECORDED;
  const recorded = props.logRecording && recording ? ctx.callbackUrl('recording') : undefined;
  const nouns = now.map((target) => targetElement(target, props, progress, { notes, asideUrl }));
  const [only] = nouns;
  const isPlain = now.length === 1 && now[0]?.plain === true && Object.keys(only?.attributes ?? {}).length === 0;
  const twiml = element(
    'Dial',
    {
      ...attributes,
      recordingStatusCallback: attributes.recordingStatusCallback ?? recorded,
      ...afterAttributes(ctx, 'Dial'),
    },
    ...(isPlain && only ? only.children : nouns),
  );
  if (!waits) return { twiml: [twiml], go: 'next', notes };
  return { twiml: [twiml], wait: true, state: { index, count: all.length }, notes };
}

const NO_TARGET: StepNote = {
  code: 'no-target',
  message: 'Somebody to ring has no number or address and was left out.',
  field: 'targets',
};

/** One after another needs to hear how each turn went, so only a block that waits can do it. */
function inTurn(props: Readonly<Record<string, unknown>>): boolean {
  return props.order === 'inTurn' && afterOf(props) === 'exits';
}

function countProblems(all: readonly Target[], oneByOne: boolean): readonly BlockProblem[] {
  if (oneByOne || all.length <= AT_ONCE) return [];
  const message = `Twilio rings at most ${AT_ONCE} at once; there are ${all.length}. Ring them one after another.`;
  return [{ code: 'too-many-targets', severity: 'error', message, field: 'targets' }];
}

function indexOf(state: unknown): number {
  return numberAt(state, 'index');
}

function countOf(state: unknown): number {
  return numberAt(state, 'count');
}

function numberAt(state: unknown, name: string): number {
  const value = (state as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'number' ? value : 0;
}

function summaryOf(all: readonly Target[], oneByOne: boolean, timeout: unknown): string {
  const named = all.filter(isFilled);
  const seconds = `for ${timeout || 30} s`;
  const only = named[0];
  if (only === undefined) return 'Rings nobody yet';
  if (named.length === 1) return `Rings ${only.to.trim() || 'SIP addresses'} ${seconds}.`;
  const how = oneByOne ? `one after another, ${seconds} each` : `at once ${seconds}`;
  return `Rings ${named.length} phones ${how}.`;
}
