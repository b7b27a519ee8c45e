import type { Happening } from '../events.ts';
import type { Answer } from '../http/answer.ts';
import type { Process } from '../time/scheduler.ts';
import type { Task, Wait } from '../time/task.ts';

/** What messages need of the exchange. */
export interface MessageHost {
  readonly accountSid: string;
  sid(prefix: string): string;
  sleep(seconds: number): Wait<void>;
  spawn<T>(task: Task<T>): Process<T>;
  send(request: MessageRequest & { readonly callback: boolean }): Task<Answer>;
  emit(happening: Happening): void;
}

/** A webhook about a message. */
export interface MessageRequest {
  /** Absolute. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly parameters: Readonly<Record<string, string>>;
  readonly purpose: string;
}
