import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { bundledChromium } from './bundled-chromium.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** One way to get a browser: where its program is and what its process needs in the environment. */
export interface BrowserSource {
  name: string;
  /** Finds or unpacks the program; undefined when this way is not open on this machine. */
  locate: () => Promise<{ executablePath: string; env?: Record<string, string> } | undefined>;
}

/** The ways in the order they are tried. `CHROME_PATH` names a browser and rules the others out. */
export function browserSources(chromePath = process.env.CHROME_PATH): BrowserSource[] {
  if (chromePath) return [{ name: `CHROME_PATH=${chromePath}`, locate: async () => ({ executablePath: chromePath }) }];
  return [
    ...INSTALLED.map((path) => ({
      name: path,
      locate: async () => (existsSync(path) ? { executablePath: path } : undefined),
    })),
    { name: 'the Chromium inside @sparticuz/chromium', locate: bundledChromium },
    { name: 'apt-get install chromium', locate: fromDebian },
  ];
}

/**
 * Starts a headless Chromium for a test: an installed one, else the one that comes with npm, else (as root on
 * Debian) the distribution's. Callers close it. Throws with every way tried and why it failed.
 *
 * @param flags of Chromium, beside the usual ones
 */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  const failures: string[] = [];
  for (const source of browserSources()) {
    try {
      const found = await source.locate();
      if (!found) continue;
      const env = { ...(process.env as Record<string, string>), ...found.env };
      return await chromium.launch({
        executablePath: found.executablePath,
        args: [...FLAGS, ...flags],
        headless: true,
        env,
      });
    } catch (error) {
      failures.push(`${source.name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  throw new Error(`No Chromium could be started. Install one or set CHROME_PATH.\n${failures.join('\n')}`);
}

async function fromDebian(): Promise<{ executablePath: string } | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore' });
  execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
  return { executablePath: '/usr/bin/chromium' };
}
