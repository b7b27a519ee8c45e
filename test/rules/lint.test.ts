import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const BREACHES: [rule: string, path: string, source: string][] = [
  ['lint/style/noProcessEnv', 'server/routes/env.ts', 'export const x = process.env.PORT;\n'],
  ['lint/suspicious/noExplicitAny', 'shared/any.ts', 'export const x: any = 1;\n'],
  ['lint/style/noDefaultExport', 'client/default.ts', 'export default 1;\n'],
  ['lint/performance/noReExportAll', 'shared/all.ts', "export * from './any.ts';\n"],
  ['lint/correctness/useImportExtensions', 'shared/bare.ts', "import { x } from './any';\n\nexport const y = x;\n"],
  ['lint/style/noNonNullAssertion', 'server/bang.ts', 'export const x = (y?: string) => y!;\n'],
  ['format', 'shared/quotes.ts', 'export const x = "1";\n'],
];
const CLEAN: [path: string, source: string][] = [
  ['server/config.ts', 'export const x = process.env.PORT;\n'],
  ['shared/clean.ts', "import { z } from 'zod';\n\nexport const x = z.string();\n"],
];

describe('lint rules', () => {
  let tree = '';
  let found: { category: string; location: { path: string } }[] = [];

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'patchcord-lint-'));
    for (const file of ['biome.json', '.gitignore']) copyFileSync(join(ROOT, file), join(tree, file));
    for (const [path, source] of [...BREACHES.map(([, ...rest]) => rest), ...CLEAN]) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), source);
    }
    const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
    const run = spawnSync(process.execPath, [biome, 'check', '--reporter=json'], { cwd: tree, encoding: 'utf8' });
    expect(run.status).toBe(1);
    found = JSON.parse(run.stdout).diagnostics;
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it.each(BREACHES)('%s bites in %s', (rule, path) => {
    expect(found.filter((d) => d.location.path.endsWith(path)).map((d) => d.category)).toContain(rule);
  });

  it.each(CLEAN)('nothing is said of %s', (path) => {
    expect(found.filter((d) => d.location.path.endsWith(path))).toEqual([]);
  });
});
