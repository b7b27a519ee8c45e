import type { MenuChoice } from '../../../shared/fields/menu-choices.ts';
import type { WidgetProps } from '../widget.ts';
import { PhrasesInput } from '../widgets/PhrasesInput.tsx';

type Phrases = Readonly<Record<string, readonly string[]>>;

interface SpokenChoicesOptions {
  /** The choices as they are in the flow's own language. */
  readonly choices: readonly MenuChoice[];
}

/** The words by which callers choose, in another language; keys and exits stay as they are. */
export function SpokenChoices({ id, value = {}, options, onChange }: WidgetProps<Phrases, SpokenChoicesOptions>) {
  const change = (choice: string, phrases: readonly string[]): void => {
    const { [choice]: _former, ...others } = value;
    const next = phrases.length === 0 ? others : { ...others, [choice]: phrases };
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <div className="menu-choices" id={id}>
      {options.choices
        .filter((choice) => choice.phrases.length > 0 || value[choice.id] !== undefined)
        .map((choice) => (
          <div key={choice.id} className="spoken-choice">
            {choice.key ? <kbd>{choice.key}</kbd> : <span />}
            <span title={choice.label}>{choice.label || choice.id}</span>
            <PhrasesInput
              label={`Words to say for ${choice.label || choice.id}`}
              describedBy={undefined}
              invalid={undefined}
              placeholder={choice.phrases.join(', ')}
              phrases={value[choice.id] ?? []}
              onChange={(phrases) => change(choice.id, phrases)}
            />
          </div>
        ))}
    </div>
  );
}
