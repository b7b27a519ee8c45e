import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { writeFlow } from '../../../shared/flow/write.ts';
import { ACCOUNT, AUTH_TOKEN, ivr, PUBLIC_URL } from './setup.ts';

export type Kind = 'constant' | 'handwritten' | 'ours' | 'ours2000';

export interface Measured {
  /** With those of the warm-up. */
  readonly answered: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly errors: number;
  /** Microseconds of CPU time that the server took for each request, warm-up and helper threads included; only Linux tells. */
  readonly cpu: number | undefined;
}

export interface Load {
  readonly seconds: number;
  readonly warm: number;
  /** Requests per second; as fast as it goes if absent. */
  readonly rate?: number;
}

/** Starts a fresh server of this kind with an empty database, puts load on it from a process of its own, and stops it. */
export async function measure(kind: Kind, load: Load, port: number): Promise<Measured> {
  const place = mkdtempSync(join(tmpdir(), 'patchcord-bench-'));
  try {
    const server = await startServer(kind, place, port);
    try {
      const before = cpuTime(server.pid);
      const measured = await runLoad(ENTRIES[kind], load, port);
      const after = cpuTime(server.pid);
      const cpu = before === undefined || after === undefined ? undefined : (after - before) / measured.answered;
      return { ...measured, cpu };
    } finally {
      const gone = once(server, 'exit');
      server.kill(process.env.BENCH_CPU_PROFILE ? 'SIGTERM' : 'SIGKILL');
      await gone;
    }
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** Whether server and load can each have a core of their own. */
export const PINNED = cpus().length > 1 && canPin();

const ENTRIES: Record<Kind, string> = {
  constant: '/',
  handwritten: '/voice',
  ours: '/voice/ivr',
  ours2000: '/voice/ivr',
};

async function startServer(kind: Kind, place: string, port: number): Promise<ChildProcess> {
  const env = { ...process.env, NODE_ENV: 'production', PORT: String(port) };
  const script = (name: string): string[] => ['--import', 'tsx', join(import.meta.dirname, `${name}.ts`)];
  if (kind === 'constant' || kind === 'handwritten') return listening(run(0, script(kind), env), port);
  await publish(place, kind === 'ours' ? 10 : 2_000);
  const product = join(import.meta.dirname, '../../../dist/server/main.js');
  const settings = {
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    PUBLIC_BASE_URL: PUBLIC_URL,
    DATA_DIR: place,
  };
  return listening(run(0, [product], { ...env, ...settings }), port);
}

async function publish(place: string, blocks: number): Promise<void> {
  const store = openSqlite(join(place, 'patchcord.sqlite'));
  const document = writeFlow(ivr(blocks));
  await store.flows.create({ id: 'ivr', name: 'Three steps', document, now: Date.now() });
  await store.flows.publish({ id: 'ivr', document, note: '', now: Date.now() });
  await store.close();
}

async function runLoad(entry: string, { seconds, warm, rate }: Load, port: number): Promise<Omit<Measured, 'cpu'>> {
  const script = join(import.meta.dirname, 'load.ts');
  const args = [port, entry, seconds, warm, rate ?? ''].map(String);
  const child = run(1, ['--import', 'tsx', script, ...args], process.env);
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  await once(child, 'close');
  return JSON.parse(text) as Omit<Measured, 'cpu'>;
}

/** Microseconds that a process has computed so far. */
function cpuTime(pid: number | undefined): number | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  // Behind the name, which may hold anything: user and system time are the 12th and 13th, in hundredths of a second.
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function run(core: number, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const profile = env.BENCH_CPU_PROFILE && core === 0 ? ['--cpu-prof', `--cpu-prof-dir=${env.BENCH_CPU_PROFILE}`] : [];
  const node = [process.execPath, ...profile, ...args];
  const [command = '', ...rest] = PINNED ? ['taskset', '-c', String(core), ...node] : node;
  return spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function listening(server: ChildProcess, port: number): Promise<ChildProcess> {
  server.stdout?.resume();
  for (let tries = 0; tries < 400; tries++) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}.`);
    if (await answers(port)) return server;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Nothing listens on port ${port}.`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (ok: boolean) => () => {
      socket.destroy();
      resolve(ok);
    };
    socket.on('connect', end(true)).on('error', end(false));
  });
}

function canPin(): boolean {
  try {
    execFileSync('taskset', ['-c', '0,1', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
