import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FORM_LIMITS } from '../webhooks/form.ts';
import { Gate, type GateSettings, type Refusal, type Webhook } from '../webhooks/gate.ts';

/** A request of the doctor's as it came in, and what the webhooks' own gate says of it. */
export interface Arrived {
  readonly method: string;
  /** Path and query exactly as received. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Address of the socket it came over. */
  readonly from: string;
  readonly opened: Webhook | Refusal;
}

/** A request the doctor waits for. */
export interface Expected {
  readonly nonce: string;
  /** Path below the public base. No flow can have this id, because none ends with a dash. */
  readonly path: string;
  /** Header that is known again even where a proxy changes the path. */
  readonly header: { readonly name: string; readonly value: string };
  /** The document it is answered with. */
  readonly answer: string;
  readonly arrived: readonly Arrived[];
  /** Nothing is waited for any more. */
  done(): void;
}

const HEADER = 'x-patchcord-doctor';

/**
 * The webhook that the doctor sends itself requests to. It exists only while one is under way: at all other times its
 * address is that of a flow there is none of.
 */
export class Probe {
  readonly #expected = new Map<string, Expected & { readonly arrived: Arrived[] }>();
  readonly #gate: Gate;
  /** What requests are signed with: the auth token, or a key of the day while none is set. */
  readonly signingKey: () => string;

  /** @param settings what webhooks are checked against */
  constructor(settings: GateSettings) {
    const spare = randomBytes(16).toString('hex');
    this.signingKey = () => settings.authToken() ?? spare;
    this.#gate = new Gate({ ...settings, authToken: this.signingKey });
  }

  expect(): Expected {
    const nonce = randomBytes(16).toString('hex');
    const expected = {
      nonce,
      path: `/voice/doctor-${nonce}-`,
      header: { name: HEADER, value: nonce },
      answer: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><!-- ${nonce} --></Response>`,
      arrived: [] as Arrived[],
      done: () => {
        this.#expected.delete(nonce);
      },
    };
    this.#expected.set(nonce, expected);
    return expected;
  }

  /** Whether this request is one that the doctor waits for. */
  takes(req: IncomingMessage): boolean {
    return this.#expected.size > 0 && this.#find(req) !== undefined;
  }

  /** Answers a request it takes, and notes how it came. */
  answer(req: IncomingMessage, res: ServerResponse): void {
    const expected = this.#find(req);
    const chunks: Buffer[] = [];
    let bytes = 0;
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= FORM_LIMITS.bytes) chunks.push(chunk);
    });
    req.on('end', () => {
      // Some proxies ask again by themselves; what came first is what counts.
      if (expected?.arrived.length === 0) expected.arrived.push(this.#note(req, Buffer.concat(chunks)));
      res.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' });
      res.end(expected?.answer);
    });
  }

  #find(req: IncomingMessage): (Expected & { readonly arrived: Arrived[] }) | undefined {
    const named = this.#expected.get(String(req.headers[HEADER]));
    if (named) return named;
    for (const expected of this.#expected.values()) if (req.url?.includes(expected.nonce)) return expected;
    return undefined;
  }

  #note(req: IncomingMessage, body: Buffer): Arrived {
    const { method = '', url = '', headers } = req;
    const signature = headers['x-twilio-signature'];
    const opened = this.#gate.open({
      method,
      url,
      contentType: headers['content-type'] ?? '',
      encoded: headers['content-encoding'] !== undefined,
      signature: typeof signature === 'string' ? signature : undefined,
      body,
    });
    return { method, url, headers, body, from: req.socket.remoteAddress ?? '', opened };
  }
}
