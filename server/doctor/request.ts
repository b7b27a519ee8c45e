import type { LookupAddress } from 'node:dns';
import { type IncomingHttpHeaders, type IncomingMessage, type RequestOptions, request as sendPlain } from 'node:http';
import { request as sendEncrypted } from 'node:https';
import type { LookupFunction } from 'node:net';
import { withoutBrackets } from '../../shared/public-address/hosts.ts';
import { codeOf } from './network.ts';

/** A request to the public address. Redirects are not followed, and nothing secret is sent. */
export interface Outgoing {
  /** Scheme, host and port. */
  readonly origin: URL;
  /** Addresses the host was found to have; no other is connected to. */
  readonly addresses: readonly LookupAddress[];
  readonly method: 'GET' | 'POST';
  /** Path and query, sent as they are. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds for connecting, and for everything. */
  readonly limits: RequestLimits;
}

export interface RequestLimits {
  readonly connectMs: number;
  readonly totalMs: number;
}

/** What came back. */
export type Outcome = Answer | Failure;

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** At most `MOST_BYTES` of it. */
  readonly body: Buffer;
  /** Milliseconds from the request to the end of the answer. */
  readonly took: number;
}

export interface Failure {
  readonly kind: 'failure';
  /** Node's code, e.g. `ECONNREFUSED`, or `TIMEOUT`. */
  readonly code: string;
  /** How far it came. */
  readonly phase: 'connect' | 'encrypt' | 'answer';
}

const MOST_BYTES = 65_536;

/** Sends one request; never rejects. */
export function ask(outgoing: Outgoing): Promise<Outcome> {
  const { origin, body, limits } = outgoing;
  const encrypted = origin.protocol === 'https:';
  return new Promise((resolve) => {
    const began = performance.now();
    let phase: Failure['phase'] = 'connect';
    const request = (encrypted ? sendEncrypted : sendPlain)(optionsFor(outgoing, encrypted));
    const settle = (outcome: Outcome): void => {
      clearTimeout(connecting);
      clearTimeout(total);
      resolve(outcome);
      request.destroy();
    };
    const fail = (code: string): void => settle({ kind: 'failure', code, phase });
    const connecting = setTimeout(() => fail('TIMEOUT'), limits.connectMs);
    const total = setTimeout(() => fail('TIMEOUT'), limits.totalMs);
    const reach = (next: Failure['phase']): void => {
      phase = next;
      if (next === 'answer') clearTimeout(connecting);
    };
    request.on('socket', (socket) => {
      socket.once('connect', () => reach(encrypted ? 'encrypt' : 'answer'));
      socket.once('secureConnect', () => reach('answer'));
    });
    request.on('error', (error) => fail(codeOf(error)));
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      readSome(response).then(
        (read) => settle({ kind: 'answer', status, headers, body: read, took: performance.now() - began }),
        (error) => fail(codeOf(error)),
      );
    });
    request.end(body);
  });
}

function optionsFor({ origin, addresses, method, path, headers, body }: Outgoing, encrypted: boolean): RequestOptions {
  const length = method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  return {
    method,
    hostname: withoutBrackets(origin.hostname),
    port: origin.port || (encrypted ? 443 : 80),
    path,
    headers: { ...headers, host: origin.host, ...length },
    // Each request tells its own story: none goes over a connection that stood before.
    agent: false,
    lookup: known(addresses),
  };
}

/** The beginning of an answer, and not a byte more. */
async function readSome(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, MOST_BYTES - bytes));
    bytes += chunk.length;
    if (bytes >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** Connects to the addresses found before, so that a name cannot lead elsewhere the second time. */
export function known(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };
}
