import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const RULES: string[] = createRequire(import.meta.url)(CONFIG).forbidden.map((rule: { name: string }) => rule.name);

/** The rule, the file that breaks it and what that file imports. One tree holds them all. */
const BREACHES: [rule: string, from: string, to: string][] = [
  ['shared-stands-alone', 'shared/a.ts', 'server/util.ts'],
  ['shared-stands-alone', 'shared/b.ts', 'express'],
  ['shared-stands-alone', 'shared/c.ts', 'client/app-only.ts'],
  ['shared-without-node', 'shared/d.ts', 'node:fs'],
  ['client-not-to-server', 'client/state/a.ts', 'server/util.ts'],
  ['server-not-to-client', 'server/routes/a.ts', 'client/app-only.ts'],
  ['blocks-alone', 'shared/blocks/say.ts', 'shared/blocks/play.ts'],
  ['blocks-alone', 'shared/blocks/parts/a.ts', 'shared/blocks/play.ts'],
  ['blocks-not-to-engine', 'shared/blocks/dial.ts', 'shared/engine/engine.ts'],
  ['shared-leaves', 'shared/flow/a.ts', 'shared/twiml/twiml.ts'],
  ['shared-leaves', 'shared/twiml/a.ts', 'shared/template/template.ts'],
  ['shared-leaves', 'shared/template/a.ts', 'shared/block.ts'],
  ['shared-leaves', 'shared/text/a.ts', 'shared/flow/flow.ts'],
  ['client-ui-leaf', 'client/ui/a.ts', 'client/state/store.ts'],
  ['client-ui-leaf', 'client/ui/b.ts', 'shared/flow/flow.ts'],
  ['fields-on-foundations', 'shared/fields/a.ts', 'shared/block.ts'],
  ['phone-knows-twiml-only', 'shared/phone/a.ts', 'shared/flow/flow.ts'],
  ['rehearsal-joins-engine-and-phone', 'shared/rehearsal/a.ts', 'shared/blocks/say.ts'],
  ['engine-not-to-phone', 'shared/engine/a.ts', 'shared/phone/phone.ts'],
  ['client-rooms-apart', 'client/canvas/a.ts', 'client/inspector/inspector.ts'],
  ['client-rooms-apart', 'client/state/b.ts', 'client/inspector/inspector.ts'],
  ['client-rooms-apart', 'client/palette/a.ts', 'client/app-only.ts'],
  ['only-main-picks-parts', 'server/routes/b.ts', 'server/store/sqlite.ts'],
  ['only-main-picks-parts', 'server/app.ts', 'server/services/clock.ts'],
  ['no-cycles', 'shared/flow/one.ts', 'shared/flow/two.ts'],
  ['resolvable', 'client/canvas/b.ts', 'client/canvas/nowhere.ts'],
  ['runtime-packages', 'server/routes/c.ts', 'vite'],
];

/** Imports the rules must leave alone. */
const ALLOWED: [from: string, to: string][] = [
  ['server/main.ts', 'server/store/sqlite.ts'],
  ['server/main.ts', 'server/services/clock.ts'],
  ['server/routes/ok.ts', 'server/store/store.ts'],
  ['server/routes/ok-express.ts', 'express'],
  ['server/routes/ok-node.ts', 'node:fs'],
  ['server/store/ok.ts', 'server/store/sqlite.ts'],
  ['shared/ok.ts', 'zod'],
  ['shared/blocks/index.ts', 'shared/blocks/play.ts'],
  ['shared/blocks/ok.ts', 'shared/block.ts'],
  ['shared/fields/ok.ts', 'shared/twiml/twiml.ts'],
  ['shared/phone/ok.ts', 'shared/twiml/twiml.ts'],
  ['client/canvas/ok.ts', 'client/state/store.ts'],
  ['client/canvas/ok-ui.ts', 'client/ui/button.ts'],
  ['client/canvas/ok-shared.ts', 'shared/flow/flow.ts'],
  ['client/App.ts', 'client/inspector/inspector.ts'],
];

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'patchcord-rules-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('import rules', () => {
  it('bite on a planted breach of each', () => {
    const tree = plant('breaches', BREACHES);
    put(join(tree, 'shared/flow/two.ts'), `import * as one from './one.ts';\nexport const y = one;\n`);
    const { violations } = cruise(tree);
    for (const [rule, from, to] of BREACHES) {
      const target = to.replace('node:', '');
      const bite = violations.find((v) => v.rule.name === rule && v.from === from && v.to.includes(target));
      expect(bite, `${rule}: ${from} → ${to}`).toBeDefined();
    }
    expect(new Set(BREACHES.map(([rule]) => rule)), 'a rule without a planted breach').toEqual(new Set(RULES));
  });

  it('also see imports of types alone', () => {
    const tree = plant('types', []);
    put(join(tree, 'shared/flow/a.ts'), `import type { x } from '../twiml/twiml.ts';\nexport type Y = typeof x;\n`);
    put(join(tree, 'shared/twiml/twiml.ts'), 'export const x = 1;\n');
    expect(cruise(tree).violations.map((v) => v.rule.name)).toContain('shared-leaves');
  });

  it('let the intended roads through', () => {
    const { violations } = cruise(plant('allowed', ALLOWED));
    expect(violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([]);
  });

  it('read every source file of the real tree', () => {
    const seen = new Set(cruise(ROOT).modules);
    const sources = ['client', 'server', 'shared'].flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => `${room}/${file}`),
    );
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((file) => !seen.has(file))).toEqual([]);
    // Well over a thousand files are read.
  }, 90_000);
});

interface Violation {
  rule: { name: string };
  from: string;
  to: string;
}

function cruise(cwd: string): { violations: Violation[]; modules: string[] } {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', CONFIG, '--output-type', 'json', 'client', 'server', 'shared'];
  const report = JSON.parse(execFileSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 }));
  return {
    violations: report.summary.violations,
    modules: report.modules.map((module: { source: string }) => module.source),
  };
}

/** Writes a small checkout in which each pair is one import, and returns its folder. */
function plant(name: string, imports: [...string[], from: string, to: string][]): string {
  const tree = join(scratch, name);
  const manifest = {
    type: 'module',
    dependencies: { express: '1', zod: '1' },
    devDependencies: { vite: '1' },
  };
  put(join(tree, 'package.json'), JSON.stringify(manifest));
  put(join(tree, 'tsconfig.json'), JSON.stringify({ compilerOptions: { module: 'esnext' } }));
  for (const name of ['express', 'zod', 'vite']) {
    put(join(tree, 'node_modules', name, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
    put(join(tree, 'node_modules', name, 'index.js'), 'module.exports = {};\n');
  }
  for (const room of ['client', 'server', 'shared']) put(join(tree, room, 'empty.ts'), 'export const x = 0;\n');
  const pairs = imports.map((entry) => entry.slice(-2) as [string, string]);
  for (const [, to] of pairs) {
    if (to.endsWith('.ts') && !to.includes('nowhere')) put(join(tree, to), 'export const x = 0;\n');
  }
  for (const [from, to] of pairs) {
    const target = to.endsWith('.ts') ? `${'../'.repeat(from.split('/').length - 1)}${to}` : to;
    put(join(tree, from), `import * as all from '${target}';\nexport const y = all;\n`);
  }
  return tree;
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
