import { readdir, readlink, rm, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DoctorDeps } from './deps.ts';
import { counted, fix, type Note, reasonOf } from './finding.ts';

const MB = 1024 * 1024;
/** Below these, in bytes, there is soon no room for calls. */
const ROOM = { error: 50 * MB, warning: 500 * MB };

/** Last days of Node.js versions that Patchcord runs on. https://nodejs.org/en/about/previous-releases */
const NODE_ENDS: Readonly<Record<number, string>> = {
  20: '2026-04-30',
  22: '2027-04-30',
  24: '2028-04-30',
};

/** The machine: Node.js, the data folder, and who else has the database open. */
export async function checkMachine(
  { dataDir, now }: DoctorDeps,
  node: string = process.versions.node,
): Promise<readonly Note[]> {
  const folder = await dataNotes(dataDir);
  const others = await otherProcesses(join(resolve(dataDir), 'patchcord.sqlite'));
  return [nodeNote(node, now()), ...folder, ...(others ? [others] : [])];
}

function nodeNote(version: string, now: number): Note {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const mend = fix(
    'Install a current version of Node.js with long-term support, and start the server with it.',
    undefined,
    {
      kind: 'link',
      url: 'https://nodejs.org/en/download',
      title: 'Open nodejs.org',
    },
  );
  if (major < 20 || (major === 20 && minor < 19)) {
    const seen = `Node.js ${version}; Patchcord needs 20.19 or later.`;
    return { code: 'node-old', status: 'error', title: 'Node.js is too old', seen, fix: mend };
  }
  const ends = NODE_ENDS[major];
  const odd = major % 2 === 1 && major < 25;
  if (odd || (ends !== undefined && Date.parse(ends) < now)) {
    const seen = `Node.js ${version}${ends ? `, supported until ${ends}` : ''}.`;
    const why = 'Everything works, but holes that are found in this version are not mended any more.';
    return {
      code: 'node-ended',
      status: 'warning',
      title: 'This version of Node.js is no longer maintained',
      seen,
      why,
      fix: mend,
    };
  }
  return { code: 'node', status: 'ok', title: 'Node.js is current', seen: `Node.js ${version}.` };
}

async function dataNotes(dataDir: string): Promise<readonly Note[]> {
  const file = join(dataDir, `.doctor-${process.pid}`);
  try {
    await writeFile(file, 'The doctor looked whether this folder can be written to.\n', { mode: 0o600 });
    await rm(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [notMadeYet(dataDir)];
    return [notWritable(dataDir, reasonOf(error))];
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const room = free > 1024 * MB ? `${(free / 1024 / MB).toFixed(1)} GB` : `${Math.round(free / MB)} MB`;
  const status = free < ROOM.error ? 'error' : free < ROOM.warning ? 'warning' : 'ok';
  const seen = `${dataDir} can be written to and has ${room} free.`;
  if (status === 'ok') return [{ code: 'data-dir', status, title: 'The data folder is in order', seen }];
  return [
    {
      code: 'disk-full',
      status,
      title: 'The disk is nearly full',
      seen,
      why: 'A turn is answered only after it was kept; without room callers hear the fallback prompt.',
      fix: fix('Make room, or move the data to a larger disk:', 'DATA_DIR=/path/with/room'),
    },
  ];
}

function notMadeYet(dataDir: string): Note {
  const seen = `${dataDir} does not exist; the server makes it at its first start.`;
  return { code: 'data-dir-missing', status: 'unknown', title: 'There is no data folder yet', seen };
}

function notWritable(dataDir: string, reason: string): Note {
  return {
    code: 'data-dir-closed',
    status: 'error',
    title: 'The data folder cannot be written to',
    seen: reason,
    why: 'Nothing can be saved, and no call can be answered.',
    fix: fix(
      'Give the server’s user the folder, or name another one:',
      `chown -R "$(whoami)" ${dataDir}\n# or\nDATA_DIR=/path/you/own`,
    ),
  };
}

/** Linux tells which processes of the same user have a file open; elsewhere nothing is said. */
async function otherProcesses(database: string): Promise<Note | undefined> {
  const pids = await readdir('/proc').catch(() => []);
  const others: string[] = [];
  for (const pid of pids) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const handle of handles) {
      if ((await readlink(`/proc/${pid}/fd/${handle}`).catch(() => '')) !== database) continue;
      others.push(pid);
      break;
    }
  }
  if (others.length === 0) return undefined;
  return {
    code: 'database-shared',
    status: 'warning',
    title: 'Another process has the database open',
    seen: `${counted(others.length, 'other process has', 'other processes have')} ${database} open: ${others.slice(0, 5).join(', ')}.`,
    why: 'Two servers on one database do not hear of each other’s publishing: callers may get an older version from one of them.',
    fix: fix(
      'See what it is and stop it if it is a second server:',
      `ps -o pid,args -p ${others.slice(0, 5).join(',')}`,
    ),
  };
}
