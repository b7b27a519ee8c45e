import type { Leg } from '../leg.ts';
import { Signal } from '../rooms/signal.ts';

/** What Start has running beside one call. https://www.twilio.com/docs/voice/twiml/stream */
export class BackgroundTasks {
  static readonly #of = new WeakMap<Leg, BackgroundTasks>();
  readonly #tasks: BackgroundTask[] = [];

  static of(leg: Leg): BackgroundTasks {
    const known = BackgroundTasks.#of.get(leg);
    if (known) return known;
    const tasks = new BackgroundTasks();
    BackgroundTasks.#of.set(leg, tasks);
    return tasks;
  }

  /** Tracks whose sound is sent elsewhere now. */
  get tracks(): number {
    return this.#tasks.reduce((sum, { tracks }) => sum + tracks, 0);
  }

  /** The one of that name, or the oldest of its kind where there is no name. */
  find(tag: string, name: string | undefined): BackgroundTask | undefined {
    return this.#tasks.find((task) => task.tag === tag && (name === undefined || task.name === name));
  }

  /** Its name is free at once. @returns false where there is none */
  stop(tag: string, name: string | undefined): boolean {
    const task = this.find(tag, name);
    if (!task) return false;
    task.over();
    task.stopped.give();
    return true;
  }

  add(tag: string, name: string, tracks: number): BackgroundTask {
    const task: BackgroundTask = { tag, name, tracks, stopped: new Signal(), over: () => this.#remove(task) };
    this.#tasks.push(task);
    return task;
  }

  #remove(task: BackgroundTask): void {
    const at = this.#tasks.indexOf(task);
    if (at !== -1) this.#tasks.splice(at, 1);
  }
}

export interface BackgroundTask {
  readonly tag: string;
  readonly name: string;
  readonly tracks: number;
  /** Stop names it. */
  readonly stopped: Signal;
  /** Takes it off the list. */
  over(): void;
}
