import { type Checkup, type Finding, type FindingStatus, GROUP_TITLES } from '../../shared/api/doctor.ts';
import { inEnvironment, LIVE } from '../../shared/flow/environments.ts';

/** Columns that a report takes at most. */
const WIDTH = 100;
const STATUS_WIDTH = 9;
const INDENT = ' '.repeat(2 + STATUS_WIDTH);

/** A check-up for a terminal: group by group, what is wrong with its mending, what is well in a line. */
export function describeCheckup({ groups, findings }: Checkup): string {
  const parts = groups.flatMap((group) => {
    const here = findings.filter((finding) => finding.group === group);
    return here.length === 0 ? [] : [`${GROUP_TITLES[group]}\n${here.map(describe).join('')}`];
  });
  return `${parts.join('\n')}\n${summaryOf(findings)}\n`;
}

function describe({ status, title, seen, code, why, fix }: Finding): string {
  const head = `  ${status.padEnd(STATUS_WIDTH)}`;
  if (status === 'ok') return wrapped(head, `${title}. ${seen}`);
  const lines = [
    wrapped(head, `${title} [${code}]`),
    wrapped(INDENT, seen),
    why === undefined ? '' : wrapped(INDENT, why),
    fix === undefined ? '' : wrapped(`${INDENT}→ `, fix.say),
    fix?.code === undefined ? '' : `${fix.code.replace(/^/gm, `${INDENT}    `)}\n`,
    ...(fix?.actions ?? []).map((action) => actionLine(action)),
  ];
  return lines.join('');
}

/** What the page does at the press of a button, a command does here. */
function actionLine(action: NonNullable<Finding['fix']>['actions'][number]): string {
  switch (action.kind) {
    case 'point':
      return `${INDENT}    On the page Doctor: point ${action.number.phoneNumber} at “${action.name}”${inEnvironment(action.environment ?? LIVE)}.\n`;
    case 'link':
      return `${INDENT}    ${action.url}\n`;
    default:
      return '';
  }
}

/** Breaks between words; what follows the first line is indented as far as its text. */
function wrapped(head: string, text: string): string {
  const indent = ' '.repeat(head.length);
  const lines: string[] = [];
  let line = head;
  for (const word of text.split(' ')) {
    const fits = line.length + word.length + 1 <= WIDTH || line.trim() === '' || line === head;
    if (!fits) {
      lines.push(line);
      line = indent;
    }
    line += line === head || line === indent ? word : ` ${word}`;
  }
  return `${[...lines, line].join('\n')}\n`;
}

function summaryOf(findings: readonly Finding[]): string {
  const count = (status: FindingStatus) => findings.filter((finding) => finding.status === status).length;
  const [errors, warnings, unknown] = [count('error'), count('warning'), count('unknown')];
  if (errors + warnings + unknown === 0) return 'All is well.';
  const parts = [
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '',
    unknown > 0 ? `${unknown} not checked` : '',
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}
