import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { createApp } from '../../../server/app.ts';
import { type Access, createAccess } from '../../../server/auth/access.ts';
import { createFailureBuckets } from '../../../server/auth/buckets.ts';
import { createVault, keyFromFile } from '../../../server/auth/vault.ts';
import { readConfig } from '../../../server/config.ts';
import { createDesks } from '../../../server/desks.ts';
import { createEnvironmentDesk } from '../../../server/environments/desk.ts';
import { createLog } from '../../../server/log.ts';
import { createServices } from '../../../server/services/services.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import type { Store } from '../../../server/store/store.ts';
import { loadServerSettings } from '../../../server/twilio/settings.ts';

export const TOKEN = 'machine-token-for-tests-0123456789';

/** The API over real HTTP with a real database in a folder of its own. */
export interface ApiServer {
  readonly url: string;
  readonly folder: string;
  readonly app: Express;
  readonly store: Store;
  readonly access: Access;
  /** Lines logged so far. */
  readonly lines: string[];
  /** Flows that were reported to have another live version. */
  readonly wentLive: string[];
  /** Milliseconds added to both clocks. */
  later(ms: number): void;
  /** Asks `/api/v1` as a machine with the token. */
  ask(method: string, path: string, more?: Ask): Promise<Answer>;
  /** Asks anything, with nothing added. */
  plain(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export interface Ask {
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
  readonly revision?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers freely; what they must look like is the schemas' business.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

/**
 * @param env what the environment sets; nothing from outside gets in
 * @param place the data folder of a server before this one
 * @param settleMs when a request to Twilio without an answer takes effect no more, if other than ever
 */
export async function startApi(
  env: Record<string, string> = {},
  place?: string,
  settleMs?: number,
): Promise<ApiServer> {
  const folder = place ?? mkdtempSync(join(tmpdir(), 'patchcord-api-'));
  const config = readConfig({ PATCHCORD_TOKEN: TOKEN, DATA_DIR: folder, ...env });
  const store = openSqlite(join(folder, 'patchcord.sqlite'));
  const vault = createVault(config.secret ?? keyFromFile(join(folder, 'secret.key')));
  const settings = await loadServerSettings(config, store.settings, vault);
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const access = createAccess(store, config.token, now);
  const lines: string[] = [];
  const wentLive: string[] = [];
  const log = createLog('info', { write: (line: string) => lines.push(line) });
  const environments = await createEnvironmentDesk({ store, vault, now });
  const services = createServices(config, environments);
  const desks = createDesks({
    config,
    store,
    settings,
    services,
    now,
    log,
    ...(settleMs === undefined ? {} : { settleMs }),
  });
  const app = createApp({
    store,
    environments,
    access,
    buckets: createFailureBuckets(5, 15 * 60_000, now),
    settings,
    desks,
    ask: services.http.ask,
    log,
    version: '1.2.3',
    designer: builtDesigner(folder),
    now,
    onLive: (flow) => wentLive.push(flow),
  });
  for (const job of desks.jobs) job.start();
  // Connections outlive pauses of a busy machine: one that closes as it is used again would fail a test.
  const server = createServer({ keepAliveTimeout: 120_000 }, (req, res) => {
    if (desks.probe.takes(req)) desks.probe.answer(req, res);
    else app(req, res);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const plain = (path: string, init?: RequestInit) => fetch(`${url}${path}`, { redirect: 'manual', ...init });
  return {
    url,
    folder,
    app,
    store,
    access,
    lines,
    wentLive,
    later: (ms) => {
      ahead += ms;
    },
    ask: async (method, path, more = {}) => readAnswer(await plain(`/api/v1${path}`, requestInit(method, more))),
    plain,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(desks.jobs.map((job) => job.stop()));
      await store.close();
      if (place === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function requestInit(method: string, { body, raw, headers, revision }: Ask): RequestInit {
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    method,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...(revision === undefined ? {} : { 'if-match': `"r${revision}"` }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
  };
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** A stand-in for `dist/client`: what matters here is how files are served, not what is in them. */
function builtDesigner(folder: string): string {
  const designer = join(folder, 'designer');
  mkdirSync(join(designer, 'assets'), { recursive: true });
  writeFileSync(join(designer, 'index.html'), '<!doctype html><title>The designer</title>');
  writeFileSync(join(designer, 'assets', 'index-abc123.js'), 'export {};');
  return designer;
}
