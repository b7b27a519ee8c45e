import { Attributes } from '../attributes.ts';
import type { Input, Listener } from '../inbox.ts';
import { beginRecording, type FinishedRecording, type Recording, recordingCallback } from '../recordings.ts';
import { firstOf, never, type Task, until } from '../time/task.ts';
import type { Next, Switchboard, VerbRun } from '../types.ts';
import { actionRequest } from './action.ts';
import { type Transcribing, transcribe, transcribing } from './transcribe.ts';

/**
 * Records the caller until silence, a key, the longest time or a hang-up. The verbs after it are never reached.
 * https://www.twilio.com/docs/voice/twiml/record
 */
export function* record(run: VerbRun): Task<Next> {
  const { element, leg, exchange, document } = run;
  const attributes = new Attributes(element, 'Response', leg, document);
  const written = transcribing(attributes);
  const settings = recordSettings(attributes, written);
  const callback = recordingCallback(attributes);
  leg.answer();
  if (settings.beep) {
    leg.emit({ kind: 'note', what: 'beep', details: {} });
    yield* until(exchange.sleep(BEEP_SECONDS));
  }
  leg.setActivity('recording');
  const recording = beginRecording(exchange, leg, { source: 'RecordVerb', track: 'inbound', callback });
  const listener = leg.inbox.listen();
  const taped = new Taped(exchange, recording, settings);
  let ended: Ended = { by: 'hangup', digits: 'hangup' };
  try {
    ended = yield* taped.listen(listener);
  } finally {
    listener.close();
    const finished = recording.stop(ended.by, taped.kept(ended.by), taped.spoken(ended.by));
    if (written) transcribe(run, written, finished, taped.text);
    // The application still hears of it, but the call is over whatever it answers.
    if (leg.over) exchange.callback(leg, actionRequest(run, attributes, parametersOf(finished, ended), 'record'));
  }
  const finished = recording.stop(ended.by);
  return { kind: 'document', request: actionRequest(run, attributes, parametersOf(finished, ended), 'record') };
}

const BEEP_SECONDS = 0.5;

/** Who speaks at the last moment is heard, whichever of two timers goes first. */
const GRACE_MS = 1;

interface Ended {
  readonly by: 'silence' | 'key' | 'maxLength' | 'hangup';
  readonly digits?: string;
}

/** https://www.twilio.com/docs/voice/twiml/record#action */
function parametersOf({ sid, url, seconds }: FinishedRecording, { digits }: Ended): Record<string, string> {
  return {
    RecordingSid: sid,
    RecordingUrl: url,
    RecordingDuration: String(seconds),
    ...(digits === undefined ? {} : { Digits: digits }),
  };
}

interface RecordSettings {
  readonly beep: boolean;
  /** Seconds of silence; 0 never ends it. */
  readonly timeout: number;
  readonly maxLength: number;
  /** Any of these ends it. */
  readonly keys: string;
  readonly trim: boolean;
}

/** Longest recording that is written down, in seconds. */
const LONGEST_TRANSCRIBED = 120;

function recordSettings(attributes: Attributes, written: Transcribing | undefined): RecordSettings {
  const given = attributes.number('maxLength') ?? 3_600;
  const tooLong = written !== undefined && attributes.has('maxLength') && given > LONGEST_TRANSCRIBED;
  if (tooLong) attributes.warn('maxLength', `is ${given}, but at most ${LONGEST_TRANSCRIBED} s are transcribed`, 13615);
  return {
    beep: attributes.flag('playBeep'),
    timeout: attributes.number('timeout') ?? 5,
    maxLength: written ? Math.min(given, LONGEST_TRANSCRIBED) : given,
    keys: attributes.text('finishOnKey') ?? '1234567890*#',
    trim: attributes.text('trim') !== 'do-not-trim',
  };
}

/** What comes onto the tape. */
class Taped {
  text = '';
  readonly #exchange: Switchboard;
  readonly #recording: Recording;
  readonly #settings: RecordSettings;
  /** Milliseconds since the epoch at which the first voice began and the last one ended. */
  #voice: { from: number; to: number } | undefined;

  constructor(exchange: Switchboard, recording: Recording, settings: RecordSettings) {
    this.#exchange = exchange;
    this.#recording = recording;
    this.#settings = settings;
  }

  *listen(listener: Listener): Task<Ended> {
    const { timeout, maxLength, keys } = this.#settings;
    const { startedAt } = this.#recording;
    for (;;) {
      const now = this.#exchange.now();
      const quiet = Math.max(this.#voice?.to ?? 0, startedAt) + timeout * 1_000 - now;
      const full = startedAt + maxLength * 1_000 - now;
      const event = yield* firstOf({
        input: listener.next,
        silence: timeout === 0 ? never : this.#exchange.sleep((quiet + GRACE_MS) / 1_000),
        maxLength: this.#exchange.sleep(full / 1_000),
      });
      if (event.which !== 'input') return { by: event.which };
      const input = event.value;
      if (input.kind === 'speech') this.#tape(input);
      else if (keys.includes(input.key)) return { by: 'key', digits: input.key };
    }
  }

  /** Seconds that are left once silence is trimmed at both ends; a tape without any voice is kept as it is. */
  kept(by: Ended['by']): number | undefined {
    if (!this.#settings.trim || !this.#voice) return undefined;
    return Math.max(1, (this.#end(this.#voice.to, by) - this.#voice.from) / 1_000);
  }

  /** Seconds until the last word is spoken. */
  spoken(by: Ended['by']): number {
    return this.#voice ? (this.#end(this.#voice.to, by) - this.#recording.startedAt) / 1_000 : 0;
  }

  /** Words are told at once, but take their time; who presses a key or hangs up behind them has spoken them. */
  #end(to: number, by: Ended['by']): number {
    return by === 'maxLength' ? Math.min(to, this.#exchange.now()) : to;
  }

  #tape({ text, seconds }: Input & { kind: 'speech' }): void {
    const now = this.#exchange.now();
    const to = Math.max(now, this.#voice?.to ?? 0) + seconds * 1_000;
    this.#voice = { from: this.#voice?.from ?? now, to };
    this.text = [this.text, text].filter(Boolean).join(' ');
  }
}
