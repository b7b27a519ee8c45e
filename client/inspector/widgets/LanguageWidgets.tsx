import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LanguageChoice } from '../../../shared/fields/language-choices.ts';
import { problemsBelow, useWidgetContext, type WidgetProblem, type WidgetProps } from '../widget.ts';
import { LanguageSelect } from './LanguageSelect.tsx';
import { ListEditor, replaced } from './ListEditor.tsx';
import { PhrasesInput } from './PhrasesInput.tsx';
import { RowProblems } from './RowList.tsx';

/** One of the flow's languages, or an expression that names one. */
export function FlowLanguageWidget({ id, label, describedBy, value, invalid, onChange }: WidgetProps<string, object>) {
  const { languages } = useWidgetContext();
  return (
    <LanguageSelect
      {...{ id, label, describedBy, value, invalid, onChange }}
      codes={languages}
      placeholder="Choose, or write an expression"
    />
  );
}

/** Languages that callers are offered: each by a key, by words, or both. */
export function LanguageChoicesWidget(props: WidgetProps<readonly LanguageChoice[], object>) {
  const { value = [], onChange, problems } = props;
  const { languages } = useWidgetContext();
  return (
    <div className="menu-choices">
      {value.length > 0 && (
        <div className="menu-choice-heads" aria-hidden="true">
          <span>Key</span>
          <span>Language</span>
          <span>Words to say</span>
        </div>
      )}
      <ListEditor
        items={value}
        noun="language"
        onChange={onChange}
        row={(choice, index, parts) => (
          <ChoiceRow
            choice={choice}
            place={`language ${index + 1}`}
            languages={languages}
            problems={problemsBelow(problems, `[${index}]`)}
            grip={parts.grip}
            remove={parts.remove}
            onChange={(next) => onChange(replaced(value, index, next))}
          />
        )}
        footer={(append) => (
          <div className="list-footer">
            <button
              type="button"
              className="plain-button is-small"
              onClick={() => append(freshChoice(value, languages))}
            >
              <Plus size={13} aria-hidden="true" /> Add language
            </button>
          </div>
        )}
      />
    </div>
  );
}

interface ChoiceRowProps {
  readonly choice: LanguageChoice;
  readonly place: string;
  readonly languages: readonly string[];
  readonly problems: readonly WidgetProblem[];
  readonly grip: ReactNode;
  readonly remove: ReactNode;
  readonly onChange: (choice: LanguageChoice) => void;
}

function ChoiceRow({ choice, place, languages, problems, grip, remove, onChange }: ChoiceRowProps) {
  const wrongAt = (part: string): boolean =>
    problems.some((problem) => problem.severity === 'error' && problem.path.startsWith(part));
  return (
    <>
      <div className="menu-choice">
        {grip}
        <input
          className="control mono menu-choice-key"
          aria-label={`Key of ${place}`}
          aria-invalid={wrongAt('key') || undefined}
          inputMode="tel"
          autoComplete="off"
          maxLength={1}
          value={choice.key}
          onChange={(event) => onChange({ ...choice, key: event.target.value.trim() })}
        />
        <LanguageSelect
          label={`Code of ${place}`}
          codes={languages}
          invalid={wrongAt('language')}
          value={choice.language || undefined}
          onChange={(language) => onChange({ ...choice, language: language ?? '' })}
        />
        <PhrasesInput
          label={`Words to say for ${place}`}
          describedBy={undefined}
          invalid={wrongAt('phrases') || undefined}
          phrases={choice.phrases}
          onChange={(phrases) => onChange({ ...choice, phrases })}
        />
        {remove}
      </div>
      <RowProblems problems={problems} />
    </>
  );
}

/** The first language that is not offered yet, with the next free key. */
function freshChoice(choices: readonly LanguageChoice[], languages: readonly string[]): LanguageChoice {
  const key = [...'1234567890'].find((one) => !choices.some((choice) => choice.key === one)) ?? '';
  const language = languages.find((code) => !choices.some((choice) => choice.language === code)) ?? '';
  return { language, key, phrases: [] };
}
