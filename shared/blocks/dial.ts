import { defineBlock, type ExitSpec, type StepNote } from '../block.ts';
import { asideExits } from '../fields/aside-exits.ts';
import { attributesOf, type EmitOptions, emitAttributes } from '../fields/attributes.ts';
import { boolean } from '../fields/boolean.ts';
import { choice } from '../fields/choice.ts';
import { given } from '../fields/parameters.ts';
import { type Target, type TargetKind, targets } from '../fields/targets.ts';
import { element, type TwimlElement } from '../twiml/element.ts';

/** Connects the caller to somebody: numbers, clients or SIP phones, all at once or one after another. */
export const dial = defineBlock({
  type: 'dial',
  title: 'Dial',
  term: 'Dial',
  about: 'Connects the caller to phones, browsers or SIP addresses: all at once, or one after another.',
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
    }),
    ...attributesOf('Dial', {
      except: ['action', 'method'],
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
  },
  exits: (props) => [
    { name: 'completed', label: 'After the conversation', ends: true },
    { name: 'noAnswer', label: 'Nobody answered' },
    { name: 'busy', label: 'Line is busy' },
    { name: 'failed', label: 'Could not be reached' },
    ...asidesOf(props),
  ],
  outputs: () => OUTPUTS,
  summary: (props) => summaryOf(props.targets ?? [], props.order, props.timeout),
  check: (props) =>
    props.order !== 'inTurn' && (props.targets?.length ?? 0) > AT_ONCE
      ? [
          {
            code: 'too-many-targets',
            severity: 'error',
            message: `Twilio rings at most ${AT_ONCE} at once; there are ${props.targets?.length}. Ring them one after another.`,
            field: 'targets',
          },
        ]
      : [],
  run: (ctx) => {
    const notes: StepNote[] = [];
    const all = (ctx.props.targets ?? []).filter(({ to }) => to.trim() !== '');
    if (all.length < (ctx.props.targets?.length ?? 0) || all.length === 0) {
      notes.push({
        code: 'no-target',
        message: 'Somebody to ring has no number or address and was left out.',
        field: 'targets',
      });
    }
    const index = indexOf(ctx.state);
    const now = ctx.props.order === 'inTurn' ? all.slice(index, index + 1) : all.slice(0, AT_ONCE);
    if (now.length === 0) return { go: 'failed', results: { DialCallStatus: 'failed' }, notes };
    const progress = ctx.props.logProgress ? ctx.callbackUrl('status') : undefined;
    const attributes = emitAttributes(ctx.props, 'Dial', { notes, asideUrl: ctx.asideUrl });
    const recording = attributes.record !== undefined && attributes.record !== NOT_RECORDED;
    const recorded = ctx.props.logRecording && recording ? ctx.callbackUrl('recording') : undefined;
    const twiml = element(
      'Dial',
      {
        ...attributes,
        recordingStatusCallback: attributes.recordingStatusCallback ?? recorded,
        action: ctx.actionUrl,
        method: 'POST',
      },
      ...now.map((target) => noun(target, ctx.props, progress, { notes, asideUrl: ctx.asideUrl })),
    );
    return { twiml: [twiml], wait: true, state: { index, count: all.length }, notes };
  },
  resume: ({ parameters }, ctx) => {
    const results = given(parameters, OUTPUTS);
    const exit = EXIT_OF_STATUS[parameters.DialCallStatus ?? ''] ?? 'failed';
    const index = indexOf(ctx.state) + 1;
    const more = ctx.props.order === 'inTurn' && index < countOf(ctx.state);
    if (exit === 'completed' || !more) return { go: exit, results };
    return { again: true, state: { index, count: countOf(ctx.state) }, results };
  },
});

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

const NOUNS = { number: 'Number', client: 'Client', sip: 'Sip' } as const;

function noun(
  { kind, to }: Target,
  props: Readonly<Record<string, unknown>>,
  progress: string | undefined,
  options: EmitOptions,
): TwimlElement {
  const attributes = emitAttributes(props, NOUNS[kind], { prefix: `${kind}_`, parent: 'Dial', ...options });
  const ours = progress !== undefined && attributes.statusCallback === undefined;
  const told = ours ? { statusCallback: progress, statusCallbackEvent: attributes.statusCallbackEvent ?? EVENTS } : {};
  return element(NOUNS[kind], { ...attributes, ...told }, to.trim());
}

/** Says outright what holds without the attribute. */
const NOT_RECORDED = 'do-not-record';

const EVENTS = 'initiated ringing answered completed';

/** Exits to what is heard beside the call; the phones that ring may share one. */
function asidesOf(props: Readonly<Record<string, unknown>>): readonly ExitSpec[] {
  const kinds = (Object.keys(NOUNS) as TargetKind[]).filter((kind) => rings(props, kind));
  const all = kinds.flatMap((kind) => asideExits(props, NOUNS[kind], { prefix: `${kind}_`, parent: 'Dial' }));
  const unique = all.filter(({ name }, index) => all.findIndex((exit) => exit.name === name) === index);
  return [...unique, ...asideExits(props, 'Dial')];
}

function rings(props: Readonly<Record<string, unknown>>, kind: TargetKind): boolean {
  return Array.isArray(props.targets) && props.targets.some((target: Target) => target.kind === kind);
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

function summaryOf(all: readonly Target[], order: string | undefined, timeout: unknown): string {
  const named = all.filter(({ to }) => to.trim() !== '');
  const seconds = `for ${timeout || 30} s`;
  const only = named[0];
  if (only === undefined) return 'Rings nobody yet';
  if (named.length === 1) return `Rings ${only.to} ${seconds}.`;
  const how = order === 'inTurn' ? `one after another, ${seconds} each` : `at once ${seconds}`;
  return `Rings ${named.length} phones ${how}.`;
}
