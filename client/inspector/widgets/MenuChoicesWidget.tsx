import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { MENU_EXITS, type MenuChoice } from '../../../shared/fields/menu-choices.ts';
import { problemsBelow, type WidgetProblem, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';
import { PhrasesInput } from './PhrasesInput.tsx';

/** The choices of a menu: key, name, and the words a caller may say. */
export function MenuChoicesWidget(props: WidgetProps<readonly MenuChoice[], object>) {
  const { value = [], onChange, problems } = props;
  return (
    <div className="menu-choices">
      {value.length > 0 && (
        <div className="menu-choice-heads" aria-hidden="true">
          <span>Key</span>
          <span>Name</span>
          <span>Words to say</span>
        </div>
      )}
      <ListEditor
        items={value}
        noun="choice"
        onChange={onChange}
        row={(choice, index, parts) => (
          <ChoiceRow
            choice={choice}
            index={index}
            id={`${props.id}-${index}`}
            problems={problemsBelow(problems, `[${index}]`)}
            grip={parts.grip}
            remove={parts.remove}
            onChange={(next) => onChange(replaced(value, index, next))}
          />
        )}
        footer={(append) => (
          <div className="list-footer">
            <button type="button" className="plain-button is-small" onClick={() => append(freshChoice(value))}>
              <Plus size={13} aria-hidden="true" /> Add choice
            </button>
          </div>
        )}
      />
    </div>
  );
}

interface ChoiceRowProps {
  readonly id: string;
  readonly index: number;
  readonly choice: MenuChoice;
  readonly problems: readonly WidgetProblem[];
  readonly grip: ReactNode;
  readonly remove: ReactNode;
  readonly onChange: (choice: MenuChoice) => void;
}

function ChoiceRow({ id, index, choice, problems, grip, remove, onChange }: ChoiceRowProps) {
  const place = `choice ${index + 1}`;
  const wrongAt = (part: string): true | undefined =>
    problems.some((problem) => problem.severity === 'error' && problem.path.startsWith(part)) || undefined;
  const described = problems.length > 0 ? `${id}-problems` : undefined;
  return (
    <>
      <div className="menu-choice">
        {grip}
        <input
          className="control mono menu-choice-key"
          aria-label={`Key of ${place}`}
          aria-describedby={described}
          aria-invalid={wrongAt('key')}
          inputMode="tel"
          autoComplete="off"
          maxLength={10}
          value={choice.key}
          onChange={(event) => onChange({ ...choice, key: event.target.value.replace(/\s/g, '') })}
        />
        <input
          className="control"
          aria-label={`Name of ${place}`}
          placeholder="Name"
          value={choice.label}
          onChange={(event) => onChange({ ...choice, label: event.target.value })}
        />
        <PhrasesInput
          label={`Words to say for ${place}`}
          describedBy={described}
          invalid={wrongAt('phrases')}
          phrases={choice.phrases}
          onChange={(phrases) => onChange({ ...choice, phrases })}
        />
        {remove}
      </div>
      {problems.length > 0 && (
        <div id={`${id}-problems`} className="menu-choice-problems">
          {problems.map((problem) => (
            <p key={problem.path + problem.message} className={`field-note is-${problem.severity}`}>
              {problem.message}
            </p>
          ))}
        </div>
      )}
    </>
  );
}

/** A choice with the next free key, and an id – the name of its exit – that no other choice has. */
export function freshChoice(choices: readonly MenuChoice[]): MenuChoice {
  const key = [...'1234567890*#'].find((one) => !choices.some((choice) => choice.key === one)) ?? '';
  const isFree = (id: string): boolean => !MENU_EXITS.includes(id) && !choices.some((choice) => choice.id === id);
  let count = choices.length + 1;
  while (!isFree(`choice${count}`)) count += 1;
  return { id: `choice${count}`, key, label: '', phrases: [] };
}
