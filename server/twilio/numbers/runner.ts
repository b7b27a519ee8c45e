import type { Twilio } from 'twilio';
import { ApiFailure } from '../../routes/failure.ts';
import type { Operation, OperationStore, Step } from '../../store/operations.ts';
import { isCertain } from '../client.ts';
import { changeTo, driftOf, holds, type Settings } from './properties.ts';
import { orGone, pick, read, remembered, write } from './step.ts';

export interface RunnerDeps {
  /** A client for the credentials set now. Rejects with ApiFailure 409 when there are none. */
  readonly client: () => Promise<Twilio>;
  /** The account they belong to. */
  readonly account: () => string | null;
  readonly operations: OperationStore;
  /** Why what an operation wants would be no good any more, or undefined. Asked whenever numbers are about to be changed. */
  readonly obstacle: (operation: Operation) => Promise<ApiFailure | undefined>;
  readonly now: () => number;
  /** Milliseconds after which a request without an answer takes effect no more. */
  readonly settleMs: number;
}

/**
 * Carries operations out, number by number. Before Twilio is asked the journal says what for; when it does not tell, the number
 * is read: as it was asked to be means that it happened. Anything else only tells once the request is old, because it may take
 * effect after its answer was given up: then, as it was means it did not happen, and else somebody else changed the number.
 */
export class OperationRunner {
  readonly #deps: RunnerDeps;
  readonly #running = new Set<string>();

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
  }

  isRunning(id: string): boolean {
    return this.#running.has(id);
  }

  /**
   * Carries an open operation as far as it goes: all numbers as wanted or, where that fails, all as before.
   *
   * @param fresh its numbers were read just now
   * @returns the operation as it is then: still open where undoing failed, too
   * @throws ApiFailure 409 where it runs already or belongs to another account
   */
  async run(id: string, fresh: boolean): Promise<{ readonly operation: Operation; readonly failure?: ApiFailure }> {
    if (this.#running.has(id)) {
      throw new ApiFailure(409, 'operation-running', 'This operation is worked on right now. Look again in a moment.');
    }
    this.#running.add(id);
    try {
      const operation = await this.#get(id);
      const twilio = await this.#clientFor(operation);
      let failure: ApiFailure | undefined;
      if (operation.direction === 'finish') failure = await this.#finish(twilio, operation, fresh);
      const turned = await this.#get(id);
      if (turned.state === 'open' && turned.direction === 'undo') {
        const undone = await this.#undo(twilio, turned);
        failure = undone && failure ? joined(failure, undone) : (failure ?? undone);
      }
      return { operation: await this.#get(id), ...(failure ? { failure } : {}) };
    } finally {
      this.#running.delete(id);
    }
  }

  async #get(id: string): Promise<Operation> {
    const operation = await this.#deps.operations.get(id);
    if (!operation) throw new Error(`Operation ${id} is not in the journal`);
    return operation;
  }

  async #clientFor({ account }: Operation): Promise<Twilio> {
    const twilio = await this.#deps.client();
    if (this.#deps.account() === account) return twilio;
    const message = `This operation belongs to the account ${account}, and the credentials to another one. Enter those of ${account} in Settings, or give it up.`;
    throw new ApiFailure(409, 'other-account', message);
  }

  async #finish(twilio: Twilio, operation: Operation, fresh: boolean): Promise<ApiFailure | undefined> {
    const { operations, now } = this.#deps;
    try {
      const obstacle = await this.#deps.obstacle(operation);
      if (obstacle) throw obstacle;
      for (const step of operation.steps) {
        // What was to be put back, and nobody knows whether it was, counts as done no more.
        if (step.state !== 'done' || step.sent !== null) await this.#change(twilio, operation.id, step, fresh);
      }
      await operations.end(operation.id, 'done', now());
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.code === UNSETTLED) return error;
      await operations.turn(operation.id, 'undo', { code: error.code, message: error.message });
      return error;
    }
  }

  async #change(twilio: Twilio, id: string, step: Step, fresh: boolean): Promise<void> {
    const done = (now: Settings) => {
      const outcome = { state: 'done', wanted: pick(now, step.wanted), sent: null } as const;
      return this.#deps.operations.step(id, step.sid, outcome, remembered(step, now));
    };
    if (!fresh) {
      const found = await read(twilio, step);
      this.#requireTelling(step, found, 'wanted');
      if (holds(step.wanted, found)) return done(found);
      if (!holds(step.before, found)) throw await this.#leave(id, step, found);
    }
    const change = changeTo(step.wanted, step.before);
    if (Object.keys(change).length === 0) return done(step.wanted);
    try {
      return await done(await this.#send(twilio, id, step, 'wanted', change));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      const { message } = error;
      const over = isCertain(error) && !this.#mayTakeEffect(step);
      const outcome = over
        ? ({ state: 'undone', message, sent: null } as const)
        : ({ state: 'sent', message } as const);
      await this.#deps.operations.step(id, step.sid, outcome);
      throw error;
    }
  }

  /** Asks for a change once what for is written down. @returns the number as it is then @throws ApiFailure */
  async #send(twilio: Twilio, id: string, step: Step, to: Target, change: object): Promise<Settings> {
    const { sid, message, sent } = step;
    const state = to === 'wanted' ? 'sent' : step.state;
    const record = (sent: Step['sent']) => this.#deps.operations.step(id, sid, { state, message, sent });
    await record({ to, at: this.#deps.now() });
    try {
      return await write(twilio, step, change);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      // A refusal says nothing about a request before it.
      if (isCertain(error)) await record(sent);
      else {
        const found = await read(twilio, step).catch(() => undefined);
        if (found && holds(step[to], found)) return found;
      }
      throw error;
    }
  }

  /** Whether a request may still take effect whose answer is missing. */
  #mayTakeEffect({ sent }: Step): boolean {
    return sent !== null && this.#deps.now() - sent.at < this.#deps.settleMs;
  }

  /**
   * @param next what the number is to be asked for: the same request again does no harm
   * @throws ApiFailure 502 where a request may still take effect, so that what was found tells nothing yet
   */
  #requireTelling(step: Step, found: Settings, next: Target): void {
    const { sent, phoneNumber } = step;
    if (sent === null || !this.#mayTakeEffect(step) || holds(step[sent.to], found)) return;
    if (sent.to === next && holds(step[next === 'wanted' ? 'before' : 'wanted'], found)) return;
    const message = `Whether Twilio still changes ${phoneNumber}, as it was asked to, shows within a minute.`;
    throw new ApiFailure(502, UNSETTLED, message);
  }

  /** Undoes whatever can be; what cannot keeps the operation open. */
  async #undo(twilio: Twilio, { id, steps }: Operation): Promise<ApiFailure | undefined> {
    const left: string[] = [];
    const failures: ApiFailure[] = [];
    for (const step of [...steps].reverse()) {
      try {
        await this.#restore(twilio, id, step);
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        if (error.code !== UNSETTLED) {
          await this.#deps.operations.step(id, step.sid, { state: step.state, message: error.message });
        }
        left.unshift(step.phoneNumber);
        failures.unshift(error);
      }
    }
    const [first] = failures;
    if (!first) {
      await this.#deps.operations.end(id, 'undone', this.#deps.now());
      return undefined;
    }
    const failure = failures.find(({ code }) => code !== UNSETTLED);
    if (!failure) return new ApiFailure(502, UNSETTLED, `${first.message} Patchcord looks again and puts it back.`);
    const message = `${left.join(', ')} could not be put back as it was: ${failure.message} Patchcord keeps trying.`;
    return new ApiFailure(502, 'not-undone', message);
  }

  async #restore(twilio: Twilio, id: string, step: Step): Promise<void> {
    const { sid, state, before, wanted, memory, message } = step;
    const undone = () => this.#deps.operations.step(id, sid, { state: 'undone', message, sent: null }, memory.before);
    if (state === 'undone' || state === 'changed') return;
    if (state === 'planned') return undone();
    const found = await read(twilio, step).catch(orGone);
    if (found === undefined) {
      const message = `The account has ${step.phoneNumber} no more, so there is nothing to put back.`;
      return this.#deps.operations.step(id, sid, { state: 'changed', message, sent: null }, memory.before);
    }
    this.#requireTelling(step, found, 'before');
    if (holds(before, found)) return undone();
    if (!holds(wanted, found)) {
      await this.#leave(id, step, found);
      return;
    }
    await this.#send(twilio, id, step, 'before', changeTo(before, found));
    return undone();
  }

  /**
   * Somebody else changed the number meanwhile. What Patchcord set of it stays in memory, so that the difference shows.
   *
   * @returns what to tell
   */
  async #leave(id: string, step: Step, found: Settings): Promise<ApiFailure> {
    const differing = driftOf(step.before, step.wanted).map(({ property }) => property);
    const touched = step.state === 'done' || differing.some((name) => found[name] === step.wanted[name]);
    const names = driftOf(step.wanted, found).map(({ property }) => property);
    const message = `${step.phoneNumber} was changed meanwhile (${names.join(', ')}), so it was left as it is.`;
    const memory = touched ? step.memory.after : step.memory.before;
    await this.#deps.operations.step(id, step.sid, { state: 'changed', message, sent: null }, memory);
    return new ApiFailure(409, 'number-changed', message);
  }
}

type Target = NonNullable<Step['sent']>['to'];

/** Code of the failure that only time can mend. */
const UNSETTLED = 'not-settled';

/** What only time can mend does not hide why. */
function joined(first: ApiFailure, then: ApiFailure): ApiFailure {
  const { status, code } = then.code === UNSETTLED ? first : then;
  return new ApiFailure(status, code, `${first.message} ${then.message}`);
}
