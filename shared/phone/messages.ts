import type { Happening } from './events.ts';
import { Cookies } from './http/cookies.ts';
import type { Webhooks } from './http/webhooks.ts';
import type { MessageSpec } from './messaging/inbound.ts';
import { receiveMessage } from './messaging/receive.ts';
import type { MessageHost } from './messaging/types.ts';

/** Takes text messages to an application. https://www.twilio.com/docs/messaging/twiml */
export class Messages {
  readonly #deps: MessagesDeps;
  /** A sender and the number they write to share cookies from message to message. */
  readonly #cookies = new Map<string, Cookies>();

  constructor(deps: MessagesDeps) {
    this.#deps = deps;
  }

  /** @returns its MessageSid */
  receive(spec: MessageSpec): string {
    const { webhooks, emit: emitFor, ...rest } = this.#deps;
    const sid = rest.sid(spec.media?.length ? 'MM' : 'SM');
    const emit = (happening: Happening): void => emitFor(sid, happening);
    const parties = `${spec.from} ${spec.to}`;
    const cookies = this.#cookies.get(parties) ?? new Cookies();
    this.#cookies.set(parties, cookies);
    const send: MessageHost['send'] = (request) => webhooks.send({ ...request, cookies, emit });
    rest.spawn(receiveMessage({ ...rest, emit, send }, spec, sid));
    return sid;
  }
}

export interface MessagesDeps extends Omit<MessageHost, 'emit' | 'send'> {
  readonly webhooks: Webhooks;
  emit(sid: string, happening: Happening): void;
}
