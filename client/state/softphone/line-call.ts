import type { Call } from '@twilio/voice-sdk';
import { explainCallError, type PhoneProblem } from './problems.ts';
import type { LineEvents, PhoneCallView } from './types.ts';

/** One call on the line: what can be done with it, and a view that is told after every change. */
export class LineCall {
  #view: PhoneCallView;

  constructor(
    private readonly call: Call,
    direction: PhoneCallView['direction'],
    who: string,
    private readonly events: Pick<LineEvents, 'call' | 'levels'>,
  ) {
    this.#view = {
      direction,
      state: direction === 'incoming' ? 'ringing' : 'asking',
      who,
      sid: direction === 'incoming' ? (call.parameters.CallSid ?? null) : null,
      parameters: Object.fromEntries(call.customParameters),
      openedAt: null,
      endedAt: null,
      muted: false,
      warnings: [],
      keys: '',
      ending: null,
      problem: null,
    };
    this.#listen();
  }

  get isOver(): boolean {
    return this.#view.state === 'over';
  }

  tell(): void {
    this.events.call(this.#view);
  }

  answer(): void {
    this.#change({ state: 'asking' });
    this.call.accept();
  }

  decline(): void {
    this.call.reject();
  }

  hangUp(): void {
    // The first end that is told counts; and a call that Twilio has not taken yet tells nobody of its own.
    this.#end('You hung up.');
    this.call.disconnect();
  }

  mute(muted: boolean): void {
    this.call.mute(muted);
  }

  /** @param key one of 0–9, * and # */
  press(key: string): void {
    if (this.#view.state !== 'open' && this.#view.state !== 'ringing') return;
    this.call.sendDigits(key);
    this.#change({ keys: this.#view.keys + key });
  }

  #listen(): void {
    const { call } = this;
    call.on('ringing', () => this.#change({ state: 'ringing', sid: call.parameters.CallSid ?? null }));
    call.on('accept', () =>
      this.#change({ state: 'open', openedAt: Date.now(), sid: call.parameters.CallSid ?? null }),
    );
    call.on('reconnecting', () => this.#change({ state: 'lost' }));
    call.on('reconnected', () => this.#change({ state: 'open' }));
    call.on('mute', (muted: boolean) => this.#change({ muted }));
    call.on('volume', (microphone: number, speaker: number) => this.events.levels({ microphone, speaker }));
    call.on('warning', (name: string) => this.#warn([...this.#view.warnings.filter((one) => one !== name), name]));
    call.on('warning-cleared', (name: string) => this.#warn(this.#view.warnings.filter((one) => one !== name)));
    call.on('cancel', () => this.#end('The caller hung up before you answered.'));
    call.on('reject', () => this.#end('You declined the call.'));
    call.on('disconnect', () => this.#end('The call has ended.'));
    call.on('error', (error: unknown) => this.#failed(explainCallError(error)));
  }

  #failed(problem: PhoneProblem): void {
    if (this.call.status() === 'closed' || this.#view.openedAt === null) this.#end('The call has ended.', problem);
    else this.#change({ problem });
  }

  #warn(warnings: readonly string[]): void {
    this.#change({ warnings });
  }

  /** The first end that is told counts; what went wrong may be told after it. */
  #end(ending: string, problem: PhoneProblem | null = null): void {
    if (this.#view.state === 'over' && (problem === null || this.#view.problem !== null)) return;
    const { endedAt } = this.#view;
    this.#change({
      state: 'over',
      ending: this.#view.ending ?? ending,
      endedAt: endedAt ?? Date.now(),
      warnings: [],
      problem: problem ?? this.#view.problem,
    });
    this.events.levels({ microphone: 0, speaker: 0 });
  }

  #change(part: Partial<PhoneCallView>): void {
    // Nothing brings an ended call back, whatever its events say late.
    if (this.#view.state === 'over' && part.state !== 'over') return;
    this.#view = { ...this.#view, ...part };
    this.tell();
  }
}
