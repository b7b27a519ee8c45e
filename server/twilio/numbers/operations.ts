import type { Logger } from 'pino';
import type { Twilio } from 'twilio';
import type {
  Channel,
  NumberChoice,
  OperationView,
  PublishNumbers,
  ResumeOperation,
} from '../../../shared/api/numbers.ts';
import { entryUrl } from '../../../shared/engine/links.ts';
import { LIVE } from '../../../shared/flow/environments.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { EnvironmentStore } from '../../store/environments.ts';
import type { NumberStore } from '../../store/numbers.ts';
import type { Operation, OperationStore } from '../../store/operations.ts';
import type { FlowStore } from '../../store/store.ts';
import { orSayUrl, requireAnswers, requirePublicUrl, requireWirable } from './checks.ts';
import type { Claims } from './claims.ts';
import { obstacleOf } from './obstacle.ts';
import { operationFailure, operationView } from './operation-view.ts';
import { type ChosenNumber, type Circumstances, channelsOf, planPublish, planRelease, readChosen } from './plan.ts';
import { OperationRunner } from './runner.ts';

export interface OperationDeps {
  readonly client: () => Promise<Twilio>;
  readonly account: () => string | null;
  readonly publicUrl: () => string | null;
  /** Throws ApiFailure 409 while webhooks cannot be answered. */
  readonly requireAnswerable: () => void;
  readonly numbers: NumberStore;
  readonly operations: OperationStore;
  readonly flows: FlowStore;
  readonly environments: EnvironmentStore;
  readonly claims: Claims;
  readonly now: () => number;
  /** Milliseconds after which a request without an answer takes effect no more. */
  readonly settleMs: number;
  readonly log: Logger;
  /** Called where an operation failed: it may be left open. */
  readonly onFailed: () => void;
}

/** An operation that went through. */
export interface ReadOperation {
  readonly operation: OperationView;
  /** Its numbers as they were before. */
  readonly chosen: readonly ChosenNumber[];
}

/** Ended operations that are listed. */
const LISTED = 50;

/** Sets several numbers in one go, all of them or none, and takes up again what was left open. */
export class NumberOperations {
  readonly #deps: OperationDeps;
  readonly #runner: OperationRunner;

  constructor(deps: OperationDeps) {
    this.#deps = deps;
    this.#runner = new OperationRunner({ ...deps, obstacle: (operation) => obstacleOf(operation, deps) });
  }

  /** @throws ApiFailure 404, 409 or 502; with the `operation` once something was begun */
  async publish(wanted: PublishNumbers): Promise<OperationView> {
    return (await this.publishRead(wanted)).operation;
  }

  /** `publish` with the numbers as they were read before. */
  async publishRead({ flow, environment, numbers }: PublishNumbers): Promise<ReadOperation> {
    const { client, publicUrl, claims } = this.#deps;
    const place = environment === undefined || environment === LIVE ? { flow } : { flow, environment };
    const channels = new Set(numbers.flatMap(channelsOf));
    const [first = 'voice'] = channels;
    const base = requirePublicUrl(publicUrl(), place, first);
    await requireAnswers(this.#deps, place, channels);
    const twilio = await orSayUrl(client(), entryUrl(base, flow, first, environment), first);
    this.#deps.requireAnswerable();
    return claims.during(sidsOf(numbers), async () => {
      await this.#requireFree(numbers);
      const chosen = await readChosen(twilio, numbers);
      await requireWirable(twilio, chosen);
      return { chosen, operation: await this.#carryOut(planPublish(chosen, place, base, await this.#around())) };
    });
  }

  /** @throws ApiFailure 404, 409 or 502; with the `operation` once something was begun */
  async release(numbers: readonly NumberChoice[]): Promise<OperationView> {
    return (await this.releaseRead(numbers)).operation;
  }

  /** `release` with the numbers as they were read before. */
  async releaseRead(numbers: readonly NumberChoice[]): Promise<ReadOperation> {
    const { client, claims } = this.#deps;
    return claims.during(sidsOf(numbers), async () => {
      await this.#requireFree(numbers);
      await this.requireAssigned(numbers);
      const chosen = await readChosen(await client(), numbers);
      return { chosen, operation: await this.#carryOut(planRelease(chosen, await this.#around())) };
    });
  }

  /** @throws ApiFailure 404 or 409 */
  async forget(numbers: readonly NumberChoice[]): Promise<void> {
    await this.#deps.claims.during(sidsOf(numbers), async () => {
      await this.#requireFree(numbers);
      await this.requireAssigned(numbers);
      await this.#deps.numbers.forget(linesOf(numbers));
    });
  }

  /** Open ones first, then the latest. */
  async list(): Promise<OperationView[]> {
    const { operations } = this.#deps;
    const all = [...(await operations.open()), ...(await operations.latest(LISTED))];
    return all.map((operation) => this.#view(operation));
  }

  /** @throws ApiFailure 404 */
  async get(id: string): Promise<OperationView> {
    return this.#view(await this.#find(id));
  }

  /** @throws ApiFailure 404, 409 or 502 */
  async resume(id: string, direction: ResumeOperation['direction']): Promise<OperationView> {
    const { operations, claims, now } = this.#deps;
    const { steps } = await this.#find(id);
    return claims.during(sidsOf(steps), async () => {
      const operation = await this.#find(id);
      if (operation.state !== 'open') {
        throw operationFailure(new ApiFailure(409, 'operation-over', 'This operation is over already.'), operation);
      }
      if (direction === 'leave') {
        await this.#rememberUncertain(operation);
        await operations.end(id, 'left', now());
        return this.get(id);
      }
      await operations.turn(id, direction, operation.error);
      return this.#conclude(operation.id, false);
    });
  }

  /**
   * Takes up every open operation that nobody works on, one after the other: what is wrong with one keeps none from its turn.
   *
   * @param signal ends it before the next one
   * @returns how many are still open
   */
  async takeUp(signal: AbortSignal): Promise<number> {
    const { operations, claims, log } = this.#deps;
    for (const { id, steps } of await operations.open()) {
      if (signal.aborted) break;
      try {
        const { failure } = await claims.during(sidsOf(steps), () => this.#runner.run(id, false));
        if (failure) throw failure;
      } catch (error) {
        log.warn({ err: error, operation: id }, 'An operation on numbers did not go through.');
      }
    }
    return signal.aborted ? 0 : (await operations.open()).length;
  }

  /** Open operations by the numbers they hold. */
  async holders(): Promise<Map<string, string>> {
    const open = await this.#deps.operations.open();
    return new Map(open.flatMap(({ id, steps }) => steps.map(({ sid }) => [sid, id] as const)));
  }

  /** @throws ApiFailure 404 unless Patchcord has set all of these */
  async requireAssigned(numbers: readonly NumberChoice[]): Promise<void> {
    const wirings = await this.#deps.numbers.wirings();
    const known = new Set(wirings.map(({ sid, channel }) => `${sid} ${channel}`));
    const missing = linesOf(numbers).find(({ sid, channel }) => !known.has(`${sid} ${channel}`));
    if (!missing) return;
    const what = missing.channel === 'voice' ? 'calls' : 'messages';
    const message = `Patchcord has not pointed the ${what} of ${missing.sid} anywhere, so there is nothing to put back.`;
    throw new ApiFailure(404, 'not-assigned', message);
  }

  async #carryOut(operation: Operation): Promise<OperationView> {
    const held = await this.#deps.operations.begin(operation);
    if (held.size > 0) throw heldBy(held);
    return this.#conclude(operation.id, true);
  }

  async #conclude(id: string, fresh: boolean): Promise<OperationView> {
    try {
      const { operation, failure } = await this.#runner.run(id, fresh);
      if (failure) throw operationFailure(failure, operation);
      return operationView(operation, false);
    } catch (error) {
      this.#deps.onFailed();
      throw error;
    }
  }

  /** A number that may point at the flow is remembered as one that does: so it can be put back, and the flow is kept. */
  async #rememberUncertain({ id, kind, steps }: Operation): Promise<void> {
    if (kind !== 'publish') return;
    for (const { sid, phoneNumber, state, memory } of steps) {
      if (state !== 'sent') continue;
      const message = `Whether Twilio set ${phoneNumber} is not known. It counts as set, so that it can be put back.`;
      await this.#deps.operations.step(id, sid, { state: 'changed', message }, memory.after);
    }
  }

  /** What was open before must be over first: the numbers are not as they were, nor as they shall be. */
  async #requireFree(numbers: readonly NumberChoice[]): Promise<void> {
    const holders = await this.holders();
    const held = numbers.flatMap(({ sid }) => {
      const id = holders.get(sid);
      return id === undefined ? [] : [[sid, id] as const];
    });
    if (held.length > 0) throw heldBy(new Map(held));
  }

  async #around(): Promise<Circumstances> {
    const { account, numbers, publicUrl, now } = this.#deps;
    return { account: account() ?? '', wirings: await numbers.wirings(), base: publicUrl(), now: now() };
  }

  async #find(id: string): Promise<Operation> {
    const operation = await this.#deps.operations.get(id);
    if (!operation) throw new ApiFailure(404, 'no-such-operation', `There is no operation "${id}".`);
    return operation;
  }

  #view(operation: Operation): OperationView {
    return operationView(operation, this.#runner.isRunning(operation.id));
  }
}

function sidsOf(all: readonly { readonly sid: string }[]): string[] {
  return all.map(({ sid }) => sid);
}

function linesOf(numbers: readonly NumberChoice[]): { sid: string; channel: Channel }[] {
  return numbers.flatMap((choice) => channelsOf(choice).map((channel) => ({ sid: choice.sid, channel })));
}

function heldBy(held: ReadonlyMap<string, string>): ApiFailure {
  const [id] = held.values();
  const message = `An operation on ${[...held.keys()].join(', ')} is not over yet. Patchcord keeps trying; finish it, undo it or give it up first.`;
  return new ApiFailure(409, 'operation-open', message, { extra: { operations: [...new Set(held.values())], id } });
}
