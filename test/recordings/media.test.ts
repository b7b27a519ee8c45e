import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Media, openMedia } from '../../server/twilio/recordings/media.ts';
import { type ApiServer, startApi, TOKEN } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restRecording, sidAt } from '../twilio-api/makers.ts';
import { bySid } from '../twilio-api/state.ts';
import { type Desk, startDesk } from './support/desk.ts';

const SID = sidAt('RE', 1);
const PATH = `/recordings/${SID}/media`;
const SOUND = Uint8Array.from({ length: 5_000_000 }, (_value, at) => (at * 7) % 251);
const machine = { authorization: `Bearer ${TOKEN}` };

describe('the sound of a recording', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await startDesk({
      state: { recordings: bySid(restRecording(1)), recording_media: new Map([[SID, SOUND]]) },
    });
  });
  afterEach(() => desk.close());
  const get = (query = '', headers: Record<string, string> = {}) =>
    desk.api.plain(`/api/v1${PATH}${query}`, { headers: { ...machine, ...headers } });

  it('comes whole, byte by byte, and no cache keeps it', async () => {
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': String(SOUND.length),
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
    });
    expect(answer.headers.get('content-disposition')).toBeNull();
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(SOUND))).toBe(true);
    const [asked] = desk.twilio.requests;
    expect([asked?.host, asked?.path]).toEqual([
      'api.twilio.com',
      `/2010-04-01/Accounts/${ACCOUNT}/Recordings/${SID}.mp3`,
    ]);
  });

  it('is saved as WAV under a name of its own', async () => {
    const answer = await get('?format=wav&download=true');
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${SID}.wav"`);
    await answer.body?.cancel();
  });

  it.each([
    ['bytes=0-99', 0, 100],
    ['bytes=4999990-', 4_999_990, 5_000_000],
    ['bytes=-5', 4_999_995, 5_000_000],
    ['bytes=100-99999999', 100, 5_000_000],
  ])('comes in parts: %s', async (range, start, end) => {
    const answer = await get('', { range });
    expect([answer.status, answer.headers.get('content-range'), answer.headers.get('content-length')]).toEqual([
      206,
      `bytes ${start}-${end - 1}/5000000`,
      String(end - start),
    ]);
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(SOUND.subarray(start, end)))).toBe(true);
  });

  it('beyond its end is 416 with its length; a range that is none is left out of account', async () => {
    const beyond = await get('', { range: 'bytes=5000000-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */5000000']);
    for (const range of ['bytes=9-1', 'bytes=-', 'pages=1-2', 'bytes=0-1,4-5']) {
      const answer = await get('', { range });
      expect([range, answer.status]).toEqual([range, 200]);
      await answer.body?.cancel();
    }
  });

  it('has two channels where there are two', async () => {
    expect((await get('?channels=2')).status).toBe(409);
    Object.assign(desk.twilio.state.recordings.get(SID)!, { channels: 2 });
    const answer = await get('?channels=2');
    expect([answer.status, desk.twilio.requests.at(-1)?.query]).toEqual([200, { RequestedChannels: '2' }]);
    await answer.body?.cancel();
  });

  it.each([
    ['processing', 409, 'not-ready'],
    ['in-progress', 409, 'not-ready'],
    ['absent', 404, 'no-sound'],
    ['deleted', 404, 'no-such-recording'],
  ])('that is %s is refused with %d', async (status, expected, code) => {
    Object.assign(desk.twilio.state.recordings.get(SID)!, { status });
    const answer = await desk.api.ask('GET', PATH);
    expect([answer.status, answer.body.error.code]).toEqual([expected, code]);
  });

  it('is not for strangers: they get 401, not a byte, and Twilio is not asked', async () => {
    const strangers: Record<string, string>[] = [
      {},
      { authorization: 'Bearer wrong-token-0000000' },
      { cookie: 'patchcord=nobody' },
    ];
    for (const headers of strangers) {
      const answer = await desk.api.plain(`/api/v1${PATH}`, { headers });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/json; charset=utf-8']);
    }
    expect(desk.twilio.requests).toEqual([]);
  });

  it('to HEAD is only its headers', async () => {
    const answer = await desk.api.plain(`/api/v1${PATH}`, { method: 'HEAD', headers: machine });
    expect([answer.status, answer.headers.get('content-length'), (await answer.arrayBuffer()).byteLength]).toEqual([
      200,
      '5000000',
      0,
    ]);
  });

  it.each(['?format=exe', '?channels=3', '?download=yes', '?url=https://evil.example'])('refuses %s', async (query) => {
    expect((await get(query)).status).toBe(400);
    expect(desk.twilio.requests).toEqual([]);
  });
});

describe('a Twilio that behaves otherwise', () => {
  let server: Server;
  let api: ApiServer;
  let serve: Parameters<typeof createServer>[1];
  const seen: { host: string | undefined; authorization: string | undefined }[] = [];
  beforeEach(async () => {
    seen.length = 0;
    server = createServer((req, res) => {
      seen.push({ host: req.url, authorization: req.headers.authorization });
      serve?.(req, res as never);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const env = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN };
    api = await startApi({ ...env, TWILIO_API_URL: `http://127.0.0.1:${port}` });
  });
  afterEach(async () => {
    await api.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const get = (headers: Record<string, string> = {}, init: RequestInit = {}) =>
    api.plain(`/api/v1${PATH}`, { headers: { ...machine, ...headers }, ...init });

  it.each([
    ['bytes=-5', 4_999_995, 5_000_000],
    ['bytes=4999990-', 4_999_990, 5_000_000],
    ['bytes=4999990-99999999', 4_999_990, 5_000_000],
    ['bytes=-99999999', 0, 5_000_000],
  ])('and knows no ranges: %s is cut out here', async (range, start, end) => {
    serve = (_req, res) => res.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': 5_000_000 }).end(SOUND);
    const answer = await get({ range });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([206, `bytes ${start}-${end - 1}/5000000`]);
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(SOUND.subarray(start, end)))).toBe(true);
  });

  it('and knows no ranges: parts are cut out here', async () => {
    serve = (_req, res) => res.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': 5_000_000 }).end(SOUND);
    const answer = await get({ range: 'bytes=1000000-1000009' });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([206, 'bytes 1000000-1000009/5000000']);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([...SOUND.subarray(1_000_000, 1_000_010)]);
    expect((await get({ range: 'bytes=5000000-' })).status).toBe(416);
  });

  it('and names no length: it comes whole', async () => {
    serve = (_req, res) => res.writeHead(200, { 'content-type': 'audio/mpeg' }).end(SOUND);
    const answer = await get({ range: 'bytes=10-' });
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 5_000_000]);
  });

  it('and sends elsewhere: nobody is followed there, no credentials go there', async () => {
    const { port } = server.address() as AddressInfo;
    serve = (_req, res) => res.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    const answer = await get();
    expect([answer.status, (await answer.json()).error.code]).toEqual([409, 'kept-elsewhere']);
    expect(seen.map(({ host }) => host)).toEqual([
      expect.stringMatching(/^\/api\.twilio\.com\/2010-04-01\/.*RE0+1\.mp3$/),
    ]);
  });

  it('and sends a page instead of sound: it is not passed on', async () => {
    serve = (_req, res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<script>alert(1)</script>');
    const answer = await get();
    expect([answer.status, (await answer.json()).error.code]).toEqual([502, 'twilio-failed']);
  });

  it('and breaks off: so does the answer, half a file never looks whole', async () => {
    serve = (_req, res) => {
      res.writeHead(200, { 'content-type': 'audio/mpeg' });
      res.write(SOUND.subarray(0, 1000), () => res.destroy());
    };
    const answer = await get();
    await expect(answer.arrayBuffer()).rejects.toThrow();
    expect(api.lines.join('')).toMatch(/broke a recording off/);
  });

  it('is asked for no sound where only the headers are wanted', async () => {
    const gone = new Promise<void>((resolve) => {
      serve = (_req, res) => {
        res.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': 5_000_000 }).write('begins');
        res.once('close', resolve);
      };
    });
    expect((await get({}, { method: 'HEAD' })).headers.get('content-length')).toBe('5000000');
    await gone;
  });

  const open = () => {
    const { port } = server.address() as AddressInfo;
    const credentials = { source: 'settings', accountSid: ACCOUNT, authToken: AUTH_TOKEN } as const;
    return openMedia(
      { ...credentials, apiKeySid: null, apiKeySecret: null },
      `http://127.0.0.1:${port}`,
      { sid: SID, format: 'mp3', range: undefined },
      { answerMs: 300, stallMs: 300 },
    );
  };

  it('and accepts but never answers: it is waited for no longer than agreed, and left', async () => {
    const gone = new Promise<void>((resolve) => {
      serve = (_req, res) => void res.once('close', resolve);
    });
    await expect(open()).rejects.toMatchObject({ status: 502, message: expect.stringContaining('took too long') });
    await gone;
  });

  it('and falls silent in the middle: the answer breaks off, and Twilio is left', async () => {
    const gone = new Promise<void>((resolve) => {
      serve = (_req, res) => {
        res.writeHead(200, { 'content-type': 'audio/mpeg' }).write(SOUND.subarray(0, 1000));
        res.once('close', resolve);
      };
    });
    const failed: unknown[] = [];
    const listener = createServer(async (_req, res) => {
      await (await open())?.send(res as Parameters<Media['send']>[0]).catch((error) => failed.push(error));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const answer = await fetch(`http://127.0.0.1:${(listener.address() as AddressInfo).port}`);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    await gone;
    listener.close();
    expect(failed).toMatchObject([{ status: 502, code: 'twilio-unreachable' }]);
  });

  it('is asked no further when the listener is gone', async () => {
    const gone = new Promise<void>((resolve) => {
      serve = (_req, res) => {
        res.writeHead(200, { 'content-type': 'audio/mpeg' });
        res.write(SOUND.subarray(0, 1000));
        res.once('close', resolve);
      };
    });
    const stop = new AbortController();
    const answer = await get({}, { signal: stop.signal });
    await answer.body?.getReader().read();
    stop.abort();
    await gone;
    expect(api.lines.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});
