import type { Parameters } from './judge.ts';
import type { State } from './state.ts';

/** Acts on the state as Twilio does and says what it answers. One per operationId of Twilio's description. */
export type Handler = (request: ApiRequest, state: State) => ApiAnswer;

export interface ApiRequest {
  /** The account in the path, or the one whose credentials were sent. */
  readonly account: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
  /** Parameters of the form that are lists (`StatusCallbackEvent`, `MediaUrl`). */
  readonly lists: Parameters['lists'];
  readonly host: string;
  /** The Range header. */
  readonly range: string | undefined;
  /** Path without query, from the version on. */
  readonly uri: string;
}

export type ApiAnswer =
  | { readonly status: number; readonly body?: unknown }
  | { readonly status: number; readonly bytes: Uint8Array; readonly type: string; readonly part?: string };

/** What a handler throws to refuse: Twilio's error body with this status. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    /** https://www.twilio.com/docs/api/errors */
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** @throws Refusal 404 / 20404, as Twilio answers for what is not there */
export function found<T>(row: T | undefined, request: ApiRequest): T {
  if (row === undefined)
    throw new Refusal(404, 20404, `The requested resource ${request.uri.replace(/\.json$/, '')} was not found`);
  return row;
}

/**
 * One page of a list, with the addresses of its neighbours.
 * https://www.twilio.com/docs/usage/twilios-response#pagination
 *
 * @param key name of the list in the answer: `calls`
 */
export function page(request: ApiRequest, key: string, rows: readonly unknown[]): ApiAnswer {
  const { Page, PageSize, PageToken, ...filters } = request.query;
  const size = Number(PageSize ?? 50);
  const at = Number(Page ?? 0);
  // The token says where the page begins; it means something to Twilio only.
  if (at > 0 && PageToken === undefined)
    throw new Refusal(400, 20001, 'A page other than the first needs the PageToken of the page before.');
  const start = PageToken === undefined ? 0 : Number(PageToken.replace(/^P[AB]/, ''));
  const shown = rows.slice(start, start + size);
  const address = (page: number, from?: number) => {
    const query = new URLSearchParams({ ...filters, PageSize: String(size), Page: String(page) });
    if (from !== undefined) query.set('PageToken', `PA${from}`);
    return `${request.uri}?${query}`;
  };
  const links = {
    first: address(0),
    next: start + size < rows.length ? address(at + 1, start + size) : null,
    previous: start > 0 ? address(at - 1, Math.max(0, start - size)) : null,
    self: address(at, start === 0 ? undefined : start),
  };
  return {
    status: 200,
    body: { [key]: shown, ...pageFields(request, key, { at, size, start, shown: shown.length }, links) },
  };
}

interface Links {
  readonly first: string;
  readonly next: string | null;
  readonly previous: string | null;
  readonly self: string;
}

/** The oldest API names pages beside the rows, all later ones in `meta`. */
function pageFields(
  { host }: ApiRequest,
  key: string,
  { at, size, start, shown }: { at: number; size: number; start: number; shown: number },
  { first, next, previous, self }: Links,
): object {
  if (host !== 'api.twilio.com') {
    const full = (path: string | null) => path && `https://${host}${path}`;
    return {
      meta: {
        key,
        page: at,
        page_size: size,
        first_page_url: full(first),
        previous_page_url: full(previous),
        next_page_url: full(next),
        url: full(self),
      },
    };
  }
  return {
    page: at,
    page_size: size,
    start,
    end: Math.max(start, start + shown - 1),
    uri: self,
    first_page_uri: first,
    next_page_uri: next,
    previous_page_uri: previous,
  };
}
