import type { CallStore } from '../store/store.ts';
import type { Effects } from './effects.ts';
import type { Webhook } from './gate.ts';
import { about, type WebhookLog } from './webhook-log.ts';

export interface CallbacksDeps {
  readonly calls: Pick<CallStore, 'callback'>;
  readonly effects: Pick<Effects, 'told'>;
  readonly log: WebhookLog;
  readonly now: () => number;
}

/** Keeps what Twilio only tells: the state of a call, a message or a recording, or that it asks for the fallback. */
export class Callbacks {
  readonly #deps: CallbacksDeps;

  constructor(deps: CallbacksDeps) {
    this.#deps = deps;
  }

  /** Keeps a callback. @throws what the store throws */
  async keep(hook: Webhook): Promise<void> {
    const { key, kind, block, parameters } = hook;
    if (kind === 'entry' || kind === 'outgoing' || kind === 'action' || kind === 'aside') return;
    if (kind === 'fallback') {
      const { ErrorCode, ErrorUrl } = parameters;
      this.#deps.log.error(
        { ...about(hook), ErrorCode, ErrorUrl },
        'Twilio could not use the flow and asks for the fallback.',
      );
    }
    const sid = kind === 'message' ? (await this.#deps.effects.told(hook))?.sid : hook.sid;
    if (sid === undefined) {
      this.#deps.log.warn(about(hook), 'Twilio tells of a message that is not known; nothing was kept.');
      return;
    }
    await this.#deps.calls.callback({ sid, key, kind, block, at: this.#deps.now(), parameters });
  }
}
