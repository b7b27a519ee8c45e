import type { CallbackKind, Channel } from '../block.ts';
import { LIVE } from '../flow/environments.ts';

/** What a webhook's URL asks for; the counterpart of `linksFor`. */
export interface Target {
  readonly channel: Channel;
  readonly flow: string;
  /** Where the flow runs; absent for `live`. */
  readonly environment?: string | undefined;
  readonly kind: 'entry' | 'outgoing' | 'action' | 'aside' | 'fallback' | 'amd' | CallbackKind;
  /** Block that waits or asked for the callback, in a called flow behind the calling block and a dot; null for the flow's own URLs. */
  readonly block: string | null;
  /**
   * One-time token of an action or aside; id of the outgoing call that an `outgoing` or its callbacks are for, or of the message
   * whose status is told; otherwise empty.
   */
  readonly token: string;
  /** Exit of the block that the aside lies behind; otherwise empty. */
  readonly exit: string;
  /** CallSid of the call that an aside, or an action within one, belongs to; otherwise empty. */
  readonly call: string;
}

/** @param path path of the URL below the public base, with its query */
export function targetOf(path: string): Target | undefined {
  const mark = path.indexOf('?');
  const found = ROUTE.exec(mark === -1 ? path : path.slice(0, mark));
  if (!found) return outgoingTarget(path);
  const [, root, flow = '', environment, name, callback, exit] = found;
  if (environment === LIVE) return undefined;
  const channel: Channel = root === 'voice' ? 'voice' : 'messaging';
  const place = { channel, flow, environment };
  if (name === undefined) return { ...place, kind: 'entry', block: null, ...NO_QUERY };
  const { token, call } = mark === -1 ? NO_QUERY : queryOf(path.slice(mark + 1));
  if (callback !== undefined) {
    const of = callback === 'message' ? token : '';
    return { ...place, kind: callback as CallbackKind, block: name, ...NO_QUERY, token: of };
  }
  if (exit !== undefined && call === '') return undefined;
  if (exit !== undefined) return { ...place, kind: 'aside', block: name, token, exit, call };
  // A block may be called `status`, too: only actions carry a token.
  if (token === '' && (name === 'status' || name === 'fallback'))
    return { ...place, kind: name, block: null, ...NO_QUERY };
  return { ...place, kind: 'action', block: name, token, exit: '', call };
}

/** Whether the path lies below one of the webhooks' roots. */
export function isWebhookPath(path: string): boolean {
  return path.startsWith('/voice/') || path.startsWith('/messaging/');
}

const ROUTE =
  /^\/(voice|messaging)\/([a-z0-9][a-z0-9-]{0,127})(?:~([a-z0-9][a-z0-9-]{0,31}))?(?:\/([A-Za-z][A-Za-z0-9_]{0,63}(?:\.[A-Za-z][A-Za-z0-9_]{0,63}){0,5})(?:\/(?:(status|recording|transcription|message)|aside\/([A-Za-z0-9_]{1,64})))?)?$/;

/** The webhooks of a call that goes out: `/voice/<flow>/outgoing/<id>` and what is told of it. */
function outgoingTarget(path: string): Target | undefined {
  const [, flow, environment, token, kind = 'outgoing'] = OUTGOING.exec(path) ?? [];
  if (flow === undefined || token === undefined || environment === LIVE) return undefined;
  return { channel: 'voice', flow, environment, kind: kind as Target['kind'], block: null, token, exit: '', call: '' };
}

/** Ids have 22 characters, so that no block's callback looks like one. */
const OUTGOING =
  /^\/voice\/([a-z0-9][a-z0-9-]{0,127})(?:~([a-z0-9][a-z0-9-]{0,31}))?\/outgoing\/([A-Za-z0-9_-]{22})(?:\/(status|fallback|recording|amd))?$/;

const NO_QUERY = { token: '', exit: '', call: '' };

function queryOf(query: string): { readonly token: string; readonly call: string } {
  if (query.startsWith('t=') && query.indexOf('&') === -1) return { token: query.slice(2), call: '' };
  const parameters = new URLSearchParams(query);
  return { token: parameters.get('t') ?? '', call: parameters.get('call') ?? '' };
}
