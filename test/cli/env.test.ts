import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from '../../server/cli/patchcord.ts';
import { type ApiServer, startApi, TOKEN } from '../api/support/server.ts';

const CANARY = 'canary-19ab73';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

async function env(...args: readonly string[]) {
  let out = '';
  let err = '';
  const code = await main(['env', ...args, '--server', api.url], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { PATCHCORD_TOKEN: TOKEN },
    fetch,
  });
  return { code, out, err };
}

async function publish(environment: string): Promise<void> {
  const document = {
    version: 1,
    name: 'Line',
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
      hello: { type: 'say', props: { prompts: [{ say: 'Here is {{ env.place }}.' }] }, exits: {} },
    },
    layout: {},
  };
  await api.ask('POST', '/flows', { body: { document } });
  const { status } = await api.ask('POST', '/flows/line/publish', {
    body: { environment },
    headers: { 'if-match': '"r1"' },
  });
  expect(status).toBe(201);
}

it('makes environments, sets and unsets bindings, and never tells a secret', async () => {
  expect((await env('add', 'staging')).out).toBe('Environments: live, staging\n');
  expect((await env('set', 'place', '--kind', 'text', '--value', 'the shop', '--about', 'Where')).out).toBe(
    'env.place is set in live.\n',
  );
  // The kind of one that there is need not be said again.
  expect((await env('set', 'place', '--value', 'the test', '--env', 'staging')).code).toBe(0);
  expect((await env('set', 'key', '--kind', 'secret', '--value', CANARY)).out).toBe('secrets.key is set in live.\n');
  const list = await env('list');
  expect(list.out.split('\n')).toEqual(
    expect.arrayContaining([
      'env.place\ttext\tlive\tthe shop',
      'env.place\ttext\tstaging\tthe test',
      'secrets.key\tsecret\tlive\t(secret)',
      'secrets.key\tsecret\tstaging\t(not set)',
    ]),
  );
  expect(list.out + (await env('list', '--json')).out).not.toContain(CANARY);
  expect((await env('unset', 'place', '--env', 'staging')).code).toBe(0);
  expect((await env('remove', 'staging')).out).toBe('Environments: live\n');
});

it('promotes a version as it is, and says what the environment lacks', async () => {
  await env('add', 'staging');
  await env('set', 'place', '--kind', 'text', '--value', 'the test', '--env', 'staging');
  await publish('staging');
  const refused = await env('promote', 'line', '--from', 'staging');
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('env.place')]);
  await env('set', 'place', '--value', 'the shop');
  expect((await env('promote', 'line', '--from', 'staging')).out).toBe('New calls to line in live get version 1.\n');
  const none = await env('promote', 'line', '--from', 'nowhere');
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('No version of line runs in nowhere.')]);
  const missing = await env('promote', 'line', '--version', '7');
  expect(missing.code).toBe(1);
});

it.each([
  [['lst'], 'Did you mean "list"?'],
  [['set', 'place'], 'Say the value'],
  [['set', 'place', '--value', 'x', '--kind', 'txt'], 'Did you mean "text"?'],
  [['set'], 'Name it: NAME.'],
  [['promote', 'line'], 'Say which: --version N or --from ENV.'],
  [['promote', 'line', '--version', '1.5'], 'expected a number'],
  [['list', 'more'], 'list takes nothing more'],
])('%j is bad use', async (args, said) => {
  const ran = await env(...args);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(said)]);
});
