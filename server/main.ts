import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { destination } from 'pino';
import type { CheckGroup, Checkup } from '../shared/api/doctor.ts';
import { templates } from '../shared/templates/index.ts';
import { createApp } from './app.ts';
import { type Access, createAccess } from './auth/access.ts';
import { createFailureBuckets } from './auth/buckets.ts';
import { createVault, keyFromFile } from './auth/vault.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createDesks, type Desks, doctorDeps } from './desks.ts';
import { createDoctor } from './doctor/doctor.ts';
import { createEnvironmentDesk, type EnvironmentDesk } from './environments/desk.ts';
import { keepGarbageYoung } from './garbage.ts';
import { createLog } from './log.ts';
import { ROOT, VERSION } from './root.ts';
import { addFlow } from './routes/flows.ts';
import { createVoiceHandler, type VoiceHandler } from './routes/voice.ts';
import { createServices, type Services } from './services/services.ts';
import { stopServer } from './stop.ts';
import { openSqlite } from './store/sqlite.ts';
import type { Store } from './store/store.ts';
import { loadServerSettings, type ServerSettings } from './twilio/settings.ts';
import { compileDocument } from './webhooks/compile.ts';

/** A server that listens. */
export interface RunningServer {
  /** Where people reach it on this machine. */
  readonly url: string;
  /** One-time link. */
  readonly loginUrl: string;
  readonly settings: ServerSettings;
  /** Answers what is under way and waits for what blocks want done, both for a while, then closes the store. */
  close(): Promise<void>;
}

/** Wrong tokens from one address before it must wait. */
const FAILURES = { limit: 5, windowMs: 15 * 60 * 1000 };

/**
 * Opens the store, wires everything together and listens.
 *
 * @throws Error with a sentence for people, e.g. when the port is taken
 */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const store = openSqlite(join(config.dataDir, 'patchcord.sqlite'));
  try {
    const vault = createVault(config.secret ?? keyFromFile(join(config.dataDir, 'secret.key')));
    const settings = await loadServerSettings(config, store.settings, vault);
    const environments = await createEnvironmentDesk({ store, vault, now: Date.now });
    await seed(store);
    const access = createAccess(store, config.token);
    const services = createServices(config, environments);
    const desks = createDesks({ config, store, settings, services, now: Date.now, log });
    const { answer, idle } = wire({ store, settings, access, desks, environments, services, log });
    const server = createServer({ requestTimeout: 60_000 }, answer);
    const url = await listen(server, config);
    const loginUrl = linkTo(url, await access.newLoginToken());
    for (const job of desks.jobs) job.start();
    services.warm();
    return {
      url,
      loginUrl,
      settings,
      close: () => stopServer(server, desks.jobs, store, idle).finally(services.close),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What `serve` says once the server listens. */
export interface Started {
  readonly banner: string;
  readonly facts: {
    readonly url: string;
    readonly loginUrl: string;
    readonly version: string;
    readonly dataDir: string;
  };
}

/** Runs the server until SIGINT or SIGTERM; a second signal ends the process at once. */
export async function runUntilStopped(config: Config, onStart: (started: Started) => void): Promise<void> {
  keepGarbageYoung();
  const lines = destination({ dest: 2, sync: false });
  const log = createLog(config.logLevel, lines);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const running = await startServer(config, log);
  onStart({
    banner: bannerOf(running, config),
    facts: { url: running.url, loginUrl: running.loginUrl, version: VERSION, dataDir: config.dataDir },
  });
  await stopped;
  log.info('stopping');
  await running.close();
  lines.flushSync();
}

/**
 * Makes a login link for the server that uses this data directory, from another process.
 *
 * @throws Error where no server has used the directory yet
 */
export async function newLoginLink(config: Config): Promise<string> {
  const file = join(config.dataDir, 'patchcord.sqlite');
  if (!existsSync(file)) {
    throw new Error(`There is no database in ${config.dataDir}. Start the server first, or set DATA_DIR as it has it.`);
  }
  const store = openSqlite(file);
  try {
    return linkTo(localUrl(config.host, config.port), await createAccess(store, null).newLoginToken());
  } finally {
    await store.close();
  }
}

/**
 * The doctor's checks without a running server: all but the webhooks, which only a running one can receive. What was entered in
 * Settings is known where this machine has the database.
 */
export async function examine(config: Config, only: readonly CheckGroup[]): Promise<Checkup> {
  const file = join(config.dataDir, 'patchcord.sqlite');
  const store = existsSync(file) ? openSqlite(file) : undefined;
  try {
    const vault = createVault(
      config.secret ?? (store ? keyFromFile(join(config.dataDir, 'secret.key')) : randomBytes(32)),
    );
    const settings = await loadServerSettings(config, store?.settings ?? NO_SETTINGS, vault);
    const log = createLog('silent');
    const parts = { config, settings, now: Date.now };
    const services = createServices(config, { secret: () => undefined });
    const numbers = store && createDesks({ ...parts, store, services, log }).numbers;
    return await createDoctor(doctorDeps(parts, { store, numbers }), log).check(only);
  } finally {
    await store?.close();
  }
}

const NO_SETTINGS = { get: async () => undefined, set: async () => undefined, remove: async () => undefined };

interface Parts {
  readonly store: Store;
  readonly settings: ServerSettings;
  readonly access: Access;
  readonly desks: Desks;
  readonly environments: EnvironmentDesk;
  readonly services: Services;
  readonly log: Logger;
}

interface Wired extends Pick<VoiceHandler, 'idle'> {
  readonly answer: RequestListener;
}

/** Webhooks are answered before Express is asked: callers wait for every millisecond. */
function wire({ store, settings, access, desks, environments, services, log }: Parts): Wired {
  const publicUrl = () => settings.publicUrl().url;
  const voice = createVoiceHandler({
    store,
    services: desks.effects,
    env: environments.env,
    admit: desks.outgoing.admit,
    settings: {
      publicUrl,
      authToken: () => settings.credentials().authToken,
      accountSid: () => settings.credentials().accountSid,
    },
    compile: compileDocument,
    log,
    onNews: () => desks.outgoing.onNews(),
  });
  const app = createApp({
    store,
    access,
    buckets: createFailureBuckets(FAILURES.limit, FAILURES.windowMs, () => performance.now()),
    settings,
    desks,
    environments,
    ask: services.http.ask,
    log,
    version: VERSION,
    designer: join(ROOT, 'dist/client'),
    now: Date.now,
    onLive: voice.invalidate,
  });
  const answer: RequestListener = (req, res) => {
    if (desks.probe.takes(req)) desks.probe.answer(req, res);
    else if (voice.match(req.url)) voice(req, res);
    else app(req, res);
  };
  return { answer, idle: voice.idle };
}

/** The first start leaves a flow to look at. */
async function seed(store: Store): Promise<void> {
  if ((await store.settings.get('seeded')) !== undefined) return;
  const [sample] = templates;
  if (sample && (await store.flows.list()).length === 0) await addFlow(store.flows, sample.document, Date.now());
  await store.settings.set('seeded', VERSION);
}

function listen(server: Server, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(explainListen(error, host, port))));
    server.listen(port, host, () => resolve(localUrl(host, (server.address() as AddressInfo).port)));
  });
}

function explainListen(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is already in use. Stop what uses it, or choose another port, e.g. PORT=${port + 1}.`;
  }
  if (error.code === 'EACCES') return `Port ${port} needs rights this user does not have. Choose one above 1023.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `HOST is ${host}, which is not an address of this machine.`;
  return `The server cannot listen on ${host}:${port}: ${error.message}.`;
}

function bannerOf({ url, loginUrl, settings }: RunningServer, { dataDir }: Config): string {
  const { url: publicUrl } = settings.publicUrl();
  const missing = [
    ...(publicUrl === null ? ['the public address (PUBLIC_BASE_URL)'] : []),
    ...(settings.credentials().authToken === null ? ['the auth token (TWILIO_AUTH_TOKEN)'] : []),
  ];
  const webhooks = missing.length === 0 ? `answered at ${publicUrl}` : `refused until you set ${missing.join(' and ')}`;
  return `Patchcord ${VERSION}

  Designer   ${url}
  Log in     ${loginUrl}
             (works once, within an hour; "patchcord login" prints a new link)
  Data       ${dataDir}
  Webhooks   ${webhooks}

`;
}

/** People open the server by a name their browser trusts; only a particular address is shown as it is. */
function localUrl(host: string, port: number): string {
  const anywhere = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host);
  return `http://${anywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
}

function linkTo(url: string, token: string): string {
  return `${url}/login?token=${token}`;
}

// Told by its name, because a bundler may have moved this code to another file.
if (/[\\/]server[\\/]main\.[jt]s$/.test(process.argv[1] ?? '')) {
  try {
    await runUntilStopped(readConfig(), ({ banner }) => process.stdout.write(banner));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = error instanceof ConfigError ? 2 : 1;
  }
}
