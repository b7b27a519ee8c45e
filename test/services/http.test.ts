import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDestinations } from '../../server/services/http/destinations.ts';
import { createHttpClient } from '../../server/services/http.ts';
import type { HttpEffect, HttpOutcome } from '../../shared/effect.ts';

/** A server of one's own that counts. */
interface Listening {
  readonly port: number;
  readonly requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  connections: number;
  answer: RequestListener;
  close(): Promise<void>;
}

async function listen(host = '127.0.0.1'): Promise<Listening> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      listening.requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      listening.answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const listening: Listening = {
    port: (server.address() as AddressInfo).port,
    requests: [],
    connections: 0,
    answer: (_request, response) => void response.end('ok'),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  server.on('connection', () => listening.connections++);
  return listening;
}

let server: Listening;
let other: Listening;
const secrets: Record<string, string> = { KEY: 'k3y+/secret value', NAME: 'ann' };

beforeEach(async () => {
  server = await listen();
  other = await listen();
});
afterEach(async () => {
  await Promise.all([server.close(), other.close()]);
  vi.restoreAllMocks();
});

/** Names of the tests and what DNS says of them, one answer after another. */
function clientFor({
  allow = [`127.0.0.1:${server.port}`, `127.0.0.1:${other.port}`],
  dns = {} as Record<string, string[][]>,
} = {}) {
  const asked: string[] = [];
  const destinations = createDestinations(allow, async (host) => {
    asked.push(host);
    const answers = dns[host];
    const addresses = answers && (answers.length > 1 ? answers.shift() : answers[0]);
    if (!addresses) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  });
  return { asked, client: createHttpClient({ destinations, secrets: { secret: (name) => secrets[name] } }) };
}

const get = (url: HttpEffect['url'], more: Partial<HttpEffect> = {}): HttpEffect => ({
  kind: 'http',
  method: 'GET',
  url,
  headers: [],
  timeout: 5,
  retries: 0,
  ...more,
});
const ask = (effect: HttpEffect, how?: Parameters<typeof clientFor>[0]): Promise<HttpOutcome> =>
  clientFor(how).client.ask(effect, 'live');
const here = (path = '/') => `http://127.0.0.1:${server.port}${path}`;
const answering = (act: (request: IncomingMessage, response: ServerResponse) => void) => {
  server.answer = act;
};

describe('where requests must not go', () => {
  const PORT = '{port}';
  const FORBIDDEN = [
    `http://127.0.0.1:${PORT}/`,
    `http://127.1:${PORT}/`,
    `http://127.0.0.1.:${PORT}/`,
    `http://0:${PORT}/`,
    `http://0.0.0.0:${PORT}/`,
    `http://2130706433:${PORT}/`,
    `http://0x7f.1:${PORT}/`,
    `http://0177.0.0.1:${PORT}/`,
    `http://①②⑦.0.0.1:${PORT}/`,
    `http://%31%32%37.0.0.1:${PORT}/`,
    `http://localhost:${PORT}/`,
    `http://LOCALHOST.:${PORT}/`,
    `http://a.localhost:${PORT}/`,
    `http://localtest.me:${PORT}/`,
    `http://localtest.me.:${PORT}/`,
    `http://mixed.test.me:${PORT}/`,
    `http://six.test.me:${PORT}/`,
    `http://[::1]:${PORT}/`,
    `http://[::]:${PORT}/`,
    `http://[0:0:0:0:0:0:0:1]:${PORT}/`,
    `http://[::ffff:127.0.0.1]:${PORT}/`,
    'http://[::ffff:169.254.169.254]/',
    'http://[::a9fe:a9fe]/',
    `http://[::127.0.0.1]:${PORT}/`,
    'http://[64:ff9b::a9fe:a9fe]/',
    `http://[64:ff9b::7f00:1]:${PORT}/`,
    'http://[2002:a9fe:a9fe::1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001::1]/',
    'http://[2001:db8::1]/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://[ff02::1]/',
    'http://[5f00::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://168.63.129.16/',
    'http://100.100.100.200/',
    'http://100.64.0.1/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.0.1/',
    'http://192.0.0.192/',
    'http://192.0.2.1/',
    'http://198.18.0.1/',
    'http://198.51.100.1/',
    'http://203.0.113.1/',
    'http://224.0.0.1/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
    'http://metadata.google.internal/',
    'http://server/',
    'http://printer.local/',
    'http://router.home.arpa/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'gopher://127.0.0.1/',
    'data:text/plain,hello',
    'javascript:alert(1)',
    `http://user:password@public.test.me:${PORT}/`,
    'http://',
    'nothing',
    '',
  ];
  const dns = {
    'localtest.me': [['127.0.0.1']],
    'localtest.me.': [['127.0.0.1']],
    'mixed.test.me': [['93.184.216.34', '127.0.0.1']],
    'six.test.me': [['::1']],
    'public.test.me': [['127.0.0.1']],
  };

  test.each(FORBIDDEN)('%s: no connection', async (vector) => {
    const connects = vi.spyOn(Socket.prototype, 'connect');
    for (const method of ['GET', 'POST'] as const) {
      const url = vector.replace(PORT, String(server.port));
      const outcome = await ask(get(url, { method, retries: 3, repeatable: true }), { allow: [], dns });
      expect(outcome.result).toBe('failed');
    }
    expect(connects).not.toHaveBeenCalled();
    expect(server.connections).toBe(0);
  });

  test.each(FORBIDDEN)('a redirect to %s: no connection there', async (vector) => {
    const url = vector.replace(PORT, String(other.port));
    const location = Buffer.from(url).toString('latin1');
    answering((_request, response) => void response.writeHead(302, { location }).end());
    const outcome = await ask(get(here()), { allow: [`127.0.0.1:${server.port}`], dns });
    // An empty address means the same page again.
    expect(outcome.result).toBe('failed');
    expect(other.connections).toBe(0);
  });

  test('a name that leads elsewhere once it was judged: what was judged is connected to', async () => {
    const connects = vi.spyOn(Socket.prototype, 'connect');
    const rebinding = { 'rebind.test.me': [['127.0.0.1'], ['93.184.216.34'], ['127.0.0.1']] };
    expect((await ask(get(`http://rebind.test.me:${server.port}/`), { allow: [], dns: rebinding })).result).toBe(
      'failed',
    );
    expect(connects).not.toHaveBeenCalled();
    const { client, asked } = clientFor({ allow: [], dns: { 'rebind.test.me': [['192.0.2.77'], ['127.0.0.1']] } });
    const outcome = await client.ask(get(`http://rebind.test.me:${server.port}/`), 'live');
    expect(outcome).toMatchObject({ result: 'failed', reason: expect.stringContaining('192.0.2.77') });
    // One question for one connection: there is no second answer that could be another.
    expect(asked).toEqual(['rebind.test.me']);
    expect(server.connections).toBe(0);
  });

  test('a name is asked for anew on each redirect and each attempt', async () => {
    const allow = [`first.test.me:${server.port}`];
    const dns = { 'first.test.me': [['127.0.0.1'], ['169.254.169.254']] };
    answering((_request, response) => void response.writeHead(302, { location: '/again' }).end());
    const outcome = await ask(get(`http://first.test.me:${server.port}/`), { allow, dns });
    expect(outcome).toMatchObject({ result: 'failed', reason: expect.stringContaining('169.254.169.254') });
    expect(server.connections).toBe(1);
  });

  test('a host that is allowed never opens where machines keep their metadata', async () => {
    const connects = vi.spyOn(Socket.prototype, 'connect');
    const hosts = [
      '169.254.169.254',
      '[fd00:ec2::254]',
      '168.63.129.16',
      '[::ffff:169.254.169.254]',
      '100.100.100.200',
    ];
    for (const host of hosts) expect((await ask(get(`http://${host}/`), { allow: hosts })).result).toBe('failed');
    expect(connects).not.toHaveBeenCalled();
  });

  test('a host of one’s own is asked where it is allowed, on that port only', async () => {
    expect((await ask(get(here()), { allow: ['127.0.0.1'] })).result).toBe('answered');
    expect((await ask(get(here()), { allow: [`127.0.0.1:${server.port}`] })).result).toBe('answered');
    expect((await ask(get(here()), { allow: [`127.0.0.1:${other.port}`] })).result).toBe('failed');
    const intranet = { allow: ['crm.intranet'], dns: { 'crm.intranet': [['127.0.0.1']] } };
    expect((await ask(get(`http://crm.intranet:${server.port}/`), intranet)).result).toBe('answered');
  });
});

describe('a request', () => {
  test('goes out as the flow says, with its secrets', async () => {
    const effect = get([here('/people/'), { secret: 'KEY', as: 'url' }, '?x=1#part'], {
      method: 'PUT',
      headers: [
        { name: 'X-Api-Key', value: ['Key ', { secret: 'KEY' }] },
        { name: 'X-Said', value: 'a\r\nX-More: b ü' },
      ],
      auth: { scheme: 'basic', username: [{ secret: 'NAME' }], password: [{ secret: 'KEY' }] },
      body: { type: 'application/json', text: ['{"key":"', { secret: 'KEY', as: 'json' }, '"}'] },
    });
    expect((await ask(effect)).result).toBe('answered');
    const [request] = server.requests;
    expect(request?.url).toBe('/people/k3y%2B%2Fsecret%20value?x=1');
    expect(request?.headers).toMatchObject({
      'x-api-key': 'Key k3y+/secret value',
      authorization: `Basic ${Buffer.from('ann:k3y+/secret value').toString('base64')}`,
      'content-type': 'application/json',
    });
    expect(Buffer.from(request?.headers['x-said'] as string, 'latin1').toString()).toBe('a X-More: b ü');
    expect(request?.headers['x-more']).toBeUndefined();
    expect(JSON.parse(request?.body ?? '')).toEqual({ key: 'k3y+/secret value' });
  });

  test('is not made without a secret it names', async () => {
    const { client } = clientFor();
    const effect = get(here(), { headers: [{ name: 'x', value: [{ secret: 'NONE' }] }] });
    const reason = expect.stringContaining('no secret “NONE” in the environment “staging”');
    expect(await client.ask(effect, 'staging')).toEqual({ kind: 'http', result: 'failed', reason });
    expect(await client.prevent(effect, { environment: 'staging' } as never)).toMatchObject({
      result: 'failed',
      reason,
    });
    expect(server.connections).toBe(0);
  });

  test.each(['Host', 'Content-Length', 'Transfer-Encoding', 'Connection', 'a b', 'a:b', ''])(
    'sends no header %j',
    async (name) => {
      expect((await ask(get(here(), { headers: [{ name, value: 'x' }] }))).result).toBe('failed');
      expect(server.connections).toBe(0);
    },
  );

  test('hides the secrets that come back', async () => {
    answering((request, response) => {
      const { authorization } = request.headers;
      const url = request.url ?? '';
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          authorization,
          url,
          plain: secrets.KEY,
          packed: Buffer.from('k3y+/secret value').toString('base64'),
        }),
      );
    });
    const effect = get([here('/'), { secret: 'KEY', as: 'url' }], {
      auth: { scheme: 'basic', username: 'ann', password: [{ secret: 'KEY' }] },
    });
    const outcome = await ask(effect);
    const text = JSON.stringify(outcome);
    for (const form of ['k3y', 'azN5', Buffer.from('ann:k3y+/secret value').toString('base64')])
      expect(text).not.toContain(form);
    expect(text).toContain('[secret KEY]');
  });

  test.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [307, 'POST', 'POST'],
    [308, 'PATCH', 'PATCH'],
    [302, 'DELETE', 'DELETE'],
  ] as const)('redirected by %i: %s becomes %s, and keys stay behind', async (status, method, then) => {
    answering(
      (_request, response) =>
        void response.writeHead(status, { location: `http://127.0.0.1:${other.port}/there` }).end(),
    );
    const effect = get(here(), {
      method,
      headers: [
        { name: 'X-Api-Key', value: 'key' },
        { name: 'Accept-Language', value: 'de' },
      ],
      auth: { scheme: 'bearer', token: 'token' },
      body: { type: 'text/plain', text: 'body' },
    });
    expect((await ask(effect)).result).toBe('answered');
    const [request] = other.requests;
    expect(request).toMatchObject({ method: then, body: then === 'GET' ? '' : 'body' });
    expect(request?.headers).toMatchObject({ 'accept-language': 'de' });
    for (const name of ['authorization', 'x-api-key', 'cookie']) expect(request?.headers[name]).toBeUndefined();
  });

  test('redirected on the same server keeps its headers', async () => {
    answering((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/there' }).end();
      else response.end(String(request.headers['x-api-key']));
    });
    expect(await ask(get(here(), { headers: [{ name: 'X-Api-Key', value: 'key' }] }))).toMatchObject({ body: 'key' });
  });

  test('whose body holds a secret is not sent on to another server', async () => {
    answering(
      (_request, response) => void response.writeHead(307, { location: `http://127.0.0.1:${other.port}/` }).end(),
    );
    const effect = get(here(), { method: 'POST', body: { type: 'text/plain', text: [{ secret: 'KEY' }] } });
    expect(await ask(effect)).toMatchObject({
      result: 'failed',
      reason: expect.stringContaining('must not get the secret'),
    });
    expect(other.connections).toBe(0);
  });

  test('follows five redirects and no more', async () => {
    answering((request, response) => {
      const count = Number(request.url?.slice(1));
      if (count === 5) response.end('there');
      else response.writeHead(302, { location: `/${count + 1}` }).end();
    });
    expect(await ask(get(here('/0')))).toMatchObject({ body: 'there' });
    answering((_request, response) => void response.writeHead(302, { location: '/round' }).end());
    expect(await ask(get(here()))).toMatchObject({ result: 'failed', reason: expect.stringContaining('5 times') });
    expect(server.requests.length).toBe(12);
  });
});

describe('an answer', () => {
  test('is read by its charset, packed or not', async () => {
    answering((request, response) => {
      expect(request.headers['accept-encoding']).toContain('gzip');
      response.writeHead(418, { 'content-type': 'text/plain; charset=iso-8859-1', 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.from('grün', 'latin1')));
    });
    expect(await ask(get(here()))).toEqual({
      kind: 'http',
      result: 'answered',
      status: 418,
      contentType: 'text/plain; charset=iso-8859-1',
      body: 'grün',
    });
  });

  test('that is larger than 64 KB, also once unpacked, is not read on', async () => {
    answering((_request, response) => void response.end('x'.repeat(65_536)));
    expect(await ask(get(here()))).toMatchObject({ result: 'answered' });
    answering((_request, response) => void response.end('x'.repeat(65_537)));
    expect(await ask(get(here()))).toMatchObject({ result: 'failed', reason: expect.stringContaining('64 KB') });
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    answering((_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    const before = process.memoryUsage().rss;
    expect(await ask(get(here()))).toMatchObject({ result: 'failed', reason: expect.stringContaining('64 KB') });
    expect(process.memoryUsage().rss - before).toBeLessThan(20_000_000);
  });

  test('without an end is given up', async () => {
    let closed: () => void = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    answering((_request, response) => {
      response.write('x');
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => {
        clearInterval(timer);
        closed();
      });
    });
    expect((await ask(get(here(), { timeout: 0.3 }))).result).toBe('timeout');
    await gone;
    answering(() => {});
    expect((await ask(get(here(), { timeout: 0.3, retries: 3 }))).result).toBe('timeout');
  });

  test.each(['zip', 'gzip'])('that cannot be unpacked (%s) is of no use', async (encoding) => {
    answering((_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end('plain'));
    expect((await ask(get(here()))).result).toBe('failed');
  });

  test.each(['gzip', 'deflate', 'br'])('that has no body, and calls it packed (%s), is read', async (encoding) => {
    for (const [status, more] of [
      [200, { 'content-length': '0' }],
      [200, {}],
      [204, {}],
    ] as const) {
      answering(
        (_request, response) => void response.writeHead(status, { 'content-encoding': encoding, ...more }).end(),
      );
      expect(await ask(get(here(), { method: 'DELETE' }))).toMatchObject({ result: 'answered', status, body: '' });
    }
  });

  test.each([
    ['GET', 'failed'],
    ['POST', 'unknown'],
  ] as const)('to %s that changes the protocol is none: %s', async (method, result) => {
    answering(({ socket }) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n');
    });
    expect(await ask(get(here(), { method }))).toMatchObject({ result, reason: expect.stringContaining('hung up') });
  });

  test.each([
    ['GET', 'failed'],
    ['PUT', 'failed'],
    ['POST', 'unknown'],
    ['PATCH', 'unknown'],
  ] as const)('to %s that breaks off counts as %s', async (method, result) => {
    answering((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      response.socket?.destroy();
    });
    expect((await ask(get(here(), { method }))).result).toBe(result);
    answering((request) => void request.socket.destroy());
    expect((await ask(get(here(), { method }))).result).toBe(result);
  });
});

describe('asking again', () => {
  test.each([
    ['GET', false, 3],
    ['PUT', false, 3],
    ['POST', false, 1],
    ['POST', true, 3],
  ] as const)('%s (repeatable: %s) where the server is busy', async (method, repeatable, times) => {
    answering((_request, response) => {
      response.writeHead(server.requests.length < 3 ? 503 : 200).end('done');
    });
    const outcome = await ask(get(here(), { method, retries: 2, repeatable }));
    expect(server.requests.length).toBe(times);
    expect(outcome).toMatchObject({ status: times === 3 ? 200 : 503 });
  });

  test.each([
    ['GET', 2],
    ['POST', 1],
  ] as const)('%s where the connection breaks', async (method, times) => {
    answering((request, response) => {
      if (server.requests.length === 1) request.socket.destroy();
      else response.end('done');
    });
    await ask(get(here(), { method, retries: 2 }));
    expect(server.requests.length).toBe(times);
  });

  test('also with POST where there never was a connection', async () => {
    const { port } = other;
    await other.close();
    const connects = vi.spyOn(Socket.prototype, 'connect');
    const effect = get(`http://127.0.0.1:${port}/`, { method: 'POST', retries: 1 });
    const outcome = await ask(effect, { allow: ['127.0.0.1'] });
    expect(outcome).toMatchObject({ result: 'failed', reason: expect.stringContaining('ECONNREFUSED') });
    expect(connects.mock.calls.length).toBe(2);
    other = await listen();
  });

  test.each([
    [302, 1, 'unknown'],
    [303, 1, 'unknown'],
    [307, 3, 'failed'],
  ] as const)('a POST that is redirected by %i to nobody is asked %i times', async (status, times, result) => {
    const location = `http://127.0.0.1:${other.port}/thanks`;
    await other.close();
    answering((_request, response) => void response.writeHead(status, { location }).end());
    expect(await ask(get(here(), { method: 'POST', retries: 2 }))).toMatchObject({ result });
    expect(server.requests.length).toBe(times);
    other = await listen();
  });

  test('not where the server asks for more time than there is', async () => {
    answering((_request, response) => void response.writeHead(429, { 'retry-after': '60' }).end());
    expect(await ask(get(here(), { retries: 5, timeout: 5 }))).toMatchObject({ status: 429 });
    expect(server.requests.length).toBe(1);
  });
});

test('what became of a request is asked for again only where that does no harm', async () => {
  const { client } = clientFor();
  const record = (effect: HttpEffect) => ({ effect }) as never;
  expect(await client.findOut(record(get(here())))).toMatchObject({ result: 'answered' });
  expect(await client.findOut(record(get(here(), { method: 'POST' })))).toMatchObject({ result: 'unknown' });
  expect(await client.findOut(record(get(here(), { method: 'POST', repeatable: true })))).toMatchObject({
    result: 'answered',
  });
  expect(server.requests.length).toBe(2);
});
