import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { httpTransport } from '../../server/phone/http-transport.ts';
import type { HttpRequest } from '../../shared/phone/http/transport.ts';

const servers: { close(): unknown }[] = [];
const transport = httpTransport();
afterEach(() => {
  transport.close();
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body: 'From=%2B1555',
  parameters: {},
  timeout: { total: 2_000, connect: 2_000, read: 2_000 },
  ...more,
});

it('posts the form and reads the answer, with headers that come twice', async () => {
  const url = await serve((req, res) => {
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => {
      res.writeHead(201, [
        ['Content-Type', 'text/xml'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ] as never);
      res.end(`${req.method} ${req.url} ${body} é`);
    });
  });
  expect(await transport.send(request(`${url}/voice?x=1`))).toEqual({
    ok: true,
    status: 201,
    headers: expect.objectContaining({ 'content-type': 'text/xml', 'set-cookie': 'a=1\nb=2' }),
    body: 'POST /voice?x=1 From=%2B1555 é',
  });
});

it('does not follow redirects: that is for who asks', async () => {
  const url = await serve((_, res) => res.writeHead(302, { location: '/there' }).end());
  expect(await transport.send(request(url))).toMatchObject({ ok: true, status: 302, headers: { location: '/there' } });
});

it('stops reading a body that does not end, and says how much there was', async () => {
  let written = 0;
  const url = await serve((req, res) => {
    req.resume();
    const more = (): void => {
      while (!res.destroyed && written < 50_000_000) {
        written += 65_536;
        if (!res.write('x'.repeat(65_536))) return void res.once('drain', more);
      }
      res.end();
    };
    more();
  });
  const reply = await transport.send(request(url));
  if (!reply.ok) throw new Error(reply.message);
  expect(reply.bytes).toBeGreaterThan(1_048_576);
  expect(reply.body.length).toBeLessThanOrEqual(1_048_576);
  expect(written).toBeLessThan(50_000_000);
});

it('gives up on an answer that does not come', async () => {
  const url = await serve((req) => req.resume());
  const began = Date.now();
  const timeout = { total: 2_000, connect: 2_000, read: 200 };
  expect(await transport.send(request(url, { timeout }))).toMatchObject({ ok: false, failure: 'timeout' });
  expect(Date.now() - began).toBeLessThan(1_500);
});

it('gives up on an answer that comes in drops', async () => {
  const url = await serve((req, res) => {
    req.resume();
    const drop = setInterval(() => res.write('x'), 50);
    res.on('close', () => clearInterval(drop));
  });
  const timeout = { total: 400, connect: 400, read: 400 };
  expect(await transport.send(request(url, { timeout }))).toMatchObject({ ok: false, failure: 'timeout' });
});

it('tells a refused connection, a closed one, and what is not HTTP apart', async () => {
  const url = await serve((req) => req.socket.destroy());
  expect(await transport.send(request(url))).toMatchObject({ ok: false, failure: 'protocol' });
  const odd = createTcp((socket) => socket.resume().end('SSH-2.0-nothing\r\n\r\n'));
  servers.push(odd);
  await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
  const { port } = odd.address() as AddressInfo;
  expect(await transport.send(request(`http://127.0.0.1:${port}/`))).toMatchObject({ ok: false, failure: 'protocol' });
  await new Promise((resolve) => odd.close(resolve));
  expect(await transport.send(request(`http://127.0.0.1:${port}/`))).toMatchObject({ ok: false, failure: 'refused' });
});

it('sends nothing twice where a server closes the connection on a request it has seen', async () => {
  const seen: string[] = [];
  const url = await serve((req, res) => {
    seen.push(req.url ?? '');
    if (req.url === '/first') req.resume().on('end', () => res.end());
    else req.resume().on('end', () => req.socket.destroy());
  });
  await transport.send(request(`${url}/first`));
  expect(await transport.send(request(`${url}/second`))).toMatchObject({ ok: false, failure: 'protocol' });
  expect(seen).toEqual(['/first', '/second']);
});

it('sends nothing twice over a kept connection either, once the answer has begun', async () => {
  const kept = httpTransport({ keepAlive: true });
  const seen: string[] = [];
  const url = await serve((req, res) => {
    seen.push(req.url ?? '');
    req.resume().on('end', () => {
      if (req.url === '/first') return void res.end();
      res.writeHead(200, { 'content-length': 1_000 });
      res.write('<Resp');
      return void setTimeout(() => req.socket.destroy(), 20);
    });
  });
  await kept.send(request(`${url}/first`));
  expect(await kept.send(request(`${url}/second`))).toMatchObject({ ok: false, failure: 'protocol' });
  kept.close();
  expect(seen).toEqual(['/first', '/second']);
});

it.each([
  ['the header', 'text/xml; charset=ISO-8859-1', '<Response>Café</Response>', 'latin1'],
  ['the XML declaration', 'text/xml', "<?xml version='1.0' encoding='ISO-8859-1'?>Café", 'latin1'],
  [
    'the header, against the declaration',
    'text/xml; charset="utf-8"',
    '<?xml version="1.0" encoding="latin1"?>é',
    'utf8',
  ],
  ['nothing known', 'text/xml; charset=klingon', 'é', 'utf8'],
  ['a declaration that cannot be', 'text/xml', '<?xml version="1.0" encoding="UTF-16"?>é', 'utf8'],
] as const)('reads an answer in the encoding named by %s', async (_, type, text, encoding) => {
  const url = await serve((_, res) => res.setHeader('content-type', type).end(Buffer.from(text, encoding)));
  expect(await transport.send(request(url))).toMatchObject({ ok: true, body: text });
});

it('tells a failed TLS handshake', async () => {
  const url = await serve((_, res) => res.end());
  expect(await transport.send(request(url.replace('http:', 'https:')))).toMatchObject({ ok: false, failure: 'tls' });
});

it('goes to http and https only', async () => {
  for (const url of ['file:///etc/passwd', 'ftp://127.0.0.1/', 'voice'])
    expect(await transport.send(request(url))).toMatchObject({ ok: false, failure: 'host' });
});
