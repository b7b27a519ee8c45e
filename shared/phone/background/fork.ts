import type { Attributes } from '../attributes.ts';
import type { VerbRun } from '../types.ts';

/** Sound of a call that is sent elsewhere, as its status callback hears of it. https://www.twilio.com/docs/voice/twiml/stream#statuscallback */
export class Fork {
  readonly sid: string;
  readonly name: string;
  readonly #run: VerbRun;
  readonly #kind: 'Stream' | 'Siprec';
  readonly #attributes: Attributes;

  constructor(run: VerbRun, kind: 'Stream' | 'Siprec', attributes: Attributes) {
    this.#run = run;
    this.#kind = kind;
    this.#attributes = attributes;
    this.sid = run.exchange.sid(kind === 'Stream' ? 'MZ' : 'SR');
    this.name = attributes.text('name') ?? this.sid;
  }

  tell(event: 'started' | 'stopped' | 'error', more: Readonly<Record<string, string>> = {}): void {
    const { leg, exchange } = this.#run;
    const kind = this.#kind;
    const name = `${kind.toLowerCase()}-${event}`;
    leg.emit({ kind: 'note', what: name, details: { name: this.name } });
    const url = absoluteCallback(this.#run, this.#attributes, 'statusCallback', kind);
    if (url === undefined) return;
    const parameters = {
      AccountSid: leg.spec.accountSid,
      CallSid: leg.sid,
      [`${kind}Sid`]: this.sid,
      [`${kind}Name`]: this.name,
      [`${kind}Event`]: name,
      ...more,
      Timestamp: new Date(exchange.now()).toISOString(),
    };
    const method = this.#attributes.method('statusCallbackMethod');
    exchange.callback(leg, { url, method, parameters, purpose: kind.toLowerCase(), bare: true });
  }

  fail(code: number, message: string): void {
    const kind = this.#kind;
    this.#run.leg.emit({ kind: 'warning', code, message: `${kind}: ${message}.` });
    this.tell('error', {
      [`${kind}Error`]: message,
      ...(kind === 'Siprec' ? { SiprecErrorCode: String(code) } : {}),
    });
  }
}

/** Twilio wants these callbacks absolute; a relative one is not sent. */
export function absoluteCallback(
  { leg }: VerbRun,
  attributes: Attributes,
  name: string,
  tag: string,
): string | undefined {
  const given = attributes.raw(name);
  if (given === undefined || given === '') return undefined;
  if (/^https?:\/\//i.test(given.trim())) return attributes.url(name);
  leg.emit({
    kind: 'warning',
    code: 11100,
    message: `${tag}: ${name} must be absolute; ${given.slice(0, 100)} is not.`,
  });
  return undefined;
}

/** What is wrong with where a stream shall go. https://www.twilio.com/docs/voice/twiml/stream#url */
export function streamFault(attributes: Attributes): { readonly code: number; readonly message: string } | undefined {
  if (attributes.has('connectorName')) return undefined;
  const url = attributes.raw('url') ?? '';
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/[^/?#\s]/i.exec(url)?.[1];
  if (scheme === undefined) return { code: 31923, message: `"${url.slice(0, 100)}" is no URL` };
  if (scheme.toLowerCase() !== 'wss') return { code: 31922, message: `url must begin with wss://, not ${scheme}://` };
  if (url.includes('?')) return { code: 31923, message: 'url may have no query; use Parameter' };
  return undefined;
}
