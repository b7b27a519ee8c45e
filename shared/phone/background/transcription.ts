import type { TwimlElement } from '../../twiml/element.ts';
import { Attributes } from '../attributes.ts';
import type { PhoneEvent } from '../events.ts';
import { speechSeconds } from '../speech.ts';
import { firstOf, type Stop, type Task, until } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { type BackgroundTask, BackgroundTasks } from './tasks.ts';
import { TranscriptionReport } from './transcription-report.ts';

/** Writes down what is said in the call until Stop or its end. https://www.twilio.com/docs/voice/twiml/transcription */
export function startTranscription(run: VerbRun, noun: TwimlElement): void {
  const { leg, exchange, document } = run;
  const attributes = new Attributes(noun, 'Start', leg, document);
  const report = new TranscriptionReport(run, attributes);
  report.started();
  const task = BackgroundTasks.of(leg).add('Transcription', report.name, 0);
  exchange.spawn(new Transcription(run, attributes, report, task).run());
}

interface Utterance {
  readonly track: 'inbound_track' | 'outbound_track';
  readonly text: string;
  readonly confidence: number;
}

class Transcription {
  readonly #run: VerbRun;
  readonly #report: TranscriptionReport;
  readonly #task: BackgroundTask;
  readonly #tracks: string;
  readonly #partial: boolean;
  /** CallSid of whoever the caller talks with. */
  #other: string | undefined;
  readonly #unwatch: Stop;

  constructor(run: VerbRun, attributes: Attributes, report: TranscriptionReport, task: BackgroundTask) {
    this.#run = run;
    this.#report = report;
    this.#task = task;
    this.#tracks = attributes.text('track') ?? 'both_tracks';
    this.#partial = attributes.flag('partialResults');
    // From now on, not from when the task first runs: the next verb may speak before that.
    this.#unwatch = run.exchange.watch((event) => this.#hear(event));
  }

  *run(): Task<void> {
    const { leg } = this.#run;
    yield* firstOf({ stopped: this.#task.stopped.wait, over: leg.when((one) => one.over) });
    this.#unwatch();
    this.#task.over();
    this.#report.stopped();
  }

  #hear(event: PhoneEvent): void {
    const said = this.#said(event);
    if (!said || (this.#tracks !== 'both_tracks' && this.#tracks !== said.track)) return;
    this.#run.exchange.spawn(this.#write(said));
  }

  #said(event: PhoneEvent): Utterance | undefined {
    const own = event.leg === this.#run.leg.sid;
    if (own && event.kind === 'bridged') this.#other = event.with;
    if (own && event.kind === 'dialled') this.#other = undefined;
    if (event.kind === 'speech' && (own || event.leg === this.#other)) {
      const { text, confidence } = event;
      return { track: own ? 'inbound_track' : 'outbound_track', text, confidence };
    }
    return own && event.kind === 'say' ? { track: 'outbound_track', text: event.text, confidence: 1 } : undefined;
  }

  /** Once it has been said. */
  *#write({ track, text, confidence }: Utterance): Task<void> {
    const { exchange } = this.#run;
    const seconds = speechSeconds(text);
    if (this.#partial) {
      yield* until(exchange.sleep(seconds / 2));
      const words = text.split(' ');
      this.#report.content(track, words.slice(0, Math.ceil(words.length / 2)).join(' '), { stability: 0.9 });
      yield* until(exchange.sleep(seconds / 2));
    } else yield* until(exchange.sleep(seconds));
    this.#report.content(track, text, { confidence });
  }
}
