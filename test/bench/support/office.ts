import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { listening } from './measure.ts';
import { ACCOUNT, AUTH_TOKEN } from './setup.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** The built server with an empty database and the small office published. */
export async function startOffice(port: number): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const place = mkdtempSync(join(tmpdir(), 'patchcord-bench-'));
  const store = openSqlite(join(place, 'patchcord.sqlite'));
  const document = readFileSync(join(ROOT, 'docs/examples/small-office.flow.json'), 'utf8');
  await store.flows.create({ id: 'office', name: 'Small office', document, now: Date.now() });
  await store.flows.publish({ id: 'office', document, note: '', now: Date.now() });
  await store.close();
  const base = `http://127.0.0.1:${port}`;
  const settings = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    PORT: String(port),
    DATA_DIR: place,
    PUBLIC_BASE_URL: base,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
  };
  const server: ChildProcess = spawn(process.execPath, [join(ROOT, 'dist/server/main.js')], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    const gone = once(server, 'exit');
    server.kill('SIGTERM');
    await gone;
    rmSync(place, { recursive: true });
  };
  await listening(server, port);
  return { url: `${base}/voice/office`, stop };
}
