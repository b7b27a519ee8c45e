import type { Channel } from '../block.ts';
import type { Links } from './types.ts';

/**
 * URLs of a flow's webhooks. With a public base URL all are absolute; without one, actions are relative to the server's root,
 * which Twilio resolves against the document it fetched.
 *
 * - entry: `<base>/voice/<flow>`
 * - action: `<base>/voice/<flow>/<block>?t=<token>`
 * - callbacks: `<base>/voice/<flow>/<block>/recording` (or `status`, `transcription`)
 *
 * @param base public base URL without a trailing slash (it may have a path), or an empty string
 * @param flow id of the flow: lower-case letters, digits and dashes
 */
export function linksFor(base: string, flow: string, channel: Channel = 'voice'): Links {
  const root = entryUrl(base, flow, channel);
  return {
    action: (block, token) => `${root}/${block}?t=${token}`,
    callback: (block, kind) => `${root}/${block}/${kind}`,
  };
}

/** URL a Twilio number points at to run this flow. */
export function entryUrl(base: string, flow: string, channel: Channel = 'voice'): string {
  return `${base}/${channel === 'voice' ? 'voice' : 'messaging'}/${flow}`;
}
