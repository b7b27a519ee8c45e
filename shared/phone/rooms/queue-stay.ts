import type { Attributes } from '../attributes.ts';
import { firstOf, type Task, until } from '../time/task.ts';
import type { Ending, VerbRun } from '../types.ts';
import { secondsOf } from './outcome.ts';
import type { Member, Taker } from './queues.ts';
import { type Waiting, waitingOf, waitOn } from './waiting.ts';

/** One caller's time in a queue, and with whoever takes them out of it. */
export class QueueStay {
  readonly #run: VerbRun;
  readonly #member: Member;
  readonly #about: 'Enqueue' | 'Task';
  readonly #waiting: Waiting;
  #result = 'hangup';

  constructor(run: VerbRun, attributes: Attributes, member: Member, about: 'Enqueue' | 'Task') {
    this.#run = run;
    this.#member = member;
    this.#about = about;
    this.#waiting = waitingOf(attributes, 'waitUrl', 'waitUrlMethod');
  }

  /** What the action hears of it. */
  get parameters(): Record<string, string> {
    const { queue, seconds } = this.#member;
    return { QueueResult: this.#result, QueueSid: queue.sid, QueueTime: String(seconds) };
  }

  *spend(): Task<void> {
    const { leg, exchange } = this.#run;
    const { queue, taken } = this.#member;
    leg.setActivity('queued');
    leg.emit({ kind: 'note', what: 'queue-join', details: { queue: queue.name } });
    const waiting = exchange.spawn(this.#wait());
    const agent = exchange.spawn(this.#agent());
    try {
      const event = yield* firstOf({ taken: taken.wait, waited: waiting.over });
      if (event.which === 'taken') {
        waiting.end();
        yield* this.#talk(event.value);
      } else if (event.value.kind === 'done') this.#leave(event.value.value);
    } finally {
      waiting.end();
      agent.end();
      if (!leg.over) leg.setActivity('waiting');
      leg.emit({ kind: 'note', what: 'queue-leave', details: { queue: queue.name, result: this.#result } });
    }
  }

  /** Asks for the waiting document again each time it has ended. */
  *#wait(): Task<Ending> {
    const { leg, exchange } = this.#run;
    if (this.#waiting.kind !== 'document') return yield* waitOn(this.#run, this.#waiting.kind);
    const { url, method } = this.#waiting;
    for (;;) {
      const started = exchange.now();
      const request = { url, method, parameters: this.#position(), purpose: 'wait' };
      leg.setActivity('queued');
      const ending = yield* exchange.run(leg, request, 'enqueueWait');
      if (ending.kind !== 'end') return ending;
      // A document that takes no time would be asked for without end at one moment.
      if (exchange.now() === started) yield* until(exchange.sleep(1));
    }
  }

  #position(): Record<string, string> {
    const { queue, seconds } = this.#member;
    return {
      QueuePosition: String(queue.position(this.#member)),
      QueueSid: queue.sid,
      QueueTime: String(seconds),
      AvgQueueTime: String(queue.averageSeconds),
      CurrentQueueSize: String(queue.size),
      MaxQueueSize: String(queue.maxSize),
    };
  }

  /** The waiting document moved the caller out, or is wrong. */
  #leave(ending: Ending): void {
    const { leg } = this.#run;
    if (ending.kind === 'leave') this.#result = 'leave';
    else if (ending.kind === 'error') {
      this.#result = 'error';
      const { code, message } = ending;
      leg.emit({ kind: 'warning', code, message: `Enqueue: waitUrl failed: ${message}.` });
    } else leg.end('completed', 'Hung up by the application.');
  }

  *#talk({ with: other, whisper }: Taker): Task<void> {
    const { leg, exchange } = this.#run;
    const { queue, seconds, joined, freed } = this.#member;
    if (whisper) {
      const parameters = { QueueSid: queue.sid, QueueTime: String(seconds), DequeingCallSid: other };
      const ending = yield* exchange.run(leg, { ...whisper, parameters, purpose: 'whisper' }, 'queueWhisper');
      if (ending.kind === 'error') leg.emit({ kind: 'warning', code: 14211, message: `Queue: ${ending.message}.` });
    }
    this.#result = 'bridged';
    leg.setActivity('bridged');
    leg.emit({ kind: 'bridged', with: other });
    joined.give();
    yield* until(freed.wait);
  }

  /** Somebody outside takes the caller where the world says so, so that one call alone can be tried. */
  *#agent(): Task<void> {
    const { leg, exchange, element } = this.#run;
    const outcome = exchange.world.outcome?.({ about: this.#about, attributes: element.attributes, leg });
    const takes = secondsOf(outcome?.takes);
    if (takes === undefined) return;
    yield* until(exchange.sleep(takes));
    const { queue, joined, freed } = this.#member;
    if (!queue.take({ with: outcome?.with ?? 'an agent' }, this.#member)) return;
    yield* until(joined.wait);
    yield* until(exchange.sleep(secondsOf(outcome?.talks) ?? 10));
    freed.give();
  }
}
