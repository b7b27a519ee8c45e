import { ConferenceReporter, type ReportedParticipant, type ReporterHost } from './conference-reporter.ts';
import { Signal } from './signal.ts';

/** The conferences of an account, by name. https://www.twilio.com/docs/voice/twiml/conference */
export class Conferences {
  readonly #host: ConferenceHost;
  readonly #conferences = new Map<string, Conference>();

  constructor(host: ConferenceHost) {
    this.#host = host;
  }

  /** The room of that name, or a new one: a name may be used again once its conference has ended. */
  open(name: string): Conference {
    const running = this.#conferences.get(name);
    if (running && !running.ended.given) return running;
    const conference = new Conference(name, this.#host);
    this.#conferences.set(name, conference);
    return conference;
  }
}

export interface ConferenceHost extends ReporterHost {
  sid(prefix: string): string;
}

/** Somebody in a conference: a call of the exchange, or somebody of the world outside. */
export interface Participant extends ReportedParticipant {
  readonly beep: { readonly enter: boolean; readonly exit: boolean };
  /** The conference ended, and they are out of it. */
  readonly out: Signal;
}

/** Why somebody left. */
export type LeftBecause = 'participant_hung_up' | 'moderator_ended_conference';

/** One conference from its first participant to its last. */
export class Conference {
  readonly name: string;
  readonly sid: string;
  readonly reporter: ConferenceReporter;
  /** Two are in it, one of whom starts it: the music ends and they hear each other. */
  readonly started = new Signal();
  readonly ended = new Signal();
  /** Whether a participant had it recorded; once is enough. */
  recorded = false;
  readonly #participants: Participant[] = [];

  constructor(name: string, host: ConferenceHost) {
    this.name = name;
    this.sid = host.sid('CF');
    this.reporter = new ConferenceReporter(host, { sid: this.sid, name });
  }

  get participants(): readonly Participant[] {
    return this.#participants;
  }

  join(participant: Participant): void {
    if (participant.beep.enter) this.#beep('entered');
    this.#participants.push(participant);
    this.reporter.participant('participant-join', participant);
    const enough = this.#participants.length >= 2 && this.#participants.some(({ startsOnEnter }) => startsOnEnter);
    if (this.started.given || !enough) return;
    this.reporter.conference('conference-start', participant.leg);
    this.started.give();
  }

  /** Takes somebody out; the conference ends with the last one, or with whoever ends it. */
  leave(participant: Participant, why: LeftBecause = 'participant_hung_up'): void {
    const at = this.#participants.indexOf(participant);
    if (at === -1) return;
    this.#participants.splice(at, 1);
    this.reporter.left(participant, why);
    if (participant.endsOnExit) this.#end(participant, 'participant-with-end-conference-on-exit-left');
    else if (this.#participants.length === 0) this.#end(participant, 'last-participant-left');
    else if (participant.beep.exit) this.#beep('left');
  }

  #end(by: Participant, reason: string): void {
    if (this.ended.given) return;
    for (const other of this.#participants.splice(0)) {
      this.reporter.left(other, 'moderator_ended_conference');
      other.out.give();
    }
    this.reporter.conference('conference-end', by.leg, {
      CallSidEndingConference: by.callSid,
      ...(by.label === undefined ? {} : { ParticipantLabelEndingConference: by.label }),
      ReasonConferenceEnded: reason,
      Reason: `Participant ${by.callSid} left the conference`,
    });
    this.ended.give();
  }

  /** Everybody who is in hears it. */
  #beep(when: 'entered' | 'left'): void {
    for (const leg of new Set(this.#participants.map((participant) => participant.leg))) {
      leg.emit({ kind: 'note', what: 'beep', details: { somebody: when } });
    }
  }
}
