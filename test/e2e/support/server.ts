import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START_LIMIT_MS = 30_000;

/** The built product, running as people run it. */
export interface RunningServer {
  /** Where it answers, without a closing slash. It is the public base URL too, unless `env` says otherwise. */
  url: string;
  /** Opens the designer once: what it printed for people, on this `url`. */
  loginUrl: string;
  /** The bearer token of the API. */
  token: string;
  /** The Twilio credentials it was given: sign webhooks with the token. */
  twilio: { accountSid: string; authToken: string };
  port: number;
  dataDir: string;
  /** All it has printed so far. */
  output(): string;
  /** Ends it at once, as a crash would, and keeps its data: start again with the same `port` and `dataDir`. */
  kill(): Promise<void>;
  /** Ends it politely; removes the data folder unless the caller brought it. Works after `kill`, too. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  port?: number;
  dataDir?: string;
  /** Added to the environment; an undefined value removes the name. */
  env?: Record<string, string | undefined>;
}

/**
 * Starts dist/server on a free port of this machine, with a data folder of its own and made-up credentials, and
 * waits until it answers. The build is the global setup's business. Throws with its output when it does not start.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  for (let left = options.port === undefined ? PORT_TRIES : 1; ; left--) {
    try {
      return await startOn(options.port ?? (await freePort()), options);
    } catch (error) {
      // Somebody else took the port between its finding and its use.
      if (left <= 1 || !/is already in use/.test(String(error))) throw error;
    }
  }
}

const PORT_TRIES = 5;

async function startOn(port: number, options: ServerOptions): Promise<RunningServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'patchcord-e2e-'));
  const url = `http://127.0.0.1:${port}`;
  const token = 'test-token-for-machines-0123456789abcdef';
  const twilio = { accountSid: `AC${'0'.repeat(31)}1`, authToken: '0123456789abcdef0123456789abcdef' };
  const child = spawn(process.execPath, [join(ROOT, 'dist/server/main.js')], {
    // Away from the checkout, so that nothing works only because of where it was started.
    cwd: dataDir,
    env: {
      ...bareEnvironment(),
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      PUBLIC_BASE_URL: url,
      PATCHCORD_TOKEN: token,
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: twilio.authToken,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const kill = (signal: NodeJS.Signals) => end(child, signal);
  const stop = async () => {
    await kill('SIGTERM');
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
  };
  let loginUrl: string;
  try {
    loginUrl = `${url}${await answering(url, child, output)}`;
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, loginUrl, token, twilio, port, dataDir, output, kill: () => kill('SIGKILL'), stop };
}

/** The environment without the settings of whoever runs the tests. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(PORT|HOST|DATA_DIR|PUBLIC_BASE_URL|LOG_LEVEL|PATCHCORD_.*|TWILIO_.*)$/;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
    NODE_ENV: 'production',
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return () => text;
}

/** Waits until it answers and has printed its login link; out: the link's path. */
async function answering(url: string, child: ChildProcess, output: () => string): Promise<string> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}.\n${output()}`);
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    await answer?.body?.cancel();
    const login = /\/login\?token=\S+/.exec(output())?.[0];
    if (answer?.ok && login) return login;
    await wait(50);
  }
  throw new Error(`The server did not answer on ${url} within ${START_LIMIT_MS / 1000} s.\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(late);
}
