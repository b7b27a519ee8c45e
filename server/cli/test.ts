import { writeFileSync } from 'node:fs';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { Environment } from '../../shared/flow/environments.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { type Coverage, coverFlow } from '../../shared/rehearsal/coverage.ts';
import { runsOf } from '../../shared/rehearsal/in-languages.ts';
import { describeFailure, runTest } from '../../shared/rehearsal/run-test.ts';
import type { TestResult } from '../../shared/rehearsal/test-result.ts';
import { BIND_HELP, BIND_OPTION, bindingsOf } from './bindings.ts';
import { requireCalledFiles } from './called-files.ts';
import { runCode } from './code.ts';
import { type Command, UsageError } from './command.ts';
import { readFlowFile, requireWritable } from './document.ts';
import { languageOf } from './language.ts';
import { coverageTable } from './test/coverage-table.ts';
import { junitXml } from './test/junit.ts';
import type { FileReport, TestReport } from './test/report.ts';

/** `patchcord test FILE…` */
export const test: Command = {
  name: 'test',
  usage: 'FILE… [--name TEXT] [--language CODE] [--bind NAME=VALUE] [--coverage] [--junit FILE]',
  about: 'Makes the calls that flow files keep as tests, and says which did not go as written.',
  options: {
    name: { type: 'string' },
    language: { type: 'string' },
    ...BIND_OPTION,
    coverage: { type: 'boolean' },
    junit: { type: 'string' },
  },
  help: [
    '--name TEXT       Only tests whose name contains this; case does not matter.',
    '--language CODE   Only calls in this language of the flow; a test that names none is in the flow’s own.',
    ...BIND_HELP,
    '--coverage        Says which blocks and exits no test went through.',
    '--junit FILE      Also writes the results as JUnit XML, for CI.',
    'Calls are made in this process, on a clock that jumps: nothing is dialled, sent or waited for.',
    'Exits 1 if a test fails, if a file cannot be read, or if there is no test to run: nothing tested is not a success.',
  ],
  async run(args) {
    const { files, option, given } = args;
    if (files.length === 0) throw new UsageError('Name at least one flow file, e.g. menu.flow.json.');
    const junit = option('junit');
    if (junit !== undefined) requireWritable(junit);
    const name = option('name');
    const coverage = given.some((one) => one.name === 'coverage');
    const all: FileReport[] = [];
    const choice = { name, language: option('language'), env: bindingsOf(args) };
    for (const file of files) all.push(await testFile(file, choice));
    const none = all.every(({ tests }) => tests.length === 0) && (choice.name ?? choice.language) !== undefined;
    const reports = none ? all.map((report) => withoutMatch(report, choice)) : all;
    const ok = reports.every((report) => report.ok);
    if (junit !== undefined) writeReport(junit, junitXml(reports));
    const text = reports.map((report) => describe(report, coverage)).join('\n') + total(reports);
    const json = {
      ok,
      files: reports.map(({ coverage: covered, ...rest }) => (coverage ? { ...rest, coverage: covered } : rest)),
    };
    return { code: ok ? 0 : 1, text, json };
  },
};

/** Which tests are run, and with what. */
interface Choice {
  readonly name: string | undefined;
  readonly language: string | undefined;
  readonly env: Environment;
}

async function testFile(file: string, { name = '', language, env }: Choice): Promise<FileReport> {
  const read = readFlowFile(file);
  if (!read.ok) {
    const problems = read.problems.map(({ path, message }) => `${path}: ${message}`);
    return { file, ok: false, problems, tests: [] };
  }
  const { flow } = read;
  if (flow.tests.length === 0) {
    const problem =
      'The flow has no tests. Record a call in the designer and keep it as one, or write one under "tests".';
    return { file, flow: flow.name, ok: false, problems: [problem], tests: [] };
  }
  languageOf(language, flow);
  const called = requireCalledFiles(file, flow);
  const wanted = flow.tests
    .filter((one) => one.name.toLowerCase().includes(name.toLowerCase()))
    .flatMap((one) => runsOf(one, flow, language));
  const tests: TestReport[] = [];
  for (const one of wanted)
    tests.push(await timed(() => runTest(one, { flow, types: blockTypes, runCode, env, called })));
  return {
    file,
    flow: flow.name,
    ok: tests.every(({ passed }) => passed),
    problems: [],
    tests,
    coverage: covered(flow, tests),
  };
}

async function timed(run: () => Promise<TestResult>): Promise<TestReport> {
  const began = performance.now();
  const result = await run();
  return { ...result, milliseconds: Math.round(performance.now() - began) };
}

function covered(flow: FlowDocument, tests: readonly TestReport[]): Coverage {
  return coverFlow(
    flow,
    blockTypes,
    tests.map(({ path }) => path),
  );
}

function withoutMatch(report: FileReport, { name, language }: Choice): FileReport {
  if (report.problems.length > 0) return report;
  return {
    ...report,
    ok: false,
    problems: [name === undefined ? `No test is in ${language}.` : `No test has "${name}" in its name.`],
  };
}

function describe({ file, flow, problems, tests, coverage }: FileReport, withCoverage: boolean): string {
  const lines = [flow === undefined ? file : `${file}: ${flow}`, ...problems.map((problem) => `  ${problem}`)];
  for (const { name, passed, failure, seconds, milliseconds, notes } of tests) {
    lines.push(`  ${passed ? 'passed' : 'FAILED'}  ${name}  (a call of ${seconds} s, in ${milliseconds} ms)`);
    if (failure) lines.push(...indented(describeFailure(failure)));
    if (failure && notes.length > 0)
      lines.push(...indented(['The flow noted:', ...notes.map((note) => `  ${note}`)].join('\n')));
  }
  if (withCoverage && coverage && tests.length > 0)
    lines.push('', ...coverageTable(coverage).map((line) => `  ${line}`.trimEnd()));
  return `${lines.join('\n')}\n`;
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `          ${line}`);
}

function total(reports: readonly FileReport[]): string {
  const tests = reports.flatMap((report) => report.tests);
  const failed = tests.filter(({ passed }) => !passed).length;
  const bad = reports.filter(({ problems }) => problems.length > 0).length;
  const counted = `${tests.length} ${tests.length === 1 ? 'test' : 'tests'}: ${tests.length - failed} passed, ${failed} failed`;
  return `\n${counted}${bad === 0 ? '' : `; ${bad} ${bad === 1 ? 'file' : 'files'} without a test that ran`}.\n`;
}

function writeReport(file: string, xml: string): void {
  try {
    writeFileSync(file, xml);
  } catch (error) {
    throw new UsageError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}
