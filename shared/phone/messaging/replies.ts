import type { TwimlElement, TwimlNode } from '../../twiml/element.ts';
import { resolveUrl } from '../http/url.ts';
import { PHONE_LIMITS } from '../limits.ts';
import { type Task, until } from '../time/task.ts';
import type { MessageSpec } from './inbound.ts';
import { type MessageFault, messageFault } from './message-fault.ts';
import type { MessageHost, MessageRequest } from './types.ts';

/** The replies to one message. https://www.twilio.com/docs/messaging/twiml/message */
export class Replies {
  readonly #host: MessageHost;
  readonly #inbound: MessageSpec;
  #sent = 0;

  constructor(host: MessageHost, inbound: MessageSpec) {
    this.#host = host;
    this.#inbound = inbound;
  }

  /** A reply without TwiML. */
  text(body: string): void {
    this.#deliver({ to: this.#inbound.from, from: this.#inbound.to, body, media: [] });
  }

  /** @returns the action, whose document takes over from this one */
  send(verb: TwimlElement, base: string): MessageRequest | undefined {
    const { to = this.#inbound.from, from = this.#inbound.to } = verb.attributes;
    const bodies = verb.children.filter((child) => typeof child !== 'string' && child.tag === 'Body');
    const media = verb.children
      .filter((child) => typeof child !== 'string' && child.tag === 'Media')
      .map((child) => text(child).trim());
    const body = (bodies.length > 0 ? bodies.map(text).join('') : text(verb)).trim();
    const delivered = this.#deliver({ to, from, body, media });
    if (!delivered) return undefined;
    const action = this.#address(verb, 'action', base);
    const told = this.#address(verb, 'statusCallback', base);
    const method = verb.attributes.method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
    const status = (of: string): Record<string, string> => ({
      ...delivered.parameters,
      MessageStatus: of,
      SmsStatus: of,
    });
    const first = delivered.fault ? 'failed' : 'sent';
    const later = delivered.fault ? [] : ['delivered'];
    const tell = (url: string, how: 'GET' | 'POST', statuses: readonly string[]): void => {
      this.#host.spawn(this.#report({ url, method: how, purpose: 'message-status' }, statuses.map(status)));
    };
    if (told !== undefined && action === undefined) tell(told, 'POST', [first, ...later]);
    if (action === undefined) return undefined;
    tell(action, method, later);
    return { url: action, method, parameters: status(first), purpose: 'message-action' };
  }

  #deliver({ to, from, body, media }: Reply): Delivered | undefined {
    const host = this.#host;
    if (++this.#sent > PHONE_LIMITS.repliesPerMessage) {
      host.emit({ kind: 'warning', code: 14109, message: 'TwiML Reply message limit exceeded.' });
      return undefined;
    }
    const sid = host.sid(media.length > 0 ? 'MM' : 'SM');
    const fault = messageFault({ to, from, body, media: media.length });
    if (fault) host.emit({ kind: 'warning', code: fault.code, message: `Message: ${fault.message}.` });
    else host.emit({ kind: 'sms', to, from, body });
    if (!fault && media.length > 0) {
      host.emit({ kind: 'note', what: 'message-media', details: { urls: media.join(' ') } });
    }
    const parameters: Record<string, string> = {
      MessageSid: sid,
      SmsSid: sid,
      AccountSid: host.accountSid,
      From: from,
      To: to,
      ApiVersion: '2010-04-01',
      ...(fault ? { ErrorCode: String(fault.code) } : {}),
    };
    return { parameters, fault };
  }

  *#report(
    at: Pick<MessageRequest, 'url' | 'method' | 'purpose'>,
    statuses: readonly Record<string, string>[],
  ): Task<void> {
    for (const parameters of statuses) {
      yield* until(this.#host.sleep(STATUS_SECONDS));
      const answer = yield* this.#host.send({ ...at, parameters, callback: true });
      if (answer.ok) continue;
      const { code, message, url } = answer;
      this.#host.emit({ kind: 'warning', code, message: `Callback: ${message}: ${url}` });
    }
  }

  #address(verb: TwimlElement, name: string, base: string): string | undefined {
    const given = verb.attributes[name];
    if (given === undefined) return undefined;
    const url = resolveUrl(given, base);
    const code = name === 'statusCallback' ? 14105 : 11100;
    if (url === undefined) this.#host.emit({ kind: 'warning', code, message: `Message: ${name} is no http(s) URL.` });
    return url;
  }
}

interface Reply {
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly media: readonly string[];
}

interface Delivered {
  readonly parameters: Record<string, string>;
  readonly fault: MessageFault | undefined;
}

/** Between one status of a message and the next. */
const STATUS_SECONDS = 1;

function text(node: TwimlNode): string {
  if (typeof node === 'string') return node;
  return node.children.filter((child) => typeof child === 'string').join('');
}
