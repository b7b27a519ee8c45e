import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from './support/checkout.ts';

/** Stands in for vite: notes that it ran, and writes the files a build would leave. */
const VITE = `
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
const client = process.argv.includes('vite.config.ts');
appendFileSync('builds.log', client ? 'client ' : 'server ');
if (existsSync('broken')) { console.error('src.ts: unexpected token'); process.exit(1); }
mkdirSync('dist/client', { recursive: true });
mkdirSync('dist/server/cli', { recursive: true });
if (client) writeFileSync('dist/client/index.html', '<p>');
else for (const name of ['main', 'cli/patchcord'])
  writeFileSync('dist/server/' + name + '.js', 'console.log("ran", process.argv.slice(1).join(" "));');
`;

describe('building on demand', () => {
  let checkout: Checkout;
  const builds = () => readFileSync(join(checkout.folder, 'builds.log'), 'utf8').trim().split(' ');

  beforeEach(() => {
    checkout = makeCheckout();
    checkout.put('node_modules/vite/package.json', '{ "type": "module" }');
    checkout.put('node_modules/vite/bin/vite.js', VITE);
    for (const room of ['client', 'server', 'shared']) checkout.put(`${room}/src.ts`, '1');
  });
  afterEach(() => rmSync(checkout.folder, { recursive: true, force: true }));

  it('builds what is missing, once', async () => {
    const first = await checkout.run('scripts/build.mjs');
    expect(first.code).toBe(0);
    expect(first.stderr).toMatch(
      /^Building the server … done in [\d.]+ s\nBuilding the designer … done in [\d.]+ s\n$/,
    );
    const second = await checkout.run('scripts/build.mjs');
    expect(second).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(builds()).toEqual(['server', 'client']);
  });

  it('rebuilds only what a change concerns', async () => {
    await checkout.run('scripts/build.mjs');
    checkout.put('client/src.ts', '2');
    await checkout.run('scripts/build.mjs');
    expect(builds()).toEqual(['server', 'client', 'client']);
    checkout.put('shared/new/file.ts', '2');
    await checkout.run('scripts/build.mjs');
    expect(builds()).toEqual(['server', 'client', 'client', 'server', 'client']);
  });

  it('builds once when two processes ask at the same time', async () => {
    const runs = await Promise.all([checkout.run('bin/patchcord.js', 'a'), checkout.run('bin/patchcord.js', 'b')]);
    expect(runs.map((run) => run.code)).toEqual([0, 0]);
    expect(builds()).toEqual(['server']);
  });

  it('takes over the lock of a builder that died', async () => {
    checkout.put('dist/.server.lock', '999999999');
    expect((await checkout.run('bin/patchcord.js')).code).toBe(0);
  });

  it('says why a build failed, and builds again next time', async () => {
    await checkout.run('scripts/build.mjs');
    checkout.put('server/src.ts', '2');
    checkout.put('broken', '');
    const failed = await checkout.run('scripts/start.mjs');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('src.ts: unexpected token');
    expect(failed.stdout).toBe('');
    rmSync(join(checkout.folder, 'broken'));
    expect((await checkout.run('scripts/start.mjs')).stdout).toContain('ran');
  });

  it('names the missing packages when vite is not installed', async () => {
    rmSync(join(checkout.folder, 'node_modules'), { recursive: true });
    const run = await checkout.run('scripts/start.mjs');
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('npm ci --include=dev');
  });

  it('runs what an installation without sources was shipped with', async () => {
    await checkout.run('scripts/build.mjs');
    for (const room of ['client', 'server', 'node_modules']) rmSync(join(checkout.folder, room), { recursive: true });
    expect(await checkout.run('bin/patchcord.js', 'check')).toMatchObject({ code: 0, stderr: '' });
  });

  it('starts the server and the command as the program that was called, arguments passed on', async () => {
    const start = await checkout.run('scripts/start.mjs', '--x');
    expect(start.stdout).toBe(`ran ${join(checkout.folder, 'dist/server/main.js')} --x\n`);
    const command = await checkout.run('bin/patchcord.js', 'check', 'a.json');
    expect(command.stdout).toBe(`ran ${join(checkout.folder, 'dist/server/cli/patchcord.js')} check a.json\n`);
  });

  it('leaves the designer alone for commands that do not serve it', async () => {
    await checkout.run('bin/patchcord.js', 'check');
    expect(existsSync(join(checkout.folder, 'dist/client/index.html'))).toBe(false);
  });
});
