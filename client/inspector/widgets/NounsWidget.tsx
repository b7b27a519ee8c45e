import { Plus } from 'lucide-react';
import type { Noun, NounsOptions } from '../../../shared/fields/noun.ts';
import { nounChoices } from '../../../shared/fields/noun-choices.ts';
import type { ElementSpec } from '../../../shared/twiml/catalogue/index.ts';
import { problemsBelow, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';
import { NounCard } from './NounCard.tsx';

/** The elements inside a verb, in order; only what TwiML allows there can be added. */
export function NounsWidget(props: WidgetProps<readonly Noun[], NounsOptions>) {
  const { id, value = [], options, problems, onChange } = props;
  const choices = nounChoices(value, options);
  const change = (next: readonly Noun[]): void => onChange(next.length === 0 ? undefined : next);
  return (
    <ListEditor
      items={value}
      noun="element"
      className="nouns"
      onChange={change}
      row={(noun, index, parts) => (
        <NounCard
          id={`${id}-${index}`}
          noun={noun}
          parent={options.parent}
          document={options.document}
          problems={problemsBelow(problems, `[${index}]`)}
          grip={value.length > 1 ? parts.grip : null}
          remove={parts.remove}
          onChange={(next) => change(replaced(value, index, next))}
        >
          {(tag, path) => (
            <NounsWidget
              {...props}
              id={`${id}-${index}-in`}
              options={{ parent: tag, ...(options.document && { document: options.document }) }}
              value={noun.children}
              problems={problemsBelow(problemsBelow(problems, `[${index}]`), path)}
              onChange={(children) => change(replaced(value, index, withChildren(noun, children)))}
            />
          )}
        </NounCard>
      )}
      footer={(append) => <Choices choices={choices} detailed={value.length === 0} onChoose={append} />}
    />
  );
}

interface ChoicesProps {
  readonly choices: readonly ElementSpec[];
  /** Says what each is for: the first one is to be chosen. */
  readonly detailed: boolean;
  readonly onChoose: (noun: Noun) => void;
}

function Choices({ choices, detailed, onChoose }: ChoicesProps) {
  const spacious = detailed && choices.length > 1;
  return (
    <div className={spacious ? 'noun-choices' : 'list-footer'}>
      {choices.map(({ tag, about, status }) => (
        <button
          key={tag}
          type="button"
          className={spacious ? 'noun-choice' : 'plain-button is-small'}
          aria-label={`Add ${tag}`}
          title={about}
          onClick={() => onChoose({ tag })}
        >
          <Plus size={13} aria-hidden="true" />
          <code>{tag}</code>
          {status !== 'ga' && <span className="noun-status">{status}</span>}
          {spacious && <span className="noun-about">{about}</span>}
        </button>
      ))}
    </div>
  );
}

function withChildren({ children: _, ...noun }: Noun, children: readonly Noun[] | undefined): Noun {
  return children === undefined ? noun : { ...noun, children };
}
