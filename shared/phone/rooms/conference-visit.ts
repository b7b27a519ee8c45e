import type { TwimlElement } from '../../twiml/element.ts';
import type { Attributes } from '../attributes.ts';
import type { DialAttributes } from '../dial/attributes.ts';
import type { Input } from '../inbox.ts';
import { either, never, type Task, until } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { recordConference } from './conference-recording.ts';
import type { Conference, Participant } from './conferences.ts';
import { secondsOf } from './outcome.ts';
import { Signal } from './signal.ts';
import { stayInRoom } from './stay-in-room.ts';
import { waitingOf, waitOn } from './waiting.ts';

/** One caller's time in a conference. */
export class ConferenceVisit {
  readonly #run: VerbRun;
  readonly #noun: TwimlElement;
  readonly #dial: DialAttributes;
  readonly #attributes: Attributes;
  readonly #conference: Conference;
  readonly #participant: Participant;
  /** The waiting document could not be had: the caller is not let in. */
  readonly #failed = new Signal();

  constructor({ run, noun, dial, attributes, conference, participant }: VisitSpec) {
    this.#run = run;
    this.#noun = noun;
    this.#dial = dial;
    this.#attributes = attributes;
    this.#conference = conference;
    this.#participant = participant;
  }

  /** @returns false where the caller could not stay */
  *spend(): Task<boolean> {
    const { leg, exchange } = this.#run;
    this.#enter();
    const waiting = exchange.spawn(this.#wait());
    const started = exchange.spawn(this.#endWait(() => waiting.end()));
    const guest = exchange.spawn(this.#guest());
    const over = either({ out: this.#participant.out.wait, failed: this.#failed.wait });
    try {
      yield* stayInRoom(this.#run, this.#dial, over, (input) => this.#heard(input));
    } finally {
      for (const process of [waiting, started, guest]) process.end();
      this.#conference.leave(this.#participant);
      if (!leg.over) leg.setActivity('waiting');
    }
    return !this.#failed.given;
  }

  #enter(): void {
    const { leg, exchange } = this.#run;
    const attributes = this.#attributes;
    const url = attributes.url('statusCallback');
    const target =
      url === undefined
        ? undefined
        : {
            url,
            method: attributes.method('statusCallbackMethod'),
            events: attributes.words('statusCallbackEvent'),
          };
    this.#conference.reporter.fix(target);
    leg.setActivity('conference');
    this.#conference.join(this.#participant);
    if (attributes.text('record') === 'record-from-start') {
      recordConference(exchange, leg, attributes, this.#conference);
    }
  }

  /** Music until the conference starts; a document of the application's is played once, then there is silence. */
  *#wait(): Task<void> {
    if (this.#conference.started.given) return;
    const { leg, exchange } = this.#run;
    const waiting = waitingOf(this.#attributes, 'waitUrl', 'waitMethod');
    if (waiting.kind !== 'document') return yield* waitOn(this.#run, waiting.kind);
    const { url, method } = waiting;
    const ending = yield* exchange.run(leg, { url, method, purpose: 'wait' }, 'conferenceWait');
    if (ending.kind !== 'error') return;
    leg.emit({ kind: 'warning', code: 13233, message: `Conference: waitUrl failed: ${ending.message}.` });
    this.#failed.give();
  }

  *#endWait(end: () => void): Task<void> {
    yield* until(this.#conference.started.wait);
    end();
  }

  /** Who speaks is reported to those who asked. https://www.twilio.com/docs/voice/twiml/conference#attributes-status-callback-event */
  #heard(input: Input): void {
    if (input.kind !== 'speech' || this.#participant.muted || !this.#conference.started.given) return;
    const { exchange } = this.#run;
    const { reporter } = this.#conference;
    reporter.participant('participant-speech-start', this.#participant);
    exchange.spawn(this.#silent(input.seconds));
  }

  *#silent(seconds: number): Task<void> {
    yield* until(this.#run.exchange.sleep(seconds));
    this.#conference.reporter.participant('participant-speech-stop', this.#participant);
  }

  /** Somebody outside comes and goes where the world says so, so that one call alone can be tried. */
  *#guest(): Task<void> {
    const { leg, exchange } = this.#run;
    const outcome = exchange.world.outcome?.({ about: 'Conference', attributes: this.#noun.attributes, leg });
    const joins = secondsOf(outcome?.joins);
    if (joins === undefined) return;
    yield* until(exchange.sleep(joins));
    const guest: Participant = {
      callSid: exchange.sid('CA'),
      leg,
      label: outcome?.label,
      muted: false,
      coaching: false,
      startsOnEnter: outcome?.starts !== 'false',
      endsOnExit: outcome?.ends === 'true',
      beep: { enter: true, exit: true },
      out: new Signal(),
    };
    this.#conference.join(guest);
    try {
      const leaves = secondsOf(outcome?.leaves);
      const gone = leaves === undefined ? never : exchange.sleep(Math.max(0, leaves - joins));
      yield* until(either({ gone, out: guest.out.wait }));
    } finally {
      this.#conference.leave(guest);
    }
  }
}

interface VisitSpec {
  readonly run: VerbRun;
  /** The Conference element. */
  readonly noun: TwimlElement;
  readonly dial: DialAttributes;
  readonly attributes: Attributes;
  readonly conference: Conference;
  readonly participant: Participant;
}
