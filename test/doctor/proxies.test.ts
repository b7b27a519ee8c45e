import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ProxyOptions, type RunningProxy, startProxy } from './support/proxy.ts';
import { type DoctorServer, startServer } from './support/server.ts';

const HOST = 'calls.office.example';

let server: DoctorServer;
const running: RunningProxy[] = [];
beforeAll(async () => {
  server = await startServer({ [HOST]: '127.0.0.1', 'inside.office.example': '127.0.0.1' });
});
afterAll(() => server.stop());
afterEach(async () => {
  await Promise.all(running.splice(0).map((proxy) => proxy.close()));
});

async function proxy(options: Partial<ProxyOptions> = {}): Promise<number> {
  const started = await startProxy({ upstream: () => server.port, ...options });
  running.push(started);
  return started.port;
}

const throughProxy = async (options: Partial<ProxyOptions>, path = '', host = HOST) =>
  server.check(`http://${host}:${await proxy(options)}${path}`, 'webhooks');

describe('a proxy that passes requests on as they are', () => {
  it('is found in order', async () => {
    const found = await throughProxy({});
    expect(found.codes).toEqual(['round-trip: ok']);
    expect(found.get('round-trip').seen).toMatch(/POST and a GET.*this very process.*signatures are valid/);
  });
});

describe('layout 1, a path in front', () => {
  const strip = (passing: { path: string }): void => {
    passing.path = passing.path.replace(/^\/phone/, '');
  };

  it.each([
    ['left', {}, /leaves the path \/phone/],
    ['taken off', { pass: strip }, /takes off the path \/phone/],
  ] as const)('is right when it is %s and PUBLIC_BASE_URL has it', async (_how, options, words) => {
    const found = await throughProxy(options, '/phone');
    expect(found.codes).toEqual(['round-trip: ok']);
    expect(found.get('round-trip').seen).toMatch(words);
  });

  it('is wrong when PUBLIC_BASE_URL lacks it: the proxy has no such place', async () => {
    const options: Partial<ProxyOptions> = {
      pass: (passing, res) => {
        if (!passing.path.startsWith('/phone/')) {
          res.writeHead(404, { 'content-type': 'text/html' }).end('<html><title>404 Not Found</title></html>');
          return false;
        }
        return strip(passing);
      },
    };
    const wrong = await throughProxy(options);
    expect(wrong.codes).toEqual(['another-server: error']);
    expect(wrong.get('another-server')).toMatchObject({
      seen: expect.stringMatching(/answered 404\. The request did not come to this server/),
      fix: { say: expect.stringContaining('the path belongs into PUBLIC_BASE_URL') },
    });
    expect((await throughProxy(options, '/phone')).codes).toEqual(['round-trip: ok']);
  });

  it('is wrong when the proxy puts another path in its place', async () => {
    const found = await throughProxy(
      { pass: (passing) => void Object.assign(passing, { path: passing.path.replace('/phone', '/app') }) },
      '/phone',
    );
    expect(found.codes).toEqual(['path-prefixed: error']);
    expect(found.get('path-prefixed')).toMatchObject({
      seen: expect.stringContaining('/app in front'),
      fix: { code: expect.stringContaining(`location /phone/ {\n    proxy_pass http://127.0.0.1:PORT;`) },
    });
  });

  it('is wrong when taking it off leaves two slashes', async () => {
    const found = await throughProxy(
      { pass: (passing) => void Object.assign(passing, { path: passing.path.replace('/phone', '/') }) },
      '/phone',
    );
    expect(found.codes).toEqual(['path-slashes: error']);
  });

  it('is wrong when everything goes to one path', async () => {
    const found = await throughProxy({ pass: (passing) => void Object.assign(passing, { path: '/index' }) });
    expect(found.codes).toContain('path-replaced: error');
  });
});

describe('layout 3, another Host and forwarded headers', () => {
  const rewrite: Partial<ProxyOptions> = {
    pass: ({ headers }) => {
      Object.assign(headers, {
        host: 'inside.office.example:9999',
        'x-forwarded-host': 'elsewhere.example',
        'x-forwarded-proto': 'https',
        'x-forwarded-port': '443',
        'x-forwarded-for': '198.51.100.7',
      });
    },
  };

  it('is right: signatures go by PUBLIC_BASE_URL, and what was seen is told', async () => {
    const found = await throughProxy(rewrite);
    expect(found.codes).toEqual(['round-trip: ok']);
    expect(found.get('round-trip').facts).toEqual(
      expect.arrayContaining([
        { name: 'Host', value: 'inside.office.example:9999' },
        { name: 'X-Forwarded-Host', value: 'elsewhere.example' },
        { name: 'X-Forwarded-Proto', value: 'https' },
      ]),
    );
  });

  it('is wrong when PUBLIC_BASE_URL is a name that the proxy does not know', async () => {
    const byHost: Partial<ProxyOptions> = {
      pass: (passing, res, req) => {
        if (!req.headers.host?.startsWith(HOST)) {
          res.writeHead(200, { 'content-type': 'text/html' }).end('<title>Welcome to nginx!</title>');
          return false;
        }
        return rewrite.pass?.(passing, res, req);
      },
    };
    expect((await throughProxy(byHost)).codes).toEqual(['round-trip: ok']);
    const wrong = await throughProxy(byHost, '', 'inside.office.example');
    expect(wrong.codes).toEqual(['another-server: error']);
    expect(wrong.get('another-server').seen).toContain('answered 200. The request');
  });
});

describe('a proxy that spoils requests', () => {
  const query = (change: (query: string) => string): Partial<ProxyOptions> => ({
    pass: (passing) => {
      const [path, text = ''] = passing.path.split('?');
      passing.path = `${path}?${change(text)}`;
    },
  });
  const body = (change: (body: string) => string): Partial<ProxyOptions> => ({
    pass: (passing) => {
      passing.body = Buffer.from(change(passing.body.toString()));
    },
  });

  it.each<[string, Partial<ProxyOptions>, string]>([
    ['sorts the query', query((text) => text.split('&').sort().join('&')), 'query-reordered: error'],
    [
      'drops the query',
      { pass: (passing) => void Object.assign(passing, { path: passing.path.split('?')[0] ?? '' }) },
      'query-lost: error',
    ],
    ['drops empty parameters', query((text) => text.replace(/&[^=]+=(?=&)/g, '')), 'query-changed: error'],
    ['adds a parameter', query((text) => `${text}&from=proxy`), 'query-changed: error'],
    ['decodes the query twice', query((text) => text.replace('%2B', '+')), 'query-changed: error'],
    [
      'takes the signature off',
      { pass: ({ headers }) => void delete headers['x-twilio-signature'] },
      'signature-lost: error',
    ],
    [
      'makes GET of POST',
      { pass: (passing) => void Object.assign(passing, { method: 'GET' }) },
      'method-changed: error',
    ],
    [
      'drops the body',
      { pass: (passing) => void Object.assign(passing, { body: Buffer.alloc(0) }) },
      'body-lost: error',
    ],
    [
      'makes JSON of the form',
      { pass: ({ headers }) => void Object.assign(headers, { 'content-type': 'application/json' }) },
      'body-type: error',
    ],
    [
      'says the body is compressed',
      { pass: ({ headers }) => void Object.assign(headers, { 'content-encoding': 'gzip' }) },
      'body-compressed: error',
    ],
    ['reads the body as Latin-1', body((text) => text.replace('%C3%BC', '%FC')), 'body-changed: error'],
  ])('%s', async (_what, options, code) => {
    const found = await throughProxy(options);
    expect(found.codes).toContain(code);
    expect(found.all.every(({ status, fix }) => status === 'error' && fix)).toBe(true);
  });

  it('writes the form anew: what is signed is the same, so it is a warning', async () => {
    const found = await throughProxy(body((text) => text.replaceAll('+', '%20')));
    expect(found.codes).toEqual(['body-reencoded: warning', 'round-trip: ok']);
    expect(found.get('body-reencoded').seen).toMatch(/still valid.*Only with POST/);
  });

  it('writes the query anew: the signature says whether that is still taken', async () => {
    const found = await throughProxy(query((text) => text.replace('%C3%BC', '%c3%bc')));
    expect(found.codes.join()).toMatch(/query-reencoded: (error|warning)/);
  });
});

describe('a proxy that answers itself', () => {
  const answers = (status: number, headers: Record<string, string>, text = ''): Partial<ProxyOptions> => ({
    pass: (_passing, res) => {
      res.writeHead(status, headers).end(text);
      return false;
    },
  });
  const html = { 'content-type': 'text/html' };

  it.each<[string, Partial<ProxyOptions>, string, RegExp]>([
    [
      'leads on to https',
      {
        pass: ({ path, headers }, res) => {
          res.writeHead(301, { location: `https://${String(headers.host).split(':')[0]}${path}` }).end();
          return false;
        },
      },
      'redirected',
      /PUBLIC_BASE_URL=https:\/\/calls\.office\.example$/,
    ],
    [
      'leads to a login',
      answers(302, { location: 'https://login.example/authorize?x=1' }),
      'login-wall',
      /auth_basic off/,
    ],
    ['asks for a password', answers(401, { 'www-authenticate': 'Basic realm="x"' }), 'login-wall', /voice\|messaging/],
    [
      'shows a page in between',
      answers(200, html, '<title>Friendly reminder</title>You are about to visit a tunnel'),
      'interstitial',
      /./,
    ],
    [
      'has lost its tunnel',
      answers(404, { ...html, 'ngrok-error-code': 'ERR_NGROK_3200' }, 'gone'),
      'tunnel-down',
      /ngrok http/,
    ],
    [
      'challenges browsers',
      answers(403, { ...html, 'cf-mitigated': 'challenge' }, 'Just a moment...'),
      'challenged',
      /./,
    ],
    ['reaches nobody behind it', { upstream: () => 9 }, 'proxy-without-server', /proxy_pass http:\/\/127\.0\.0\.1/],
    [
      'belongs to another Patchcord',
      answers(403, { 'content-type': 'text/plain' }, 'The signature is missing or wrong.'),
      'another-server',
      /./,
    ],
    ['is a website', answers(200, html, '<title>Fresh bread</title>'), 'another-server', /./],
  ])('%s', async (_what, options, code, fix) => {
    const found = await throughProxy(options);
    expect(found.codes).toEqual([`${code}: error`]);
    const { fix: mend } = found.get(code);
    expect(mend?.code ?? mend?.say).toMatch(fix);
  });

  it('never gets a word of the auth token, and only some words of it are told', async () => {
    const seen: string[] = [];
    const found = await throughProxy({
      pass: (passing, res) => {
        seen.push(JSON.stringify(passing.headers) + passing.path + passing.body);
        res.writeHead(200, { 'content-type': 'text/plain' }).end('secret '.repeat(5_000));
        return false;
      },
    });
    expect(seen).toHaveLength(2);
    expect(seen.join()).not.toMatch(/0123456789abcdef0123456789abcdef|machine-token/);
    expect(JSON.stringify(found.all).length).toBeLessThan(2_000);
  });
});

describe('a proxy that spoils answers', () => {
  it.each<[string, ProxyOptions['back'], string]>([
    [
      'adds to them',
      (answer) => void Object.assign(answer, { body: Buffer.concat([answer.body, Buffer.from('<script/>')]) }),
      'answer-changed: error',
    ],
    [
      'calls them a page',
      (answer) => void Object.assign(answer.headers, { 'content-type': 'text/html' }),
      'answer-type: error',
    ],
    [
      'compresses them',
      (answer) => void Object.assign(answer.headers, { 'content-encoding': 'br' }),
      'answer-compressed: warning',
    ],
    ['replaces them', (answer) => void Object.assign(answer, { status: 500 }), 'answer-lost: error'],
  ])('%s', async (_what, back, code) => {
    expect((await throughProxy({ back: back as NonNullable<ProxyOptions['back']> })).codes).toContain(code);
  });

  it('breaks the connection', async () => {
    const found = await throughProxy({
      pass: (_passing, res) => {
        res.destroy();
        return false;
      },
    });
    expect(found.codes).toEqual(['needs-https: error']);
    expect(found.get('needs-https').title).toBe('The public address hangs up');
  });
});

describe('an address where nobody answers', () => {
  it('is told from a name that does not exist', async () => {
    const refused = await server.check(`http://${HOST}:9`, 'webhooks');
    expect(refused.codes).toEqual(['unreachable: error']);
    expect(refused.get('unreachable').seen).toContain('Nothing listens at port 9');
    const unknown = await server.check('https://nowhere.office.example', 'webhooks', 'address');
    expect(unknown.codes).toEqual(['name-unknown: error', 'round-trip-unchecked: unknown']);
  });
});

describe('the webhook of the doctor', () => {
  it('exists only while a request is under way', async () => {
    await server.check(`http://${HOST}:${await proxy()}`, 'webhooks');
    const answer = await fetch(`${server.url}/voice/doctor-${'0'.repeat(32)}-`, { method: 'POST' });
    expect(answer.status).toBe(403);
    const { calls } = await server.ask('GET', '/calls');
    expect(calls).toEqual([]);
  });
});
