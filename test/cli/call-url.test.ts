import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import twilio from 'twilio';
import { expect, it } from 'vitest';
import { run } from './support/run.ts';

const TOKEN = 'f00dcafef00dcafef00dcafef00dcafe';

/** An application for one test; the URL it answers at. */
async function serve(answer: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((req, res) => {
    req.resume().on('end', () => answer(req, res));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { url, close };
}

const xml: (body: string) => RequestListener = (body) => (_, res) => {
  res.setHeader('content-type', 'text/xml').end(`<Response>${body}</Response>`);
};

it('ends in real time although the caller hangs up on a server that does not answer', async () => {
  const { url, close } = await serve(() => {});
  const began = Date.now();
  expect(await run('call', url, '--real-time', '--hangup')).toMatchObject({ code: 0 });
  expect(Date.now() - began).toBeLessThan(10_000);
  await close();
});

it('makes another call each time: the same CallSid would be the same call to the application', async () => {
  const seen: string[] = [];
  const { url, close } = await serve((req, res) => {
    seen.push(String(req.headers['i-twilio-idempotency-token']));
    xml('<Hangup/>')(req, res);
  });
  const calls = [await run('call', url, '--silence', '--json'), await run('call', url, '--silence', '--json')];
  await close();
  const sids = calls.map(({ out }) => JSON.parse(out).events[0].leg);
  expect([new Set(sids).size, new Set(seen).size]).toEqual([2, 2]);
});

it.each([['--silence'], ['--real-time']])(
  'leaves nothing behind that keeps the process from ending: %s',
  async (how) => {
    const { url, close } = await serve(xml('<Dial>+15550100111</Dial>'));
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    await run('call', url, '--dialled', 'answer', '--wait', '4', '--hangup', ...(how === '--silence' ? [] : [how]));
    expect(timers()).toBeLessThanOrEqual(before);
    await close();
  },
  15_000,
);

it('signs the address as it goes over the wire', async () => {
  const valid: boolean[] = [];
  const { url, close } = await serve((req, res) => {
    const signature = String(req.headers['x-twilio-signature']);
    valid.push(twilio.validateRequest(TOKEN, signature, `${url.slice(0, -1)}${req.url}`, {}));
    xml('<Hangup/>')(req, res);
  });
  for (const odd of ['', '?', 'a b', 'é?x=ü y&z=1+2', '?q=“x”'])
    await run(
      'call',
      `${url.slice(0, odd === '' ? -1 : undefined)}${odd}`,
      '--method',
      'GET',
      '--auth-token',
      TOKEN,
      '--silence',
    );
  await close();
  expect(valid).toEqual([true, true, true, true, true]);
});

it('finds out that nothing can be written before it calls anybody', async () => {
  let calls = 0;
  const { url, close } = await serve((req, res) => {
    calls++;
    xml('')(req, res);
  });
  const folder = mkdtempSync(join(tmpdir(), 'patchcord-call-'));
  const { code, out } = await run('call', url, '--silence', '--json', '--record', join(folder, 'none', 'x.json'));
  rmSync(folder, { recursive: true });
  await close();
  expect([code, calls, JSON.parse(out).error.code]).toEqual([2, 0, 'bad-use']);
});

it('says that nothing answers, and asks the fallback', async () => {
  const { url, close } = await serve(xml('<Say>We are closed.</Say>'));
  const { code, out } = await run('call', 'http://127.0.0.1:1/voice', '--fallback', url, '--silence');
  await close();
  expect([code, out.includes('Error 11205'), out.includes('We are closed.')]).toEqual([1, true, true]);
});

it('calls in real time', async () => {
  const { url, close } = await serve(xml('<Pause length="1"/>'));
  const began = Date.now();
  const { code } = await run('call', url, '--real-time');
  await close();
  expect(code).toBe(0);
  expect(Date.now() - began).toBeGreaterThanOrEqual(1_000);
});
