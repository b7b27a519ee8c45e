import type { Twilio } from 'twilio';
import { ApiFailure } from '../../routes/failure.ts';
import type { Operation, OperationStore, Outcome, Step } from '../../store/operations.ts';
import { askTwilio } from '../client.ts';
import { changeTo, driftOf, holds, type Settings, settingsOf } from './properties.ts';

export interface RunnerDeps {
  /** A client for the credentials set now. Rejects with ApiFailure 409 when there are none. */
  readonly client: () => Promise<Twilio>;
  /** The account they belong to. */
  readonly account: () => string | null;
  readonly operations: OperationStore;
  /** Why what an operation wants would be no good any more, or undefined. Asked before one is taken up again. */
  readonly obstacle: (operation: Operation) => Promise<ApiFailure | undefined>;
  readonly now: () => number;
}

/**
 * Carries operations out, number by number. Before Twilio is asked the journal says what for; when it does not tell, the number
 * is read: as wanted means done, as before means it did not happen, anything else is somebody else's change and left alone.
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
      const obstacle = fresh ? undefined : await this.#deps.obstacle(operation);
      if (obstacle) throw obstacle;
      for (const step of operation.steps) {
        if (step.state !== 'done') await this.#change(twilio, operation.id, step, fresh);
      }
      await operations.end(operation.id, 'done', now());
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      await operations.turn(operation.id, 'undo', { code: error.code, message: error.message });
      return error;
    }
  }

  async #change(twilio: Twilio, id: string, step: Step, fresh: boolean): Promise<void> {
    const record = (outcome: Outcome, memory?: Step['memory']['after']) =>
      this.#deps.operations.step(id, step.sid, outcome, memory);
    const done = (now: Settings) => record({ state: 'done', wanted: pick(now, step.wanted) }, remembered(step, now));
    if (!fresh) {
      const found = await read(twilio, step);
      if (holds(step.wanted, found)) return done(found);
      if (!holds(step.before, found)) return this.#leave(id, step, found);
    }
    const change = changeTo(step.wanted, step.before);
    if (Object.keys(change).length === 0) return done(step.wanted);
    await record({ state: 'sent' });
    try {
      return await done(await write(twilio, step, change));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      const found = isCertain(error) ? step.before : await read(twilio, step).catch(() => Promise.reject(error));
      if (holds(step.wanted, found)) return done(found);
      if (!holds(step.before, found)) return this.#leave(id, step, found);
      await record({ state: 'undone', message: error.message });
      throw error;
    }
  }

  /** Undoes whatever can be; what cannot keeps the operation open. */
  async #undo(twilio: Twilio, { id, steps }: Operation): Promise<ApiFailure | undefined> {
    const left: string[] = [];
    let failure: ApiFailure | undefined;
    for (const step of [...steps].reverse()) {
      try {
        await this.#restore(twilio, id, step);
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        await this.#deps.operations.step(id, step.sid, { state: step.state, message: error.message });
        left.unshift(step.phoneNumber);
        failure = error;
      }
    }
    if (!failure) {
      await this.#deps.operations.end(id, 'undone', this.#deps.now());
      return undefined;
    }
    const message = `${left.join(', ')} could not be put back as it was: ${failure.message} Patchcord keeps trying.`;
    return new ApiFailure(502, 'not-undone', message);
  }

  async #restore(twilio: Twilio, id: string, step: Step): Promise<void> {
    const { sid, state, before, wanted, memory, message } = step;
    const undone = () => this.#deps.operations.step(id, sid, { state: 'undone', message }, memory.before);
    if (state === 'undone' || state === 'changed') return;
    if (state === 'planned') return undone();
    const found = await read(twilio, step).catch(orGone);
    if (found === undefined) {
      const message = `The account has ${step.phoneNumber} no more, so there is nothing to put back.`;
      return this.#deps.operations.step(id, sid, { state: 'changed', message }, memory.before);
    }
    if (holds(before, found)) return undone();
    if (!holds(wanted, found)) return this.#leave(id, step, found).catch(() => undefined);
    try {
      await write(twilio, step, changeTo(before, found));
    } catch (error) {
      if (!(error instanceof ApiFailure) || isCertain(error)) throw error;
      const now = await read(twilio, step).catch(() => Promise.reject(error));
      if (!holds(before, now)) throw error;
    }
    return undone();
  }

  /** Somebody else changed the number meanwhile. What Patchcord set of it stays in memory, so that the difference shows. */
  async #leave(id: string, step: Step, found: Settings): Promise<never> {
    const differing = driftOf(step.before, step.wanted).map(({ property }) => property);
    const touched = step.state === 'done' || differing.some((name) => found[name] === step.wanted[name]);
    const names = driftOf(step.wanted, found).map(({ property }) => property);
    const message = `${step.phoneNumber} was changed meanwhile (${names.join(', ')}), so it was left as it is.`;
    const memory = touched ? step.memory.after : step.memory.before;
    await this.#deps.operations.step(id, step.sid, { state: 'changed', message }, memory);
    throw new ApiFailure(409, 'number-changed', message);
  }
}

/** Whether Twilio said that it did nothing. No answer, or a failure on its side, leaves that open. */
function isCertain({ code }: ApiFailure): boolean {
  return code !== 'twilio-unreachable' && code !== 'twilio-failed';
}

async function read(twilio: Twilio, { sid, phoneNumber, channels }: Step): Promise<Settings> {
  const number = await askTwilio(`Reading ${phoneNumber}`, () => twilio.incomingPhoneNumbers(sid).fetch());
  return Object.assign({}, ...channels.map((channel) => settingsOf(number, channel)));
}

async function write(twilio: Twilio, { sid, phoneNumber, channels }: Step, change: object): Promise<Settings> {
  const number = await askTwilio(`Setting ${phoneNumber}`, () => twilio.incomingPhoneNumbers(sid).update(change));
  return Object.assign({}, ...channels.map((channel) => settingsOf(number, channel)));
}

function orGone(error: unknown): undefined {
  if (!(error instanceof ApiFailure) || error.code !== 'no-such-number') throw error;
  return undefined;
}

function pick(now: Settings, wanted: Settings): Settings {
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, now[name] ?? '']));
}

/** What is remembered once a number is as wanted, in Twilio's own writing of it. */
function remembered({ memory }: Step, now: Settings): Step['memory']['after'] {
  return memory.after.map((wiring) => ({ ...wiring, set: pick(now, wiring.set ?? {}) }));
}

function joined(first: ApiFailure, then: ApiFailure): ApiFailure {
  return new ApiFailure(then.status, then.code, `${first.message} ${then.message}`);
}
