import type { Leg } from '../leg.ts';

/** What reporting needs of the exchange. */
export interface ReporterHost {
  now(): number;
  callback(leg: Leg, request: ReportRequest): void;
}

export interface ReportRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly parameters: Readonly<Record<string, string>>;
  readonly purpose: string;
  readonly bare: true;
}

/** Where a conference's events go, and which; the first participant fixes it. */
export interface ReportTarget {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** As `statusCallbackEvent` names them: `start`, `join` … */
  readonly events: readonly string[];
}

/** A participant as reports describe them. */
export interface ReportedParticipant {
  readonly callSid: string;
  readonly leg: Leg;
  readonly label: string | undefined;
  readonly muted: boolean;
  readonly coaching: boolean;
  readonly startsOnEnter: boolean;
  readonly endsOnExit: boolean;
}

/**
 * Tells the application, and whoever watches, what happens in a conference.
 * https://www.twilio.com/docs/voice/twiml/conference#attributes-status-callback
 */
export class ConferenceReporter {
  readonly #host: ReporterHost;
  readonly #conference: { readonly sid: string; readonly name: string };
  #target: ReportTarget | 'nobody' | undefined;
  #sequence = 0;

  constructor(host: ReporterHost, conference: { readonly sid: string; readonly name: string }) {
    this.#host = host;
    this.#conference = conference;
  }

  /** Only the first participant's attributes count, even where they have none. */
  fix(target: ReportTarget | undefined): void {
    this.#target ??= target ?? 'nobody';
  }

  conference(event: string, leg: Leg, more: Readonly<Record<string, string>> = {}): void {
    leg.emit({ kind: 'note', what: event, details: { conference: this.#conference.name } });
    this.#send(event, leg, more);
  }

  participant(event: string, participant: ReportedParticipant, more: Readonly<Record<string, string>> = {}): void {
    const { callSid, leg, label, muted, coaching, startsOnEnter, endsOnExit } = participant;
    const details = { conference: this.#conference.name, ...(callSid === leg.sid ? {} : { call: callSid }) };
    leg.emit({ kind: 'note', what: event.replace('participant-', 'conference-'), details });
    this.#send(event, leg, {
      CallSid: callSid,
      ...(label === undefined ? {} : { ParticipantLabel: label }),
      Muted: String(muted),
      Hold: 'false',
      Coaching: String(coaching),
      EndConferenceOnExit: String(endsOnExit),
      StartConferenceOnEnter: String(startsOnEnter),
      ...more,
    });
  }

  left(participant: ReportedParticipant, why: string): void {
    const { leg, callSid } = participant;
    const status = callSid === leg.sid ? leg.status : 'completed';
    this.participant('participant-leave', participant, { ParticipantCallStatus: status, ReasonParticipantLeft: why });
  }

  #send(event: string, leg: Leg, more: Readonly<Record<string, string>>): void {
    const target = this.#target;
    if (target === undefined || target === 'nobody' || !target.events.includes(ASKED_AS[event] ?? '')) return;
    const parameters = {
      ConferenceSid: this.#conference.sid,
      FriendlyName: this.#conference.name,
      AccountSid: leg.spec.accountSid,
      SequenceNumber: String(++this.#sequence),
      Timestamp: new Date(this.#host.now()).toUTCString().replace('GMT', '+0000'),
      StatusCallbackEvent: event,
      ...more,
    };
    this.#host.callback(leg, { url: target.url, method: target.method, parameters, purpose: 'conference', bare: true });
  }
}

/** The word of `statusCallbackEvent` that asks for an event. */
const ASKED_AS: Readonly<Record<string, string>> = {
  'conference-start': 'start',
  'conference-end': 'end',
  'participant-join': 'join',
  'participant-leave': 'leave',
  'participant-mute': 'mute',
  'participant-unmute': 'mute',
  'participant-hold': 'hold',
  'participant-unhold': 'hold',
  'participant-modify': 'modify',
  'participant-speech-start': 'speaker',
  'participant-speech-stop': 'speaker',
  'announcement-end': 'announcement',
  'announcement-fail': 'announcement',
};
