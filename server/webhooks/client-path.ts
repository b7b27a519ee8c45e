import type { Target } from '../../shared/engine/target.ts';

/** Path below the public address at which our TwiML app asks; no id of a flow begins with an underscore. */
export const CLIENT_PATH = '/voice/_client';

/** What a URL of our TwiML app asks for: a target whose flow is still empty, because the call itself names it. */
export function clientTargetOf(path: string): Target | undefined {
  const mark = path.indexOf('?');
  return TARGETS.get(mark === -1 ? path : path.slice(0, mark));
}

const ENTRY: Target = { channel: 'voice', flow: '', kind: 'entry', block: null, token: '', exit: '', call: '' };

const TARGETS: ReadonlyMap<string, Target> = new Map([
  [CLIENT_PATH, ENTRY],
  [`${CLIENT_PATH}/status`, { ...ENTRY, kind: 'status' }],
  [`${CLIENT_PATH}/fallback`, { ...ENTRY, kind: 'fallback' }],
]);
