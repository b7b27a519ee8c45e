import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallTest } from '../../shared/flow/call-test.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { survey } from '../../shared/templates/survey.ts';
import { run } from './support/run.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { document } = survey;
const BAD: CallTest = { name: 'Wrong <&"\u0007 one', steps: [{ press: '5' }, { says: 'Never said ]]>' }] };

function file(name: string, tests: readonly CallTest[]): string {
  const path = join(folder, name);
  writeFileSync(path, writeFlow({ ...document, tests }));
  return path;
}

const good = () => file('good.flow.json', document.tests);
const bad = () => file('bad.flow.json', [...document.tests.slice(0, 1), BAD]);

/** Elements of an XML text with their attributes and their own text; throws where it is not well formed. */
function elements(xml: string) {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on(
    'opentag',
    ({ name, attributes }) =>
      void found.push({ name, attributes: { ...attributes } as Record<string, string>, text: '' }),
  );
  parser.on('text', (text) => {
    const last = found.at(-1);
    if (last) last.text += text;
  });
  parser.write(xml).close();
  return found;
}

describe('patchcord test', () => {
  it('prints a line for each test and exits 0 when all pass', async () => {
    const { code, out } = await run('test', good());
    expect(code).toBe(0);
    for (const { name } of document.tests)
      expect(out).toMatch(new RegExp(`^ {2}passed  ${name}  \\(a call of [\\d.]+ s, in \\d+ ms\\)$`, 'm'));
    expect(out).toMatch(/3 tests: 3 passed, 0 failed\.\n$/);
    expect(out).not.toContain('Coverage');
  });

  it('prints failures in full and exits 1, whichever of several files it was', async () => {
    const { code, out } = await run('test', good(), bad());
    expect(code).toBe(1);
    expect(out).toContain('  FAILED  Wrong <&"');
    expect(out).toContain('expected that “Never said ]]>” is said. The call waits for the caller.');
    expect(out).toContain('            “Shall we call you back? Press 1 for yes or 2 for no.”');
    expect(out).toMatch(/5 tests: 4 passed, 1 failed\.\n$/);
  });

  it('makes only the tests that are named', async () => {
    const { code, out } = await run('test', bad(), good(), '--name', 'HAPPY callers are');
    expect(code).toBe(0);
    expect(out).toMatch(/2 tests: 2 passed, 0 failed\.\n$/);
    const none = await run('test', good(), '--name', 'nobody');
    expect([none.code, none.out]).toEqual([1, expect.stringContaining('No test has "nobody" in its name.')]);
  });

  it('does not call nothing a success', async () => {
    const { code, out } = await run('test', good(), file('none.flow.json', []));
    expect(code).toBe(1);
    expect(out).toContain('The flow has no tests.');
    expect(out).toContain('1 file without a test that ran');
  });

  it('says what is wrong with a file, and tests the others', async () => {
    const path = join(folder, 'broken.flow.json');
    writeFileSync(path, '{"version":1,"name":"x","tests":[{"name":"a","steps":[{"pres":"1"}]}]}');
    const { code, out } = await run('test', path, good());
    expect(code).toBe(1);
    expect(out).toContain('  $.tests[0].steps[0].pres: "pres" is not a step of a test. Did you mean "press"?');
    expect(out).toContain('3 passed');
  });

  it('says what no test went through', async () => {
    const { code, out } = await run('test', good(), '--coverage');
    expect(code).toBe(0);
    expect(out).toContain('Coverage: blocks 10 of 10 (100 %), exits 13 of 18 (72 %)');
    expect(out).toMatch(/^ {2}callBackMenu +2 +2\/4 {2}noInput, noMatch$/m);
    expect(out).toMatch(/^ {2}goodbye +2 +1\/1$/m);
  });

  it('tells programs everything', async () => {
    const { code, out } = await run('test', bad(), '--coverage', '--json');
    expect(code).toBe(1);
    const { ok, files } = JSON.parse(out);
    expect(ok).toBe(false);
    expect(files[0]).toMatchObject({ flow: 'Customer survey', ok: false, coverage: { exits: { total: 18 } } });
    expect(files[0].tests[1]).toMatchObject({
      name: BAD.name,
      passed: false,
      failure: { step: 1, block: { id: 'callBackMenu' } },
    });
    expect(JSON.parse((await run('test', bad(), '--json')).out).files[0].coverage).toBeUndefined();
  });

  it('writes JUnit XML that parses, with every name and failure as it was', async () => {
    const report = join(folder, 'junit.xml');
    const empty = file('none.flow.json', []);
    expect((await run('test', bad(), empty, '--junit', report)).code).toBe(1);
    const all = elements(readFileSync(report, 'utf8'));
    const suites = all.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes);
    expect(suites).toMatchObject([
      { name: bad(), tests: '2', failures: '1', errors: '0' },
      { name: empty, tests: '1', failures: '0', errors: '1' },
    ]);
    const cases = all.filter(({ name }) => name === 'testcase').map(({ attributes }) => attributes.name);
    expect(cases).toEqual([document.tests[0]?.name, 'Wrong <&" one', empty]);
    const failure = all.find(({ name }) => name === 'failure');
    expect(failure?.attributes.message).toContain('Expected that “Never said ]]>” is said.');
    expect(failure?.text).toContain('Heard:\n');
    expect(all.find(({ name }) => name === 'error')?.attributes.message).toContain('no tests');
  });

  it.each([
    ['no file', []],
    ['a file that is not there', ['/nowhere/x.flow.json']],
    ['a report nobody can write', ['GOOD', '--junit', '/nowhere/junit.xml']],
    ['a name that is missing', ['GOOD', '--name']],
  ])('exits 2 for %s', async (_what, args) => {
    const { code, out, err } = await run('test', ...args.map((arg) => (arg === 'GOOD' ? good() : arg)));
    expect([code, out]).toEqual([2, '']);
    expect(err.trim()).not.toBe('');
  });
});
