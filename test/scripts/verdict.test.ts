import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from './support/checkout.ts';

const TOOLS = {
  'typescript-native/bin/tsc': '',
  '@biomejs/biome/bin/biome': '',
  'dependency-cruiser/bin/dependency-cruise.mjs':
    'console.log("no violations found (12 modules, 3 dependencies cruised)");',
  'knip/bin/knip.js': '',
};

describe('npm test', () => {
  let checkout: Checkout;
  const tool = (file: string, source: string) => checkout.put(`node_modules/${file}`, source);

  beforeEach(() => {
    checkout = makeCheckout();
    checkout.put('node_modules/package.json', '{ "type": "module" }');
    for (const [file, source] of Object.entries(TOOLS)) tool(file, source);
    vitest({ numPassedTests: 10, numFailedTests: 0, testResults: [] }, 0);
  });
  afterEach(() => rmSync(checkout.folder, { recursive: true, force: true }));

  /** Stands in for vitest: leaves this report and ends with this code. */
  function vitest(report: object | undefined, code: number): void {
    const write = `writeFileSync(process.argv.find((a) => a.startsWith('--outputFile')).split('=')[1], '${JSON.stringify(report)}');`;
    tool(
      'vitest/vitest.mjs',
      `import { writeFileSync } from 'node:fs';${report ? write : ''}process.exitCode = ${code};`,
    );
  }

  async function verdict(...steps: string[]) {
    const { code, stdout } = await checkout.run('scripts/test.mjs', ...steps);
    expect(stdout.match(/^\d+ passed, \d+ failed$/gm)).toHaveLength(1);
    return { code, line: stdout.trimEnd().split('\n').at(-1), stdout };
  }

  it('counts each check once and every test', async () => {
    expect(await verdict()).toMatchObject({ code: 0, line: '27 passed, 0 failed' });
  });

  it('fails with the output of the check that failed', async () => {
    tool('knip/bin/knip.js', 'console.log("unused: shared/x.ts"); process.exitCode = 1;');
    const result = await verdict();
    expect(result).toMatchObject({ code: 1, line: '26 passed, 1 failed' });
    expect(result.stdout).toContain('unused: shared/x.ts');
  });

  it('fails when the import rules saw no module', async () => {
    const nothing = 'console.log("no violations found (0 modules, 0 dependencies cruised)");';
    tool('dependency-cruiser/bin/dependency-cruise.mjs', nothing);
    expect(await verdict('imports')).toMatchObject({ code: 1, line: '0 passed, 1 failed' });
  });

  it.each([
    ['a test failed', { numPassedTests: 3, numFailedTests: 2, testResults: [] }, 1, '3 passed, 2 failed'],
    ['no test ran', { numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0, '0 passed, 1 failed'],
    [
      'an error came from outside the tests',
      { numPassedTests: 3, numFailedTests: 0, testResults: [] },
      1,
      '3 passed, 1 failed',
    ],
    [
      'a test file did not load',
      { numPassedTests: 3, numFailedTests: 0, testResults: [{ status: 'failed', assertionResults: [] }] },
      1,
      '3 passed, 1 failed',
    ],
    ['the runner left no report', undefined, 1, '0 passed, 1 failed'],
  ])('fails when %s', async (_what, report, code, line) => {
    vitest(report, code);
    expect(await verdict('unit')).toMatchObject({ code: 1, line });
  });

  it('refuses a step it does not know', async () => {
    const run = await checkout.run('scripts/test.mjs', 'untis');
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('types, lint, imports, unused, unit, browser');
  });
});
