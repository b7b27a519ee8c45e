import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { HttpFailure, HttpReply, HttpRequest, Transport } from '../../shared/phone/http/transport.ts';

/** The most that is kept of one answer; far beyond what Twilio reads of a document. */
const MOST_BYTES = 1_048_576;

/** Webhooks over the network. */
export interface HttpTransport extends Transport {
  send(request: HttpRequest): Promise<HttpReply>;
  /** Lets go of the connections kept for later requests. */
  close(): void;
}

export interface HttpTransportOptions {
  /**
   * Sends several requests over one connection, for load. A server may close a kept connection just as it is used again; such a
   * request is sent once more, though nobody can know that the server did not see it.
   */
  readonly keepAlive?: boolean;
}

/** Real HTTP to any http or https address: no redirects, no retries, a bounded body, and every failure as a reply. */
export function httpTransport({ keepAlive = false }: HttpTransportOptions = {}): HttpTransport {
  const plain = new HttpAgent({ keepAlive });
  const secure = new HttpsAgent({ keepAlive });
  return {
    send: async (request) => {
      const url = urlOf(request.url);
      if (!url) return failed('host', `${request.url} is no http(s) address.`);
      const { method, headers, body } = request;
      const length = method === 'POST' ? { 'Content-Length': Buffer.byteLength(body) } : {};
      const options = { method, headers: { ...headers, ...length } };
      const open = (): ClientRequest =>
        url.protocol === 'https:'
          ? requestHttps(url, { ...options, agent: secure })
          : requestHttp(url, { ...options, agent: plain });
      const sent = open();
      let began = false;
      sent.on('response', () => {
        began = true;
      });
      const reply = await exchange(sent, request);
      const stale = !reply.ok && reply.failure === 'protocol' && sent.reusedSocket && !began;
      return stale ? exchange(open(), request) : reply;
    },
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}

function urlOf(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined;
}

/** Sends the request and settles once, whatever happens; timers and sockets do not outlive it. */
function exchange(sent: ClientRequest, { body, timeout }: HttpRequest): Promise<HttpReply> {
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    let connected = false;
    const settle = (reply: HttpReply): void => {
      for (const timer of timers) clearTimeout(timer);
      resolve(reply);
    };
    const giveUp = (failure: HttpFailure, message: string): void => {
      settle(failed(failure, message));
      sent.destroy();
    };
    const limit = (milliseconds: number, job: () => void): number => timers.push(setTimeout(job, milliseconds));
    limit(timeout.total, () => giveUp('timeout', `No answer within ${timeout.total} ms.`));
    sent.on('socket', (socket) => {
      if (!socket.connecting) connected = true;
      else {
        limit(timeout.connect, () => connected || giveUp('connect', `No connection within ${timeout.connect} ms.`));
        socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
          connected = true;
        });
      }
    });
    sent.on('finish', () => limit(timeout.read, () => giveUp('timeout', `No answer within ${timeout.read} ms.`)));
    sent.on('error', (error: NodeJS.ErrnoException) => settle(failed(failureOf(error, connected), error.message)));
    sent.on('response', (response) => read(response, settle));
    sent.end(body);
  });
}

function read(response: IncomingMessage, settle: (reply: HttpReply) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const done = (): void => {
    const { statusCode: status = 0 } = response;
    const body = decoded(Buffer.concat(chunks), response.headers['content-type'] ?? '');
    const size = bytes > MOST_BYTES ? { bytes } : {};
    settle({ ok: true, status, headers: headersOf(response), body, ...size });
  };
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
    else {
      done();
      response.destroy();
    }
  });
  response.on('end', done);
  response.on('error', (error) => settle(failed('protocol', error.message)));
}

/** The text in the encoding that the header or the XML declaration names; an unknown one is taken for UTF-8. */
function decoded(body: Buffer, contentType: string): string {
  const declaration = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([\w.:-]+)/.exec(body.toString('latin1', 0, 200))?.[1];
  // What reads as ASCII is no UTF-16, whatever it says.
  const declared = declaration && /^utf-?16/i.test(declaration) ? undefined : declaration;
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? declared ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

/** Several of a name joined with line feeds. */
function headersOf({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headersDistinct).map(([name, values]) => [name, (values ?? []).join('\n')]));
}

function failureOf({ code = '', message }: NodeJS.ErrnoException, connected: boolean): HttpFailure {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA') return 'host';
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code) || /certificate/i.test(message))
    return 'tls';
  if (code === 'ETIMEDOUT' && !connected) return 'connect';
  return connected ? 'protocol' : 'refused';
}

function failed(failure: HttpFailure, message: string): HttpReply {
  return { ok: false, failure, message };
}
