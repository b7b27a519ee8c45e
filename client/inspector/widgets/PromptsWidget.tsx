import { Plus } from 'lucide-react';
import type { Prompt, PromptsOptions } from '../../../shared/fields/prompts.ts';
import { problemsBelow, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';
import { PromptCard } from './PromptCard.tsx';

const EMPTY: readonly Prompt[] = [{ say: '' }];
const FRESH: Readonly<Record<'say' | 'play' | 'pause', Prompt>> = {
  say: { say: '' },
  play: { play: '' },
  pause: { pause: '' },
};
const NAMES = { say: 'Say', play: 'Play', pause: 'Pause' } as const;

/** What a caller hears, piece by piece. An empty list shows one empty text to type into. */
export function PromptsWidget(props: WidgetProps<readonly Prompt[], PromptsOptions>) {
  const { value, onChange, problems, options, label } = props;
  const kinds = options.items ?? (['say', 'play', 'pause'] as const);
  const isEmpty = value === undefined || value.length === 0;
  const items = isEmpty && kinds.includes('say') ? EMPTY : (value ?? []);
  const change = (next: readonly Prompt[]): void => {
    const [only] = next;
    const isBlank = next.length === 0 || (next.length === 1 && only !== undefined && isUntouched(only));
    onChange(isBlank ? undefined : next);
  };
  return (
    <ListEditor
      items={items}
      onChange={change}
      noun="prompt"
      row={(prompt, index, parts) => (
        <PromptCard
          id={index === 0 ? props.id : `${props.id}-${index}`}
          label={items.length === 1 ? label : `${label}, ${index + 1} of ${items.length}`}
          describedBy={props.describedBy}
          invalid={props.invalid}
          placeholder={props.placeholder ?? 'What the caller hears'}
          prompt={prompt}
          problems={problemsBelow(problems, `[${index}]`)}
          grip={items.length > 1 ? parts.grip : null}
          remove={items.length > 1 || !isEmpty ? parts.remove : null}
          onChange={(next) => change(replaced(items, index, next))}
        />
      )}
      footer={(append) => (
        <div className="prompt-add">
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              className="text-button"
              aria-label={`Add ${NAMES[kind]}`}
              onClick={() => append(FRESH[kind])}
            >
              <Plus size={13} aria-hidden="true" /> {NAMES[kind]}
            </button>
          ))}
        </div>
      )}
    />
  );
}

/** An empty text without any settings is as good as none. */
function isUntouched(prompt: Prompt): boolean {
  return 'say' in prompt && prompt.say === '' && Object.keys(prompt).length === 1;
}
