import { attempt, NoAnswer, type WireAnswer, type WireRequest } from './attempt.ts';
import { type Destinations, Refusal } from './destinations.ts';
import { Unusable } from './read-body.ts';

/** Redirects followed, each judged anew. */
const MAX_REDIRECTS = 5;

export interface Followed {
  readonly destinations: Destinations;
  readonly signal: AbortSignal;
  /** The body holds what no other server may get. */
  readonly guarded: boolean;
}

/**
 * Makes a request and follows its redirects as the fetch standard has it. https://fetch.spec.whatwg.org/#http-redirect-fetch
 *
 * @throws what `attempt` throws, and Unusable
 */
export async function follow(asked: WireRequest, { destinations, signal, guarded }: Followed): Promise<WireAnswer> {
  let at = asked;
  for (let redirects = 0; ; redirects++) {
    const sent = at.method !== asked.method;
    const answer = await attempt(at, destinations, signal).catch((error) =>
      Promise.reject(sent ? taken(error) : error),
    );
    const next = nextUrl(answer, at.url);
    if (!next) return answer;
    if (redirects >= MAX_REDIRECTS) throw new Unusable(`It redirects more than ${MAX_REDIRECTS} times.`);
    at = redirected(at, next, answer.status);
    if (guarded && at.body && at.url.origin !== asked.url.origin) {
      throw new Refusal(`${asked.url.host} redirects to ${at.url.host}, which must not get the secret in the request.`);
    }
  }
}

/** Who answers a POST by a page to look at has taken it, even where there is no connection to that page. */
function taken(error: unknown): unknown {
  return error instanceof NoAnswer ? new NoAnswer(error.message, true, error) : error;
}

function nextUrl({ status, headers }: WireAnswer, base: URL): URL | undefined {
  if (!REDIRECTS.has(status) || headers.location === undefined) return undefined;
  const location = Buffer.from(headers.location, 'latin1').toString();
  if (!URL.canParse(location, base.href)) throw new Unusable('It redirects to something that is no web address.');
  return new URL(location, base.href);
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function redirected({ method, url, headers, body }: WireRequest, next: URL, status: number): WireRequest {
  const toGet =
    ((status === 301 || status === 302) && method === 'POST') ||
    (status === 303 && method !== 'GET' && method !== 'HEAD');
  const kept = Object.entries(headers).filter(([name]) => {
    if (toGet && name.startsWith('content-')) return false;
    // Whatever an author added may be a key: another server gets only what says nothing.
    return next.origin === url.origin || HARMLESS.has(name);
  });
  const to = { url: next, headers: Object.fromEntries(kept) };
  return toGet ? { ...to, method: 'GET', body: undefined } : { ...to, method, body };
}

const HARMLESS: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-type',
  'content-length',
  'user-agent',
]);
