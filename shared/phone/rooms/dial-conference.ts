import type { TwimlElement } from '../../twiml/element.ts';
import { Attributes } from '../attributes.ts';
import type { DialAttributes } from '../dial/attributes.ts';
import type { DialOutcome } from '../dial/outcome.ts';
import type { Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { ConferenceVisit } from './conference-visit.ts';
import type { Participant } from './conferences.ts';
import { textOf } from './queue-target.ts';
import { Signal } from './signal.ts';

/** Lets the caller into a conference until they, or the conference, are done. https://www.twilio.com/docs/voice/twiml/conference */
export function* dialConference(run: VerbRun, noun: TwimlElement, dial: DialAttributes): Task<DialOutcome> {
  const { leg, exchange, document } = run;
  const attributes = new Attributes(noun, 'Dial', leg, document);
  const name = textOf(noun.children);
  const refuse = (code: number, message: string, more: Partial<DialOutcome> = {}): DialOutcome => {
    leg.emit({ kind: 'warning', code, message: `Conference: ${message}.` });
    return { status: 'failed', ...more };
  };
  if (name === '') return refuse(13237, 'the conference has no name');
  const label = attributes.raw('participantLabel');
  if (label !== undefined && !LABEL.test(label))
    return refuse(16023, `a participant may not be called ${label.slice(0, 130)}`);
  const conference = exchange.conferences.open(name);
  const { participants } = conference;
  if (label !== undefined && participants.some((other) => other.label === label)) {
    return refuse(16025, `somebody is called ${label} already`, { nextVerb: true });
  }
  const coach = attributes.text('coach');
  if (coach !== undefined && !participants.some(({ callSid }) => callSid === coach)) {
    return refuse(13240, `the call to coach, ${coach.slice(0, 40)}, is not in it`);
  }
  const most = attributes.number('maxParticipants') ?? 250;
  if (participants.length >= most) return refuse(16020, `it is full with ${most} participants`);
  const participant = participantOf(run, attributes, label);
  const fine = yield* new ConferenceVisit({ run, noun, dial, attributes, conference, participant }).spend();
  return fine ? { status: 'answered', bridged: conference.started.given } : { status: 'failed' };
}

/** https://www.twilio.com/docs/api/errors/16023 */
const LABEL = /^(?!CA[0-9a-f]{32}$)[^/]{1,128}$/i;

function participantOf({ leg }: VerbRun, attributes: Attributes, label: string | undefined): Participant {
  const beep = attributes.text('beep');
  return {
    callSid: leg.sid,
    leg,
    label,
    muted: attributes.flag('muted'),
    coaching: attributes.text('coach') !== undefined,
    startsOnEnter: attributes.flag('startConferenceOnEnter'),
    endsOnExit: attributes.flag('endConferenceOnExit'),
    beep: { enter: beep === 'true' || beep === 'onEnter', exit: beep === 'true' || beep === 'onExit' },
    out: new Signal(),
  };
}
