import { execFileSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { constants, createBrotliDecompress } from 'node:zlib';

const require = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

// The package's own file names folders of AWS Lambda.
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

/**
 * Unpacks (once) the Chromium of the npm package @sparticuz/chromium under node_modules/.cache.
 * Out: its program, and the environment that lends it the package's own libraries and fonts where the system has
 * none. Undefined where the binary cannot run (it is built for Linux on x64).
 */
export async function bundledChromium(): Promise<{ executablePath: string; env: Record<string, string> } | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const packed = join(dirname(require.resolve('@sparticuz/chromium')), '../../bin');
  const { version } = JSON.parse(readFileSync(join(packed, '../package.json'), 'utf8')) as { version: string };
  const home = join(ROOT, 'node_modules/.cache', `patchcord-chromium-${version}`);
  if (!existsSync(home)) await unpack(packed, home);
  const executablePath = join(home, 'chromium');
  return { executablePath, env: { ...missingLibraries(executablePath, home), ...missingFonts(home) } };
}

/** Unpacks beside the goal and renames, so that a second process or a crash never meets half a browser. */
async function unpack(packed: string, home: string): Promise<void> {
  const partial = `${home}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await decompress(join(packed, 'chromium.br'), join(partial, 'chromium'));
  for (const name of ['al2023', 'fonts', 'swiftshader']) {
    const tar = join(partial, `${name}.tar`);
    await decompress(join(packed, `${name}.tar.br`), tar);
    // The software renderer is looked for beside the program.
    const into = name === 'swiftshader' ? partial : join(partial, name);
    mkdirSync(into, { recursive: true });
    execFileSync('tar', ['-xf', tar, '-C', into]);
    rmSync(tar);
  }
  writeFileSync(join(partial, 'fonts/fonts.conf'), FONTS_CONF);
  try {
    renameSync(partial, home);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

function decompress(from: string, to: string): Promise<void> {
  const unbrotli = createBrotliDecompress({
    chunkSize: 2 ** 20,
    params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 },
  });
  return pipeline(createReadStream(from), unbrotli, createWriteStream(to, { mode: 0o755 }));
}

function missingLibraries(executable: string, home: string): Record<string, string> {
  const linked = execFileSync('ldd', [executable], { encoding: 'utf8' });
  if (!linked.includes('not found')) return {};
  const own = join(home, 'al2023/lib');
  const theirs = process.env.LD_LIBRARY_PATH;
  return { LD_LIBRARY_PATH: theirs ? `${own}:${theirs}` : own };
}

function missingFonts(home: string): Record<string, string> {
  return existsSync('/etc/fonts/fonts.conf') && existsSync('/usr/share/fonts')
    ? {}
    : { FONTCONFIG_PATH: join(home, 'fonts') };
}
