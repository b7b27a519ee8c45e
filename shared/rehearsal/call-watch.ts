import type { Activity, PhoneEvent } from '../phone/events.ts';
import type { Wait } from '../phone/time/task.ts';

/** Follows what the caller's leg does, event by event, so that a script can wait for it. */
export class CallWatch {
  activity: Activity = 'waiting';
  /** Counts what listened to the caller so far; a Gather with its prompts is one. */
  listens = 0;
  readonly #watchers = new Set<() => void>();
  #caller: string | undefined;

  take(event: PhoneEvent): void {
    this.#caller ??= event.leg;
    if (event.kind === 'activity' && event.leg === this.#caller) {
      const goesOn = this.activity === 'prompting' && PROMPTS.has(event.activity);
      if (!goesOn && (LISTENS.has(event.activity) || event.activity === 'prompting')) this.listens++;
      this.activity = event.activity;
    }
    for (const wake of [...this.#watchers]) wake();
  }

  /** Something listens after its prompts. */
  get listening(): boolean {
    return LISTENS.has(this.activity);
  }

  /** Nothing goes on before the caller does something, or gives up. */
  get waiting(): boolean {
    return WAITS.has(this.activity);
  }

  /** Wakes at the next event. */
  readonly next: Wait<void> = (wake) => {
    const watch = (): void => {
      this.#watchers.delete(watch);
      wake();
    };
    this.#watchers.add(watch);
    return () => this.#watchers.delete(watch);
  };
}

const LISTENS: ReadonlySet<Activity> = new Set([
  'gathering',
  'recording',
  'bridged',
  'queued',
  'conference',
  'connected',
  'paying',
]);

/** What prompts lead into; with them it is one listening. */
const PROMPTS: ReadonlySet<Activity> = new Set(['gathering', 'paying']);

const WAITS: ReadonlySet<Activity> = new Set(['gathering', 'recording', 'paying']);
