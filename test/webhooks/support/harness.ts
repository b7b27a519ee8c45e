import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createVoiceHandler, type VoiceDeps, type VoiceHandler } from '../../../server/routes/voice.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import type { Store } from '../../../server/store/store.ts';
import { compile, phoneMenu } from './flow.ts';
import { noEffects } from './no-effects.ts';
import { ACCOUNT, AUTH_TOKEN, PUBLIC_URL, twilioAt } from './twilio.ts';

/** A real server with a real database, `main` published. */
export interface Harness {
  readonly store: Store;
  readonly handler: VoiceHandler;
  readonly post: ReturnType<typeof twilioAt>;
  readonly port: number;
  /** Lines logged so far. */
  readonly lines: string[];
  /** Every row of every table that calls write to. */
  rows(): unknown;
  close(): Promise<void>;
}

export async function startHarness({
  wrap = (store) => store,
  servicesOf = () => noEffects,
  admitOf = () => async (to) => to,
  ...change
}: Partial<VoiceDeps> & {
  wrap?: (store: Store) => Store;
  servicesOf?: (store: Store) => VoiceDeps['services'];
  admitOf?: (store: Store) => VoiceDeps['admit'];
} = {}): Promise<Harness> {
  const place = mkdtempSync(join(tmpdir(), 'patchcord-webhooks-'));
  const file = join(place, 'patchcord.db');
  const store = openSqlite(file);
  const document = JSON.stringify(phoneMenu);
  await store.flows.create({ id: 'main', name: 'Main menu', document, now: 1 });
  await store.flows.publish({ id: 'main', document, note: '', now: 1 });

  const lines: string[] = [];
  const keep = (details: object, message: string): void => {
    lines.push(`${message} ${JSON.stringify(details)}`);
  };
  const handler = createVoiceHandler({
    store: wrap(store),
    settings: { authToken: () => AUTH_TOKEN, accountSid: () => ACCOUNT, publicUrl: () => PUBLIC_URL },
    services: servicesOf(store),
    admit: admitOf(store),
    compile,
    log: { warn: keep, error: keep },
    ...change,
  });
  const server = createServer((req, res) => {
    if (handler.match(req.url)) handler(req, res);
    else res.writeHead(404).end('elsewhere');
  });
  const port = await listen(server);
  return {
    store,
    handler,
    port,
    lines,
    post: twilioAt(() => port),
    rows: () => readRows(file),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
      rmSync(place, { recursive: true });
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function readRows(file: string): unknown {
  const db = new Database(file, { readonly: true });
  const rows = ['calls', 'turns', 'callbacks', 'effects'].map((table) => db.prepare(`SELECT * FROM ${table}`).all());
  db.close();
  return rows;
}
