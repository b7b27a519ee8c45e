import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from '../../server/cli/patchcord.ts';
import { type ApiServer, startApi, TOKEN } from '../api/support/server.ts';
import { run } from './support/run.ts';

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

it('says what a file names and an environment does not have, before it is published', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchcord-env-'));
  const file = join(folder, 'line.flow.json');
  const hello = { type: 'say', props: { prompts: [{ say: '{{ env.place }}' }] }, exits: {} };
  const start = { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'hello' } };
  writeFileSync(file, JSON.stringify({ version: 1, name: 'Line', blocks: { start, hello }, layout: {} }));
  const check = (...more: string[]) =>
    run('check', file, ...more, '--server', api.url, { PATCHCORD_TOKEN: TOKEN }).then(({ code, out, err }) => [
      code,
      out + err,
    ]);
  try {
    expect((await check())[0]).toBe(0);
    expect(await check('--bind', 'plce=x')).toEqual([1, expect.stringContaining('[unknown-binding]')]);
    expect((await check('--bind', 'place=x'))[0]).toBe(0);
    await env('add', 'staging');
    await env('set', 'place', '--kind', 'text', '--value', 'the shop');
    expect((await check('--env', 'live'))[0]).toBe(0);
    expect(await check('--env', 'staging')).toEqual([
      1,
      expect.stringMatching(/block hello: .*staging.*\[unset-binding]/),
    ]);
    expect((await check('--env', 'staging', '--bind', 'place=the test'))[0]).toBe(0);
    expect(await check('--env', 'stagin')).toEqual([1, expect.stringContaining('Did you mean "staging"?')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
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
