import { defineBlock, type RunContext, type StepNote } from '../block.ts';
import { boolean } from '../fields/boolean.ts';
import { type Branch, branches, OTHERWISE } from '../fields/branches.ts';
import { compare, OPERATOR_LABELS, operatorNeedsValue } from '../fields/compare.ts';
import { isTooLong, patternProblem } from '../fields/pattern.ts';
import type { Json } from '../flow/types.ts';
import { hasTemplate } from '../template/template.ts';

/** Goes different ways by what is known about the call. */
export const condition = defineBlock({
  type: 'condition',
  title: 'Condition',
  about: 'Goes one way or another, by the caller’s number, an answer or a variable.',
  keywords: ['if', 'split', 'branch', 'switch', 'decide'],
  group: 'route',
  icon: 'split',
  docs: null,
  fields: {
    branches: branches({
      label: 'Branches',
      hint: 'The first one that holds is taken',
      required: true,
      initial: [
        { id: 'branch1', label: 'Known caller', variable: 'call.From', operator: 'equal_to', value: '+15550100199' },
      ],
    }),
    // Not set, it compares as conditions did that were published before there was a choice.
    forgiving: boolean({
      label: 'Compare as people mean it',
      hint: 'Punctuation and spaces make no difference: “Yes, please!” is yes please. A number 5 is 05, and true is yes',
      initial: true,
      options: { default: false },
    }),
  },
  exits: (props) => [
    ...(props.branches ?? []).map((branch) => ({ name: branch.id, label: branch.label || words(branch) })),
    { name: OTHERWISE, label: 'Otherwise' },
  ],
  summary: (props) => {
    const first = props.branches?.[0];
    if (first === undefined) return 'Has no branch yet';
    const more = (props.branches?.length ?? 0) - 1;
    return `If ${words(first)}${more === 0 ? '' : `, and ${more} more`}`;
  },
  run: (ctx) => {
    const notes: StepNote[] = [];
    const taken = ctx.props.branches?.find((branch) => holds(branch, ctx, notes));
    return { go: taken?.id ?? OTHERWISE, notes };
  },
});

interface Props {
  readonly branches?: readonly Branch[];
  readonly forgiving?: boolean;
}

function holds(branch: Branch, ctx: RunContext<Props>, notes: StepNote[]): boolean {
  const value = currentValue(branch.variable, ctx);
  if (branch.operator === 'regex') notes.push(...patternNotes(branch.value, value));
  return compare(value, branch.operator, branch.value, ctx.props);
}

function patternNotes(pattern: string, value: Json | undefined): StepNote[] {
  const shown = `"${pattern.slice(0, 80)}"`;
  if (patternProblem(pattern) !== undefined) {
    return [{ code: 'bad-pattern', message: `${shown} is no pattern, so it matches nothing.`, field: 'branches' }];
  }
  if (typeof value !== 'string' || !isTooLong(value, pattern)) return [];
  const message = `A text of ${value.length} characters is too long for the pattern ${shown}, so it does not match.`;
  return [{ code: 'text-too-long', message, field: 'branches' }];
}

function currentValue(variable: string, ctx: RunContext<unknown>): Json | undefined {
  const path = variable.trim();
  return hasTemplate(path) ? ctx.render(path) : ctx.lookup(path);
}

function words({ variable, operator, value }: Branch): string {
  const subject = variable.trim() || '…';
  return `${subject} ${OPERATOR_LABELS[operator]}${operatorNeedsValue(operator) ? ` ${value || '…'}` : ''}`;
}
