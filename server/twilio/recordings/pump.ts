import { once } from 'node:events';
import type { Response as Answer } from 'express';
import { ApiFailure } from '../../routes/failure.ts';

/**
 * Passes a file on as it comes, to its end or until the listener is gone; then nothing more is fetched.
 *
 * @param stop ends the request for the file
 * @throws ApiFailure where the file broke off; the answer is then broken off as well
 */
export async function pump({ body }: Response, res: Answer, stop: AbortController, part: Part): Promise<void> {
  let left = res.closed;
  const leave = () => {
    left = true;
    stop.abort();
  };
  res.once('close', leave);
  try {
    if (left || !body || res.req.method === 'HEAD') stop.abort();
    else await copy(body.getReader(), res, stop, part);
    res.end();
  } catch {
    // Half a file must not look like a whole one.
    res.destroy();
    if (!left) throw new ApiFailure(502, 'twilio-unreachable', 'Twilio broke a recording off.');
  } finally {
    res.off('close', leave);
    stop.abort();
  }
}

interface Part {
  /** Bytes left out at the beginning. */
  readonly skip: number;
  /** Bytes passed on after those. */
  readonly take: number;
  /** How long Twilio may be silent in the middle; milliseconds. */
  readonly stallMs: number;
}

async function copy(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  res: Answer,
  stop: AbortController,
  { skip, take, stallMs }: Part,
): Promise<void> {
  let at = 0;
  while (at < skip + take) {
    const { done, value } = await inTime(reader.read(), stop, stallMs);
    if (done) return;
    const chunk = value.subarray(
      Math.min(value.length, Math.max(0, skip - at)),
      Math.min(value.length, skip + take - at),
    );
    at += value.length;
    if (chunk.length > 0 && !res.write(chunk)) await once(res, 'drain', { signal: stop.signal });
  }
}

/** Only Twilio is hurried: a listener may pause as long as it likes. */
async function inTime<T>(read: Promise<T>, stop: AbortController, stallMs: number): Promise<T> {
  const late = setTimeout(() => stop.abort(), stallMs);
  try {
    return await read;
  } finally {
    clearTimeout(late);
  }
}
