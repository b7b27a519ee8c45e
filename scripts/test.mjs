/**
 * `npm test`: every check there is. Types, lint, import rules and unused code count as one each, then every unit,
 * contract and browser test. Ends with the line `N passed, N failed`; exits 1 when anything failed or no test ran.
 * `npm test -- lint unit` runs only the named steps.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './build.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'patchcord-test-'));
const CHECKS = [
  ...['shared', 'server', 'client', 'test'].map((room) =>
    check(`types of ${room}`, 'types', 'typescript-native', ['-p', room]),
  ),
  check('format and lint', 'lint', '@biomejs/biome', ['check', '--colors=off', '--error-on-warnings']),
  check('import rules', 'imports', 'dependency-cruiser', [
    ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', 'client', 'server', 'shared'],
  ]),
  check('unused code and packages', 'unused', 'knip', []),
];
const SUITES = [
  suite('unit and contract tests', 'unit', ['shared', 'unit']),
  suite('browser tests', 'browser', ['browser']),
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => ![...CHECKS, ...SUITES].some((step) => step.step === name));
if (unknown.length > 0) {
  console.error(`There is no step '${unknown[0]}'. Steps: types, lint, imports, unused, unit, browser`);
  process.exit(2);
}
const chosen = (step) => wanted.length === 0 || wanted.includes(step.step);

const total = { passed: 0, failed: 0 };
await inParallel(CHECKS.filter(chosen), Math.min(4, availableParallelism()));
// Browser tests measure time on screen, so nothing runs beside them.
await inParallel(SUITES.filter(chosen), 1);
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function check(title, step, name, args) {
  const count = ({ code, output }) => {
    // Told to read a tree it cannot parse, the cruiser sees nothing and calls that a success.
    const blind = step === 'imports' && !/\([1-9]\d* modules/.test(output);
    return { passed: 0, failed: 0, [code === 0 && !blind ? 'passed' : 'failed']: 1 };
  };
  return { title, step, command: [program(name), ...args], count };
}

function suite(title, step, projects) {
  const file = join(scratch, `${step}.json`);
  const chosenProjects = projects.flatMap((project) => ['--project', project]);
  const args = ['run', ...chosenProjects, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return { title, step, command: [program('vitest'), ...args], count: ({ code }) => readReport(file, code) };
}

/** Counts tests; a file that does not load, an error outside tests and an empty run are one failure each. */
function readReport(file, code) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1 };
  }
  const unloaded = report.testResults.filter((r) => r.status === 'failed' && r.assertionResults.length === 0).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + unloaded;
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

async function inParallel(steps, width) {
  const queue = [...steps];
  const worker = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) await run(step);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

async function run({ title, command, count }) {
  const started = Date.now();
  const result = await execute(command);
  const { passed, failed } = count(result);
  total.passed += passed;
  total.failed += failed;
  const tests = passed + failed > 1 ? `, ${passed + failed} tests` : '';
  if (failed > 0) console.log(`\n${result.output.trimEnd()}\n`);
  console.log(`${failed > 0 ? '✗' : '✓'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s${tests})`);
}

function execute(command) {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
    const child = spawn(process.execPath, command, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('close', (code) => resolve({ code, output }));
  });
}

function program(name) {
  const bins = {
    'typescript-native': 'bin/tsc',
    '@biomejs/biome': 'bin/biome',
    'dependency-cruiser': 'bin/dependency-cruise.mjs',
    knip: 'bin/knip.js',
    vitest: 'vitest.mjs',
  };
  return join(ROOT, 'node_modules', name, bins[name]);
}
