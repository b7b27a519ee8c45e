import type { Response as Answer } from 'express';
import type { MediaQuery } from '../../../shared/api/recordings.ts';
import { ApiFailure } from '../../routes/failure.ts';
import { accountLogin, askTwilio, elsewhere, TIMEOUT_MS } from '../client.ts';
import type { Credentials } from '../settings.ts';
import { pump } from './pump.ts';
import { type ByteRange, cut, noSuchPart, readRange } from './range.ts';

/** The sound of a recording, on its way from Twilio. */
export interface Media {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
  /** Sends the bytes and ends the answer; breaks it off where Twilio does, and stops asking when the listener is gone. */
  send(res: Answer): Promise<void>;
}

export interface MediaRequest extends Pick<MediaQuery, 'format' | 'channels'> {
  readonly sid: string;
  /** The Range header as it came. */
  readonly range: string | undefined;
}

/**
 * Asks Twilio for a recording's file. The official client reads answers as text, so this request is made without it, with the
 * same credentials, and to Twilio's own host only: a redirect is not followed.
 * https://www.twilio.com/docs/voice/api/recording#fetch-a-recording-media-file
 *
 * @param patience how long Twilio may be silent
 * @returns undefined when Twilio has none; the recording itself may say why
 * @throws ApiFailure 409, 416 or 502
 */
export async function openMedia(
  credentials: Credentials,
  apiUrl: string | null,
  asked: MediaRequest,
  patience: Patience = PATIENCE,
): Promise<Media | undefined> {
  const { accountSid, user, password } = accountLogin(credentials);
  const range = readRange(asked.range);
  const stop = new AbortController();
  const headers: Record<string, string> = {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    accept: TYPES[asked.format],
    // Compressed, the length that is told would not be the length that comes.
    'accept-encoding': 'identity',
    ...(range ? { range: range.text } : {}),
  };
  const url = elsewhere(`${HOST}/2010-04-01/Accounts/${accountSid}/Recordings/${pathOf(asked)}`, apiUrl);
  try {
    const response = await askTwilio('Fetching the recording', async () =>
      requireMedia(await fetchMedia(url, headers, stop, patience.answerMs), asked),
    );
    if (response) return mediaOf(response, range, asked, stop, patience.stallMs);
    stop.abort();
    return undefined;
  } catch (error) {
    stop.abort();
    throw error;
  }
}

/** In milliseconds. */
interface Patience {
  /** Until its answer begins. */
  readonly answerMs: number;
  /** In the middle of a file. */
  readonly stallMs: number;
}

const PATIENCE: Patience = { answerMs: TIMEOUT_MS, stallMs: 30_000 };
const HOST = 'https://api.twilio.com';
const TYPES = { mp3: 'audio/mpeg', wav: 'audio/wav' } as const;

function pathOf({ sid, format, channels }: MediaRequest): string {
  return `${sid}.${format}${channels === undefined ? '' : `?RequestedChannels=${channels}`}`;
}

async function fetchMedia(
  url: string,
  headers: Record<string, string>,
  stop: AbortController,
  answerMs: number,
): Promise<Response> {
  const late = setTimeout(() => stop.abort(), answerMs);
  try {
    return await fetch(url, { headers, redirect: 'manual', signal: stop.signal });
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
    throw new Error(stop.signal.aborted ? 'it took too long' : String(cause?.code ?? 'the connection broke'));
  } finally {
    clearTimeout(late);
  }
}

function mediaOf(
  response: Response,
  range: ByteRange | undefined,
  asked: MediaRequest,
  stop: AbortController,
  stallMs: number,
): Media {
  const length = lengthOf(response);
  const headers: Record<string, string> = { 'content-type': TYPES[asked.format], 'accept-ranges': 'bytes' };
  const part = response.status === 206 ? response.headers.get('content-range') : null;
  const send = (skip: number, take: number) => (res: Answer) => pump(response, res, stop, { skip, take, stallMs });
  if (length !== undefined) headers['content-length'] = String(length);
  if (part !== null) return { status: 206, headers: { ...headers, 'content-range': part }, send: send(0, Infinity) };
  if (length === undefined || !range) return { status: 200, headers, send: send(0, Infinity) };
  // Twilio sent all of it all the same, so the part is cut out of it here.
  const { start, end } = cut(range, length);
  const sized = { 'content-length': String(end - start), 'content-range': `bytes ${start}-${end - 1}/${length}` };
  return { status: 206, headers: { ...headers, ...sized }, send: send(start, end - start) };
}

/** @returns the answer if it is a file, undefined if there is none */
function requireMedia(response: Response, { channels }: MediaRequest): Response | undefined {
  const { status } = response;
  if (status === 404) return undefined;
  if (status === 416) {
    const total = response.headers.get('content-range');
    throw noSuchPart(total === null ? {} : { 'content-range': total });
  }
  if (status >= 300 && status < 400) {
    const message =
      'This recording is not kept at Twilio but in a store of the account’s own. Patchcord shows its credentials to Twilio only; open the file there.';
    throw new ApiFailure(409, 'kept-elsewhere', message);
  }
  if (status === 400 && channels === 2) {
    const message = 'This recording has one channel only. Ask for it without channels=2.';
    throw new ApiFailure(409, 'one-channel', message);
  }
  if (status !== 200 && status !== 206) throw Object.assign(new Error('The file was refused.'), { status });
  const type = response.headers.get('content-type') ?? '';
  if (/^(?:audio\/|application\/octet-stream|binary\/)/i.test(type)) return response;
  const message = `Fetching the recording failed: Twilio answered with ${type || 'something that has no type'} instead of sound.`;
  throw new ApiFailure(502, 'twilio-failed', message);
}

function lengthOf({ headers }: Response): number | undefined {
  const text = headers.get('content-length');
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
