import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { problemsBelow, useWidgetContext, type WidgetProblem, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';

interface RowListProps<Item> extends Pick<WidgetProps<readonly Item[]>, 'value' | 'problems' | 'onChange'> {
  /** What one row is called: "header". */
  readonly noun: string;
  /** What the button says that adds a row, and the row as it begins. */
  readonly add: string;
  readonly blank: Item;
  /** How controls stand in a row. */
  readonly layout?: 'assignment' | 'url-row';
  /** The controls of a row. */
  readonly controls: (row: Row<Item>) => ReactNode;
}

/** A row, for its controls. */
export interface Row<Item> {
  readonly item: Item;
  /** From 1, for labels. */
  readonly number: number;
  readonly change: (item: Item) => void;
  /** Whether something is wrong with a part of it, or with any. */
  readonly isWrong: (part?: string) => boolean;
}

/** A list of rows that are alike, with what is wrong below each. Without rows it has no value. */
export function RowList<Item>(props: RowListProps<Item>) {
  const { value = [], problems, onChange, noun, add, blank, layout = 'assignment', controls } = props;
  return (
    <ListEditor
      items={value}
      noun={noun}
      onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      row={(item, index, parts) => {
        const own = problemsBelow(problems, `[${index}]`);
        return (
          <>
            <div className={layout}>
              {parts.grip}
              {controls({
                item,
                number: index + 1,
                change: (next) => onChange(replaced(value, index, next)),
                isWrong: (part) => own.some(({ path }) => part === undefined || path === part),
              })}
              {parts.remove}
            </div>
            <RowProblems problems={own} />
          </>
        );
      }}
      footer={(append) => (
        <div className="list-footer">
          <button type="button" className="plain-button is-small" onClick={() => append(blank)}>
            <Plus size={13} aria-hidden="true" /> {add}
          </button>
        </div>
      )}
    />
  );
}

interface NameInputProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly invalid: boolean;
  /** Id of the names it proposes. */
  readonly list?: string;
  readonly onChange: (name: string) => void;
}

/** A name that machines read. */
export function NameInput({ label, value, placeholder, invalid, list, onChange }: NameInputProps) {
  return (
    <input
      className="control mono"
      list={list}
      aria-label={label}
      aria-invalid={invalid || undefined}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** The flow's variables, for inputs to propose. */
export function VariableNames({ id }: { id: string }) {
  const { variables } = useWidgetContext();
  return (
    <datalist id={id}>
      {variables.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

/** What is wrong with a row, below it. */
export function RowProblems({ problems }: { problems: readonly WidgetProblem[] }) {
  return problems.map((problem) => (
    <p key={problem.path + problem.message} className={`field-note row-note is-${problem.severity}`}>
      {problem.message}
    </p>
  ));
}
