import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, startApi, TOKEN } from '../api/support/server.ts';
import { run } from './support/run.ts';

let api: ApiServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-doctor-cli-'));
  api = await startApi();
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('patchcord doctor', () => {
  it('asks a running server and says what to mend', async () => {
    const ran = await run('doctor', '--server', api.url, '--only', 'account,address', { PATCHCORD_TOKEN: TOKEN });
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(
      /^The server at http:\/\/127\.0\.0\.1:\d+ was asked\.\n\nTwilio account\n {2}error {4}The Twilio account/,
    );
    expect(ran.out).toMatch(/→ [\s\S]*\n {15}TWILIO_ACCOUNT_SID=AC…\n/);
    expect(ran.out).toMatch(/2 errors\.\n$/);
    expect(ran.out.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('prints JSON for programs', async () => {
    const ran = await run('doctor', '--server', api.url, '--token', TOKEN, '--only', 'flows', '--json');
    expect([ran.code, JSON.parse(ran.out)]).toEqual([
      0,
      expect.objectContaining({
        ok: true,
        groups: ['flows'],
        findings: [expect.objectContaining({ code: 'flows-none' })],
      }),
    ]);
  });

  it('looks at the configuration where no server runs, and makes nothing', async () => {
    const env = {
      PORT: '9',
      DATA_DIR: join(folder, 'none'),
      PATCHCORD_TOKEN: TOKEN,
      PUBLIC_BASE_URL: 'http://192.168.1.20:3000',
    };
    const ran = await run('doctor', env);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/^No server answers at http:\/\/localhost:9\. This is what the configuration/);
    expect(ran.out).toContain('[address-private]');
    expect(ran.out).toContain('only a running one can receive');
    expect(ran.out).toContain('does not exist; the server makes it');
    const again = await run('doctor', '--only', 'server', env);
    expect(again.code).toBe(0);
  });

  it('knows what was entered in Settings on this machine', async () => {
    const place = join(folder, 'used');
    const used = await startApi({}, place);
    await used.ask('PUT', '/settings/public-url', { body: { url: 'https://quick-brown-fox.trycloudflare.com' } });
    await used.close();
    const ran = await run('doctor', '--only', 'address', { DATA_DIR: place });
    expect(ran.out).toMatch(/No token is known.*\n[\s\S]*Cloudflare quick tunnel \[address-tunnel\]/);
  });

  it.each([
    [['--only', 'everything'], 2, 'expected some of account, address'],
    [['now'], 2, 'takes no files'],
    [['--server', 'localhost'], 2, '--server is "localhost"'],
    [['--server', 'http://127.0.0.1:9'], 2, 'A token is needed'],
    [['--server', 'http://127.0.0.1:9', '--token', TOKEN], 1, 'Nothing answers at http://127.0.0.1:9'],
  ])('%j is refused', async (args, code, words) => {
    const ran = await run('doctor', ...args, { DATA_DIR: folder });
    expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(words)]);
  });
});
