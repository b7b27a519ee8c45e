import type { CallbackKind, Channel } from '../block.ts';
import { LIVE } from '../flow/environments.ts';
import type { Links } from './types.ts';

/**
 * URLs of a flow's webhooks, in an environment other than `live` with `<flow>~<environment>` for the flow. With a public base URL all are absolute; without one, actions are relative to the server's root,
 * which Twilio resolves against the document it fetched.
 *
 * - entry: `<base>/voice/<flow>`
 * - action: `<base>/voice/<flow>/<block>?t=<token>`
 * - callbacks: `<base>/voice/<flow>/<block>/recording` (or `status`, `transcription`), and `…/message?t=<id>` for a message that was sent
 * - outgoing calls: `<base>/voice/<flow>/outgoing/<id>`, see `outgoingUrl`
 * - asides: `<base>/voice/<flow>/<block>/aside/<exit>?t=<token>&call=<CallSid>`, and `&call=…` in actions within them
 *
 * @param base public base URL without a trailing slash (it may have a path), or an empty string
 * @param flow id of the flow: lower-case letters, digits and dashes
 * @param environment where it runs; `live` if absent
 */
export function linksFor(base: string, flow: string, channel: Channel = 'voice', environment?: string): Links {
  return new FlowLinks(entryUrl(base, flow, channel, environment));
}

class FlowLinks implements Links {
  constructor(private readonly root: string) {}

  action(block: string, token: string, sid?: string): string {
    const url = `${this.root}/${block}?t=${token}`;
    return sid === undefined ? url : `${url}&call=${sid}`;
  }

  callback(block: string, kind: CallbackKind): string {
    return `${this.root}/${block}/${kind}`;
  }

  aside(block: string, exit: string, token: string, sid: string): string {
    return `${this.root}/${block}/aside/${exit}?t=${token}&call=${sid}`;
  }
}

/** URL that Twilio asks when an outgoing call is answered; below it `/status`, `/fallback`, `/recording` and `/amd`. */
export function outgoingUrl(base: string, flow: string, id: string, environment?: string): string {
  return `${entryUrl(base, flow, 'voice', environment)}/outgoing/${id}`;
}

/** URL a Twilio number points at to run this flow. */
export function entryUrl(base: string, flow: string, channel: Channel = 'voice', environment?: string): string {
  return `${base}/${channel === 'voice' ? 'voice' : 'messaging'}/${addressOf({ flow, environment })}`;
}

/** A flow where it runs: `menu` in the environment `live`, `menu~staging` in another. */
export function addressOf({
  flow,
  environment,
}: {
  readonly flow: string;
  readonly environment?: string | undefined;
}): string {
  return environment === undefined || environment === LIVE ? flow : `${flow}~${environment}`;
}
