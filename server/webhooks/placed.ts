import { addressOf } from '../../shared/engine/links.ts';
import type { OutgoingStore } from '../store/outgoing.ts';
import { newsOfWebhook } from '../twilio/outgoing/news.ts';
import type { Webhook } from './gate.ts';
import type { Turns } from './turns.ts';
import type { WebhookLog } from './webhook-log.ts';

export interface PlacedCallsDeps {
  readonly turns: Turns;
  readonly outgoing: OutgoingStore;
  readonly log: WebhookLog;
  readonly now: () => number;
  /** Called when something new was heard of a call. */
  readonly onNews: () => void;
}

/** Webhooks of calls that were placed. Whatever arrives with a call's id proves that Twilio placed it. */
export class PlacedCalls {
  readonly #deps: PlacedCallsDeps;

  constructor(deps: PlacedCallsDeps) {
    this.#deps = deps;
  }

  /** @returns the document for the call that was answered */
  async answer(hook: Webhook): Promise<string> {
    const { turns, outgoing, log } = this.#deps;
    const item = await outgoing.item(hook.token);
    if (!item || addressOf(item) !== addressOf(hook)) {
      log.error(
        { flow: hook.flow, sid: hook.sid },
        'There is no such outgoing call. The caller got the fallback prompt.',
      );
      return turns.fallback(hook);
    }
    // Both go to disk together.
    const heard = this.heard(hook).catch((error: unknown) => {
      log.error({ err: error, sid: hook.sid }, 'That a placed call was answered was not kept.');
    });
    const [document] = await Promise.all([turns.answerPlaced(hook, item.version, item.variables), heard]);
    return document;
  }

  /** The fallback document of the version the call is pinned to. */
  async fallback(hook: Webhook): Promise<string> {
    const item = await this.#deps.outgoing.item(hook.token).catch(() => undefined);
    return this.#deps.turns.fallback(hook, item?.version);
  }

  /** Keeps what a webhook tells of its call. @throws what the store throws */
  async heard(hook: Webhook): Promise<void> {
    const { outgoing, now, onNews } = this.#deps;
    if (hook.kind === 'recording') return;
    if (await outgoing.learn(hook.token, newsOfWebhook(hook.parameters, now()))) onNews();
  }
}
