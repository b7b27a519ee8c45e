import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckGroup, Checkup, Finding } from '../../../shared/api/doctor.ts';

const MAIN = fileURLToPath(new URL('../../../server/main.ts', import.meta.url));
const HOSTS = fileURLToPath(new URL('hosts.cjs', import.meta.url));
export const TOKEN = 'machine-token-for-tests-0123456789';
export const AUTH_TOKEN = '0123456789abcdef0123456789abcdef';
export const ACCOUNT = `AC${'1'.repeat(32)}`;

/** The server in a process of its own, as people run it. */
export interface DoctorServer {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Asks the API; the answer's body. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  ask(method: string, path: string, body?: unknown): Promise<any>;
  /** Sets the public address and runs these groups. */
  check(publicUrl: string, ...only: CheckGroup[]): Promise<Findings>;
  stop(): Promise<void>;
}

/** What was found, by code. */
export interface Findings {
  readonly all: readonly Finding[];
  /** `code: status` of each, in order. */
  readonly codes: readonly string[];
  get(code: string): Finding;
}

/**
 * @param hosts names this process finds, with their addresses (see hosts.cjs)
 * @param env added to its environment
 */
export async function startServer(
  hosts: Record<string, string>,
  env: Record<string, string> = {},
): Promise<DoctorServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'patchcord-doctor-'));
  const child = spawn(process.execPath, ['--require', HOSTS, '--import', 'tsx', MAIN], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATA_DIR: dataDir,
      PATCHCORD_TOKEN: TOKEN,
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      TEST_HOSTS: JSON.stringify({ 'api.twilio.com': '192.0.2.1', ...hosts }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await portOf(child);
  const url = `http://127.0.0.1:${port}`;
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return response.json();
  };
  return {
    url,
    port,
    dataDir,
    ask,
    async check(publicUrl, ...only) {
      await ask('PUT', '/settings/public-url', { url: publicUrl });
      return findingsOf(await ask('POST', '/doctor', { only }));
    },
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function findingsOf({ findings }: Checkup): Findings {
  return {
    all: findings,
    codes: findings.map(({ code, status }) => `${code}: ${status}`),
    get(code) {
      const found = findings.find((finding) => finding.code === code);
      if (!found) throw new Error(`No ${code} among ${JSON.stringify(findings, null, 2)}`);
      return found;
    },
  };
}

/** Waits for the banner. */
async function portOf(child: ChildProcess): Promise<number> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  for await (const text of child.stdout?.setEncoding('utf8') ?? []) {
    said += text;
    const port = /Designer\s+http:\/\/localhost:(\d+)/.exec(said)?.[1];
    if (port && /Webhooks/.test(said)) {
      child.stdout?.resume();
      return Number(port);
    }
  }
  throw new Error(`The server did not start.\n${said}`);
}
