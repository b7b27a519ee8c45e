import { type IncomingMessage, type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Destinations } from './destinations.ts';
import { readBody } from './read-body.ts';

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

export interface WireAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: IncomingMessage['headers'];
  /** Decoded. */
  readonly body: Buffer;
}

/** There is no answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** Whether the other server may have got the request. */
  readonly sent: boolean;

  constructor(message: string, sent: boolean, cause?: unknown) {
    super(message, { cause });
    this.sent = sent;
  }
}

/**
 * Makes one request and reads its answer; follows nothing, repeats nothing.
 *
 * Node's own client instead of a library: what decides is which address is connected to, and its `lookup` is the whole of that.
 *
 * @param signal ends it, connection and all
 * @throws Refusal, NoAnswer, or TooLarge
 */
export async function attempt(
  asked: WireRequest,
  destinations: Destinations,
  signal: AbortSignal,
): Promise<WireAnswer> {
  const { url } = asked;
  destinations.judge(url);
  const addresses = await found(url, destinations, signal);
  const lookup: LookupFunction = (_host, { all }, done) => {
    const [first] = addresses;
    if (!first) done(Object.assign(new Error('The name has no address.'), { code: 'ENOTFOUND' }), '', 0);
    else if (all) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
  const { response, sent } = await send(asked, lookup, signal);
  const headers = response.headers;
  try {
    return { status: response.statusCode ?? 0, headers, body: await readBody(response, asked.method, signal) };
  } catch (error) {
    if (error instanceof TypeError || isCoded(error))
      throw new NoAnswer(`Its answer broke off: ${words(error)}.`, sent(), error);
    throw error;
  }
}

async function found(url: URL, destinations: Destinations, signal: AbortSignal) {
  signal.throwIfAborted();
  const late = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  try {
    return await Promise.race([destinations.resolve(url), late]);
  } catch (error) {
    if (!isCoded(error)) throw error;
    throw new NoAnswer(`The name ${url.hostname} is not found (${words(error)}).`, false, error);
  }
}

function send({ method, url, headers, body }: WireRequest, lookup: LookupFunction, signal: AbortSignal) {
  const options: RequestOptions = { method, headers, lookup, signal, agent: false, maxHeaderSize: MAX_HEADER };
  let ready = false;
  return new Promise<{ response: IncomingMessage; sent: () => boolean }>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, options);
    const event = url.protocol === 'https:' ? 'secureConnect' : 'connect';
    request.on('socket', (socket) => socket.once(event, () => (ready = true)));
    request.on('response', (response) => resolve({ response, sent: () => ready }));
    request.on('error', (error) => {
      if (signal.aborted) reject(signal.reason);
      else if (ready) reject(new NoAnswer(`${url.host} broke off (${words(error)}).`, true, error));
      else reject(new NoAnswer(`There is no connection to ${url.host} (${words(error)}).`, false, error));
    });
    // An answer that is none, such as a change of protocol, ends the connection without an error.
    request.on('close', () => reject(new NoAnswer(`${url.host} hung up without an answer.`, ready)));
    request.end(body);
  });
}

/** Bytes of an answer's headers. */
const MAX_HEADER = 32_768;

function isCoded(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && typeof (error as { code?: unknown }).code === 'string';
}

/** The system's name for a failure, such as `ECONNREFUSED`. */
function words(error: unknown): string {
  return isCoded(error) ? error.code : error instanceof Error ? error.message : String(error);
}
