/**
 * Builds what is missing or stale into dist/: the designer (dist/client) and the server with the CLI (dist/server).
 * `node scripts/build.mjs` builds whatever needs it; `--force` builds both.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));

const PARTS = {
  server: {
    what: 'the server',
    config: 'vite.server.config.ts',
    sources: ['server', 'shared', 'package.json', 'vite.server.config.ts'],
    result: 'dist/server/main.js',
  },
  client: {
    what: 'the designer',
    config: 'vite.config.ts',
    sources: ['client', 'shared', 'package.json', 'vite.config.ts'],
    result: 'dist/client/index.html',
  },
};

/**
 * Builds each named part ('server', 'client') unless its result was made from the very same sources.
 * Prints one line for each build to stderr, so that a command's own output stays clean. Throws when a build fails.
 */
export function buildStale(names = Object.keys(PARTS), { force = false } = {}) {
  for (const name of names) {
    // An installation without sources or build tools runs what it was shipped with.
    if (!existsSync(join(ROOT, PARTS[name].sources[0]))) continue;
    if (force || isStale(name)) withLock(name, () => (force || isStale(name)) && build(name));
  }
}

function isStale(name) {
  const { result, sources } = PARTS[name];
  const stamp = stampFile(name);
  return !existsSync(join(ROOT, result)) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint(sources);
}

function build(name) {
  const { what, config, sources } = PARTS[name];
  // Taken before the build: what changes while it runs makes it stale.
  const before = fingerprint(sources);
  const started = Date.now();
  const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined };
  const args = [vite(), 'build', '--config', config, '--logLevel', 'warn'];
  process.stderr.write(`Building ${what} …`);
  rmSync(stampFile(name), { force: true });
  const run = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  });
  if (run.status !== 0) {
    process.stderr.write(' failed\n');
    throw new Error(`Building ${what} failed.\n${run.stdout}${run.stderr}`);
  }
  writeFileSync(stampFile(name), before);
  process.stderr.write(` done in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

function vite() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  } catch {
    throw new Error('Building needs the development packages. Run: npm ci --include=dev');
  }
}

/** One builder at a time: the second waits and then finds the work done. A lock of a process that died is taken over. */
function withLock(name, work) {
  const lock = join(ROOT, 'dist', `.${name}.lock`);
  mkdirSync(dirname(lock), { recursive: true });
  while (!take(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (ownerIsGone(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function ownerIsGone(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    // Empty for the instant between creating and writing it.
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function stampFile(name) {
  return join(ROOT, 'dist', `.${name}.stamp`);
}

function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf)) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

function filesOf(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (path.includes('.')) return [path];
  const entries = readdirSync(full, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    buildStale(undefined, { force: process.argv.includes('--force') });
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
