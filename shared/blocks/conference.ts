import { defineBlock, type StepNote } from '../block.ts';
import { afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { asideExits } from '../fields/aside-exits.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { boolean } from '../fields/boolean.ts';
import { given } from '../fields/parameters.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { textOf } from '../fields/read-prompts.ts';
import { text } from '../fields/text.ts';
import { literal } from '../template/literal.ts';
import { element } from '../twiml/element.ts';

const ACTION = ['action', 'method'];
const CONFERENCE = { prefix: 'conference_', parent: 'Dial' } as const;

/** Lets the caller into a conference room. */
export const conference = defineBlock({
  type: 'conference',
  title: 'Conference',
  term: 'Dial',
  about: 'Lets the caller into a room where everybody who came hears everybody else.',
  keywords: ['meeting', 'room', 'party line'],
  group: 'connect',
  icon: 'users-round',
  docs: 'https://www.twilio.com/docs/voice/twiml/conference',
  channels: ['voice'],
  fields: {
    room: text({
      label: 'Name of the room',
      term: 'Conference',
      hint: 'Callers who name the same room meet in it',
      required: true,
      initial: 'meeting',
    }),
    ...attributesOf('Conference', {
      ...CONFERENCE,
      main: ['startConferenceOnEnter', 'endConferenceOnExit', 'muted', 'beep', 'waitUrl', 'maxParticipants', 'record'],
    }),
    logPeople: boolean({
      label: "Note in the call's log who comes and goes",
      term: 'statusCallback',
      hint: 'Only the first person in the room decides',
      group: 'more',
      options: { default: false },
    }),
    ...attributesOf('Dial', { except: ACTION }),
    ...afterFields('Dial', { next: 'Go on below in the same document' }),
  },
  exits: (props) => [
    ...(afterOf(props) === 'exits'
      ? [
          { name: 'completed', label: 'After the conference', ends: true },
          { name: 'failed', label: 'Could not join' },
        ]
      : [{ name: 'next', label: 'After the conference', ends: true }]),
    ...asideExits(props, 'Conference', CONFERENCE),
    ...asideExits(props, 'Dial'),
  ],
  outputs: (props) => (afterOf(props) === 'exits' ? OUTPUTS : []),
  waits: (props) => afterOf(props) === 'exits',
  summary: (props) => {
    const room = props.room?.trim();
    if (!room) return 'Joins no room yet';
    const { conference_startConferenceOnEnter: starts, conference_muted: muted } = props as Readonly<
      Record<string, unknown>
    >;
    return `Joins “${room}”${starts === false ? ', waits for a host' : ''}${muted === true ? ', muted' : ''}.`;
  },
  run: (ctx) => {
    const notes: StepNote[] = [];
    const waits = afterOf(ctx.props) === 'exits';
    const room = ctx.props.room ?? '';
    if (room.trim() === '') {
      notes.push({ code: 'no-room', message: 'The room has no name, so nobody joined it.', field: 'room' });
      return waits ? { go: 'failed', results: { DialCallStatus: 'failed' }, notes } : { go: 'next', notes };
    }
    const asideUrl = (exit: string): string => ctx.asideUrl(exit);
    const dial = emitAttributes(ctx.props, 'Dial', { except: ACTION, asideUrl, notes });
    const noun = emitAttributes(ctx.props, 'Conference', { ...CONFERENCE, asideUrl, notes });
    const ours = ctx.props.logPeople && noun.statusCallback === undefined;
    const told = ours
      ? { statusCallback: ctx.callbackUrl('status'), statusCallbackEvent: noun.statusCallbackEvent ?? PEOPLE }
      : {};
    const joined = element('Conference', { ...noun, ...told }, room);
    const twiml = [element('Dial', { ...dial, ...afterAttributes(ctx, 'Dial') }, joined)];
    return waits ? { twiml, wait: true, notes } : { twiml, go: 'next', notes };
  },
  resume: ({ parameters }) => ({
    go: JOINED.includes(parameters.DialCallStatus ?? '') ? 'completed' : 'failed',
    results: given(parameters, OUTPUTS),
  }),
  read: (element) => {
    const [noun] = element.children;
    if (element.children.length !== 1 || typeof noun !== 'object' || noun.tag !== 'Conference') return undefined;
    const dial = readAttributes(element, 'Dial');
    const attributes = readAttributes(noun, 'Conference', CONFERENCE);
    const room = textOf(noun.children);
    return dial && attributes && room ? { room: literal(room), ...attributes, ...dial, ...readAfter(dial) } : undefined;
  },
});

/** A conference has no leg of its own, so neither its SID nor its length is told: https://www.twilio.com/docs/voice/twiml/dial#action */
const OUTPUTS = ['DialCallStatus', 'DialBridged'];

const JOINED = ['answered', 'completed'];

/** Events that name the call they are about, so that they find its log. */
const PEOPLE = 'join leave';
