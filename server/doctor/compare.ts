import { decode } from '../webhooks/form.ts';
import { comparePath, type PathChange } from './compare-path.ts';
import type { Arrived } from './probe.ts';

/** A request as it was sent. */
export interface Sent {
  readonly method: 'GET' | 'POST';
  /** Path of the public base URL; empty where it has none. */
  readonly prefix: string;
  /** Path below the public base. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly body: string;
  readonly signature: string;
}

/** How a request arrived other than it was sent. */
export type Change =
  | PathChange
  | { readonly kind: 'method'; readonly to: string }
  | { readonly kind: 'query' | 'body'; readonly how: PairsChange }
  | { readonly kind: 'body-compressed'; readonly encoding: string }
  | { readonly kind: 'body-type'; readonly type: string }
  | { readonly kind: 'signature'; readonly lost: boolean };

/** How a list of `name=value` changed; the worst that is true. */
export type PairsChange =
  | { readonly kind: 'lost' }
  | { readonly kind: 'missing'; readonly names: readonly string[] }
  | { readonly kind: 'added'; readonly names: readonly string[] }
  | { readonly kind: 'values'; readonly first: { readonly name: string; readonly sent: string; readonly came: string } }
  | { readonly kind: 'order' }
  | { readonly kind: 'spelling'; readonly sent: string; readonly came: string };

/** Everything that happened to a request on its way. */
export function compare(sent: Sent, arrived: Arrived): readonly Change[] {
  const changes: Change[] = [];
  const [path = '', ...rest] = arrived.url.split('?');
  const { headers } = arrived;
  if (arrived.method !== sent.method) changes.push({ kind: 'method', to: arrived.method });
  const pathChange = comparePath(sent.prefix, sent.path, path);
  if (pathChange) changes.push(pathChange);
  const query = comparePairs(sent.query, rest.join('?'));
  if (query) changes.push({ kind: 'query', how: query });
  const encoding = headers['content-encoding'];
  const type = headers['content-type'] ?? '';
  if (encoding !== undefined) changes.push({ kind: 'body-compressed', encoding });
  else if (sent.body !== '' && arrived.body.length > 0 && !/^application\/x-www-form-urlencoded\b/i.test(type)) {
    changes.push({ kind: 'body-type', type });
  } else {
    const body = comparePairs(sent.body, arrived.body.toString());
    if (body) changes.push({ kind: 'body', how: body });
  }
  const signature = headers['x-twilio-signature'];
  if (signature !== sent.signature) changes.push({ kind: 'signature', lost: signature === undefined });
  return changes;
}

/** How `name=value&…` differs from what was sent; undefined where it is the same to the last byte. */
export function comparePairs(sent: string, came: string): PairsChange | undefined {
  if (sent === came) return undefined;
  if (came === '') return { kind: 'lost' };
  const [before, after] = [pairsOf(sent), pairsOf(came)];
  const missing = namesWithout(before, after);
  if (missing.length > 0) return { kind: 'missing', names: missing };
  const added = namesWithout(after, before);
  if (added.length > 0) return { kind: 'added', names: added };
  for (const { name, value } of before) {
    const other = after.find((pair) => pair.name === name);
    if (other && other.value !== value)
      return { kind: 'values', first: { name, sent: shorten(value), came: shorten(other.value) } };
  }
  if (before.some(({ name }, at) => after[at]?.name !== name)) return { kind: 'order' };
  const at = before.findIndex(({ raw }, index) => raw !== after[index]?.raw);
  return { kind: 'spelling', sent: shorten(before[at]?.raw ?? sent), came: shorten(after[at]?.raw ?? came) };
}

interface Pair {
  readonly raw: string;
  readonly name: string;
  readonly value: string;
}

function pairsOf(text: string): readonly Pair[] {
  return text.split('&').map((raw) => {
    const equals = raw.indexOf('=');
    const [name, value] = equals === -1 ? [raw, ''] : [raw.slice(0, equals), raw.slice(equals + 1)];
    return { raw, name: decode(name), value: decode(value) };
  });
}

function namesWithout(some: readonly Pair[], others: readonly Pair[]): readonly string[] {
  const known = new Set(others.map(({ name }) => name));
  return some.filter(({ name }) => !known.has(name)).map(({ name }) => shorten(name));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
