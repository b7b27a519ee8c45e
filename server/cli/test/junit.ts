import { describeFailure } from '../../../shared/rehearsal/run-test.ts';
import { escapeAttribute, escapeText } from '../../../shared/twiml/escape.ts';
import type { FileReport, TestReport } from './report.ts';

/** The results as JUnit XML, the form that CI servers read: a suite for each file, a case for each test. */
export function junitXml(reports: readonly FileReport[]): string {
  const suites = reports.map(suite).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="patchcord">\n${suites}</testsuites>\n`;
}

function suite({ file, flow, problems, tests }: FileReport): string {
  const failures = tests.filter(({ passed }) => !passed).length;
  const counts = { tests: tests.length + problems.length, failures, errors: problems.length };
  const time = seconds(tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  const broken = problems.map(
    (problem) =>
      `    <testcase${attributes({ name: file, classname: flow ?? file })}>\n      <error${attributes({ message: problem })}/>\n    </testcase>\n`,
  );
  const cases = tests.map((test) => testCase(test, flow ?? file));
  return `  <testsuite${attributes({ name: file, ...counts, time })}>\n${[...broken, ...cases].join('')}  </testsuite>\n`;
}

function testCase({ name, milliseconds, failure }: TestReport, classname: string): string {
  const open = `    <testcase${attributes({ name, classname, time: seconds(milliseconds) })}`;
  if (!failure) return `${open}/>\n`;
  const message = `Expected that ${failure.expected}. ${failure.why}`;
  return `${open}>\n      <failure${attributes({ message })}>${escapeText(describeFailure(failure))}</failure>\n    </testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}
