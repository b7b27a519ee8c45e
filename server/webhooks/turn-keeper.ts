import type { PendingTurn, Turned } from '../../shared/engine/types.ts';
import type { CallStore } from '../store/store.ts';
import { isMessage, messageOf } from './conversations.ts';
import type { Effects } from './effects.ts';
import type { Webhook } from './gate.ts';
import { about, type WebhookLog } from './webhook-log.ts';

export interface KeeperDeps {
  readonly calls: Omit<CallStore, 'list' | 'get'>;
  readonly effects: Effects;
  readonly log: WebhookLog;
  readonly now: () => number;
}

/** Stores turns before they are answered, and has done before that what their blocks want done. */
export class TurnKeeper {
  readonly #deps: KeeperDeps;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  /**
   * Keeps a turn; one that is not over yet goes on first.
   *
   * @param began when its request came, by `performance.now`
   * @param aside names a turn beside the call
   * @returns its document, once it is stored
   */
  keep(hook: Webhook, began: number, turned: Turned, aside?: string): Promise<string> {
    if ('effect' in turned) return this.#perform(hook, began, turned, aside);
    const { xml, session, log, failure } = turned;
    const { sid, key, form } = hook;
    if (failure)
      this.#deps.log.error({ ...about(hook), ...failure }, 'A turn failed; the caller got the fallback prompt.');
    const turn = {
      sid,
      turn: session.turn,
      key,
      at: this.#deps.now(),
      took: performance.now() - began,
      form,
      answer: xml,
      session,
      log,
      aside,
    };
    const kept = isMessage(hook) ? { ...turn, message: messageOf(hook) } : turn;
    return this.#deps.calls.append(failure ? { ...kept, failure } : kept).then(
      () => xml,
      (error) => this.#answeredElsewhere(hook, error),
    );
  }

  /** Has done what blocks want done, then keeps the turn. */
  async #perform(hook: Webhook, began: number, pending: PendingTurn, aside?: string): Promise<string> {
    let at: Turned = pending;
    while ('effect' in at) at = await this.#deps.effects.advance(at, began);
    return this.keep(hook, began, at, aside);
  }

  /** Another process may have answered the same request: then its answer counts. @throws `error` if none has */
  async #answeredElsewhere(hook: Webhook, error: unknown): Promise<string> {
    const { calls } = this.#deps;
    const known = isMessage(hook)
      ? (await calls.answersTo(messageOf(hook).sid)).findLast(({ flow }) => flow === messageOf(hook).flow)?.answer
      : await (await calls.load(hook.sid))?.answer(hook.key);
    if (known === undefined) throw error;
    return known;
  }
}
