import { resolveUrl } from '../http/url.ts';
import type { VerbRun } from '../types.ts';
import type { World } from '../world/world.ts';

/** A file that can be played. */
export interface Media {
  readonly url: string;
  readonly seconds: number;
}

/**
 * Fetches the file a Play names: with GET, and without any parameters of Twilio's. What cannot be played is warned of.
 * https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types
 *
 * @param noAudio Twilio's code where there is something else than audio; it differs by place
 */
export function fetchMedia(run: VerbRun, noAudio: number): Media | undefined {
  const { leg, exchange } = run;
  const address = addressOf(run);
  const url = address === '' ? undefined : resolveUrl(address, run.document.url);
  const fault = url === undefined ? addressFault(address, noAudio) : replyFault(exchange.world, url, noAudio);
  const seconds = url === undefined || fault ? undefined : exchange.world.media(url);
  if (url !== undefined && seconds !== undefined) return { url, seconds };
  const { code, message } = fault ?? { code: 11200, message: 'there is no audio' };
  leg.emit({ kind: 'warning', code, message: `Play: ${message} at ${address.slice(0, 200) || 'an empty address'}.` });
  return undefined;
}

interface Fault {
  readonly code: number;
  readonly message: string;
}

function addressOf({ element }: VerbRun): string {
  const texts = element.children.filter((child) => typeof child === 'string');
  return texts.join('').trim();
}

function addressFault(address: string, noAudio: number): Fault {
  if (address === '') return { code: noAudio, message: 'there is no audio' };
  return { code: 11100, message: 'nothing can be fetched with HTTP' };
}

/** What is wrong with another server's answer, where the world has one. */
function replyFault(world: World, url: string, noAudio: number): Fault | undefined {
  const reply = world.http?.({ url });
  if (!reply) return undefined;
  if (!reply.ok) return { code: 11200, message: `nothing answers (${reply.message})` };
  if (reply.status < 200 || reply.status > 299) return { code: 11200, message: `there is HTTP status ${reply.status}` };
  const type = (reply.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return type.startsWith('audio/') ? undefined : { code: noAudio, message: `there is no audio but "${type}"` };
}
