import { Plus } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { type Branch, OTHERWISE } from '../../../shared/fields/branches.ts';
import { OPERATOR_LABELS, OPERATORS, type Operator, operatorNeedsValue } from '../../../shared/fields/compare.ts';
import { problemsBelow, useWidgetContext, type WidgetProblem, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';
import { SearchSelect } from './SearchSelect.tsx';
import { TemplateInput } from './TemplateInput.tsx';

/** The branches of a condition, tried from top to bottom. */
export function BranchesWidget(props: WidgetProps<readonly Branch[], object>) {
  const { value = [], onChange, problems } = props;
  return (
    <ListEditor
      items={value}
      noun="branch"
      onChange={onChange}
      row={(branch, index, parts) => (
        <BranchCard
          branch={branch}
          index={index}
          problems={problemsBelow(problems, `[${index}]`)}
          grip={parts.grip}
          remove={parts.remove}
          onChange={(next) => onChange(replaced(value, index, next))}
        />
      )}
      footer={(append) => (
        <div className="list-footer">
          <button type="button" className="plain-button is-small" onClick={() => append(freshBranch(value))}>
            <Plus size={13} aria-hidden="true" /> Add branch
          </button>
        </div>
      )}
    />
  );
}

interface BranchCardProps {
  readonly branch: Branch;
  readonly index: number;
  readonly problems: readonly WidgetProblem[];
  readonly grip: ReactNode;
  readonly remove: ReactNode;
  readonly onChange: (branch: Branch) => void;
}

function BranchCard({ branch, index, problems, grip, remove, onChange }: BranchCardProps) {
  const place = `branch ${index + 1}`;
  const wrongAt = (part: string): boolean => problems.some((problem) => problem.path === part);
  const set = (patch: Partial<Branch>): void => onChange({ ...branch, ...patch });
  return (
    <div className="branch">
      <div className="branch-head">
        {grip}
        <input
          className="control"
          aria-label={`Name of ${place}`}
          placeholder="Name of the exit"
          value={branch.label}
          onChange={(event) => set({ label: event.target.value })}
        />
        {remove}
      </div>
      <div className="branch-test">
        <span className="branch-if" aria-hidden="true">
          if
        </span>
        <VariableSelect
          label={`What ${place} looks at`}
          invalid={wrongAt('variable')}
          value={branch.variable}
          onChange={(variable) => set({ variable })}
        />
        <select
          className="control"
          aria-label={`How ${place} compares`}
          value={branch.operator}
          onChange={(event) => set({ operator: event.target.value as Operator })}
        >
          {OPERATORS.map((operator) => (
            <option key={operator} value={operator}>
              {OPERATOR_LABELS[operator]}
            </option>
          ))}
        </select>
        {operatorNeedsValue(branch.operator) && (
          <TemplateInput
            label={`Value of ${place}`}
            invalid={wrongAt('value')}
            placeholder={example(branch)}
            mono={branch.operator === 'regex'}
            value={branch.value}
            onChange={(value) => set({ value })}
          />
        )}
      </div>
      {problems.map((problem) => (
        <p key={problem.path + problem.message} className={`field-note is-${problem.severity}`}>
          {problem.message}
        </p>
      ))}
    </div>
  );
}

/** Picks what a condition looks at: a variable, something of the call, or a result of an earlier block. */
function VariableSelect(props: { label: string; invalid: boolean; value: string; onChange: (path: string) => void }) {
  const { completions } = useWidgetContext();
  const [opened, setOpened] = useState(0);
  // Results of earlier blocks change with the cords, so the list is made anew whenever it opens.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const options = useMemo(
    () =>
      completions().map(({ path, label, group }) => ({
        value: path,
        label,
        term: path,
        group: { variable: 'Variables', call: inWords(path), block: 'Earlier blocks', environment: 'Environment' }[
          group
        ],
      })),
    [completions, opened],
  );
  return (
    <SearchSelect
      label={props.label}
      invalid={props.invalid}
      value={props.value || undefined}
      display={props.value || undefined}
      options={options}
      free
      onOpen={() => setOpened(opened + 1)}
      onChange={(path) => props.onChange(path ?? '')}
    />
  );
}

function inWords(path: string): string {
  return path.startsWith('message.') ? 'The message' : 'The call';
}

/** An example of what a branch compares with. */
function example({ operator, variable }: Branch): string {
  if (operator === 'regex') return '^\\+1555';
  if (operator === 'is_before_time' || operator === 'is_after_time') return '17:30';
  if (operator === 'is_before_date' || operator === 'is_after_date') return '2026-12-24';
  if (operator === 'is_word_of') return 'yes, y, ok';
  if (operator === 'contains_word_of') return 'price, prices, cost';
  if (/MediaContentType\d$/.test(variable)) return 'image/';
  return /NumMedia$/.test(variable) ? '0' : 'Value';
}

function freshBranch(branches: readonly Branch[]): Branch {
  let count = branches.length + 1;
  const taken = (id: string): boolean => id === OTHERWISE || branches.some((branch) => branch.id === id);
  while (taken(`branch${count}`)) count += 1;
  return { id: `branch${count}`, label: '', variable: '', operator: 'equal_to', value: '' };
}
