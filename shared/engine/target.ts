import type { CallbackKind, Channel } from '../block.ts';

/** What a webhook's URL asks for; the counterpart of `linksFor`. */
export interface Target {
  readonly channel: Channel;
  readonly flow: string;
  readonly kind: 'entry' | 'action' | 'fallback' | CallbackKind;
  /** Block that waits or asked for the callback; null for the flow's own URLs. */
  readonly block: string | null;
  /** One-time token of an action; otherwise empty. */
  readonly token: string;
}

/** @param path path of the URL below the public base, with its query */
export function targetOf(path: string): Target | undefined {
  const mark = path.indexOf('?');
  const found = ROUTE.exec(mark === -1 ? path : path.slice(0, mark));
  if (!found) return undefined;
  const [, root, flow = '', name, callback] = found;
  const channel: Channel = root === 'voice' ? 'voice' : 'messaging';
  if (name === undefined) return { channel, flow, kind: 'entry', block: null, token: '' };
  if (callback !== undefined) return { channel, flow, kind: callback as CallbackKind, block: name, token: '' };
  const token = mark === -1 ? '' : tokenOf(path.slice(mark + 1));
  // A block may be called `status`, too: only actions carry a token.
  if (token === '' && (name === 'status' || name === 'fallback'))
    return { channel, flow, kind: name, block: null, token };
  return { channel, flow, kind: 'action', block: name, token };
}

/** Whether the path lies below one of the webhooks' roots. */
export function isWebhookPath(path: string): boolean {
  return path.startsWith('/voice/') || path.startsWith('/messaging/');
}

const ROUTE =
  /^\/(voice|messaging)\/([a-z0-9][a-z0-9-]{0,127})(?:\/([A-Za-z][A-Za-z0-9_]{0,63})(?:\/(status|recording|transcription))?)?$/;

function tokenOf(query: string): string {
  if (query.startsWith('t=') && query.indexOf('&') === -1) return query.slice(2);
  return new URLSearchParams(query).get('t') ?? '';
}
