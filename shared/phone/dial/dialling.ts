import { beginRecording, type Recording } from '../recordings.ts';
import type { Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import type { DialAttributes } from './attributes.ts';
import { bridge } from './bridge.ts';
import { type Called, placeCall } from './called.ts';
import type { DialOutcome, DialStatus } from './outcome.ts';
import { recordingPlan } from './recording.ts';
import { ringTogether } from './ringing.ts';
import { sipParameters } from './sip-outcome.ts';
import type { Target } from './targets.ts';

/** One Dial that calls phones; it can say how it ended even where the caller hung up in the middle. */
export class Dialling {
  readonly #run: VerbRun;
  readonly #dial: DialAttributes;
  #recording: Recording | undefined;
  #joined: Called | undefined;
  /** Who decides the outcome while nobody is joined. */
  #tried: Called | undefined;

  constructor(run: VerbRun, dial: DialAttributes) {
    this.#run = run;
    this.#dial = dial;
  }

  /** @returns where the callee transferred the caller, if that ended it */
  *carryOut(targets: readonly Target[]): Task<string | undefined> {
    const rounds = this.#dial.sequential ? targets.map((target) => [target]) : [targets];
    if (targets.length > 0) this.#record('ringing');
    try {
      for (const round of rounds) {
        if (round.length === 0) continue;
        this.#joined = yield* this.#ring(round);
        if (!this.#joined) continue;
        this.#record('answer');
        return yield* bridge(this.#run, this.#dial, this.#joined);
      }
      return undefined;
    } finally {
      this.#recording?.stop('hangup');
    }
  }

  outcome(): DialOutcome {
    const decisive = this.#joined ?? this.#tried;
    if (!decisive) return { status: 'failed', bridged: false };
    const { leg, returned } = decisive;
    const parameters = { ...this.#recorded(), ...sipParameters(this.#run, decisive), ...returned };
    const common = { childSid: leg.sid, parameters };
    if (this.#joined) return { ...common, status: 'completed', bridged: true, seconds: leg.seconds };
    return { ...common, status: this.#failure(decisive), bridged: false };
  }

  *#ring(targets: readonly Target[]): Task<Called | undefined> {
    const { leg } = this.#run;
    const { ringTone } = this.#dial;
    leg.emit({ kind: 'dial', to: targets.map(({ to }) => to) });
    if (ringTone) leg.emit({ kind: 'note', what: 'ringtone', details: { country: ringTone } });
    const calls = targets.map((target) => placeCall(this.#run, target, () => this.#recordedEnd()));
    this.#tried = calls[0];
    const { won, last } = yield* ringTogether(this.#run, this.#dial, calls);
    this.#tried = last;
    return won;
  }

  #failure({ leg }: Called): DialStatus {
    if (this.#run.leg.over) return 'canceled';
    const { status } = leg;
    // Answered, but not let through by the document for the callee.
    return status === 'busy' || status === 'failed' || status === 'canceled' ? status : 'no-answer';
  }

  #record(from: 'ringing' | 'answer'): void {
    const plan = recordingPlan(this.#dial);
    if (plan?.from !== from) return;
    this.#recording = beginRecording(this.#run.exchange, this.#run.leg, plan.options);
  }

  #recorded(): Readonly<Record<string, string>> {
    return this.#recording ? { RecordingUrl: this.#recording.url } : {};
  }

  /** For status callbacks: the leg is over, so the recording is about to be. */
  #recordedEnd(): Readonly<Record<string, string>> {
    if (!this.#recording) return {};
    const { sid, url, startedAt } = this.#recording;
    const seconds = Math.round((this.#run.exchange.now() - startedAt) / 1_000);
    return { RecordingSid: sid, RecordingUrl: url, RecordingDuration: String(seconds) };
  }
}
