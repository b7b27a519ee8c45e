import { useStore } from 'zustand';
import type { AnyField } from '../../../shared/fields/field.ts';
import type { Json } from '../../../shared/flow/types.ts';
import { fingerprint } from '../../../shared/languages/fingerprint.ts';
import { rowKey, translationOf } from '../../../shared/languages/rows.ts';
import { documentStore } from '../../state/document.ts';
import { FieldRow, noteId } from '../FieldRow.tsx';
import type { WidgetProblem } from '../widget.ts';
import { widgetFor } from '../widgets/index.ts';
import { composite as widgetEntry } from '../widgets/simple.ts';
import { Original } from './Original.tsx';
import { SpokenChoices } from './SpokenChoices.tsx';

interface TranslationFieldProps {
  readonly block: string;
  readonly name: string;
  readonly field: AnyField;
  /** The field's value in the flow's own language. */
  readonly original: Json | undefined;
  readonly language: string;
  readonly problems: readonly WidgetProblem[];
}

/** A field in one further language: the original, the translation, and whether it still fits. */
export function TranslationField(props: TranslationFieldProps) {
  const { block, name, field, original, language, problems } = props;
  const translation = useStore(documentStore, ({ document }) => translationOf(document, language, rowKey(block, name)));
  const id = `field-${name}`;
  const said =
    original === undefined || original === null ? undefined : field.kind.spoken?.original(original, field.options);
  const own = problems.find((problem) => problem.path === '');
  const write = (value: unknown): void =>
    documentStore.getState().translate(language, { block, field: name }, value as Json | undefined);
  if (said === undefined) {
    return (
      <FieldRow id={id} label={field.label} composite>
        <p className="field-note">Nothing is said here in the flow’s own language, so there is nothing to translate.</p>
      </FieldRow>
    );
  }
  const outdated = translation?.of !== undefined && translation.of !== fingerprint(said);
  const isChoices = field.kind.kind === 'menuChoices';
  // What elements say is translated as prompts are, piece by piece.
  const isElements = field.kind.kind === 'nouns';
  const kind = isElements ? 'prompts' : field.kind.kind;
  const { Widget, composite } = isChoices ? choicesEntry : widgetFor(kind);
  return (
    <FieldRow id={id} label={field.label} term={language} problem={own} composite={composite}>
      {!isChoices && <Original value={said} />}
      <Widget
        id={id}
        label={field.label}
        kind={kind}
        describedBy={own ? noteId(id) : undefined}
        value={translation?.value}
        options={isChoices ? { choices: original } : isElements ? SAID : field.options}
        placeholder={translation ? undefined : 'Not translated'}
        invalid={own?.severity === 'error'}
        problems={problems}
        onChange={write}
      />
      <Foot
        state={!translation ? 'missing' : outdated ? 'outdated' : 'translated'}
        onBegin={isChoices ? undefined : () => write(field.kind.spoken?.begin(said))}
        onConfirm={() => documentStore.getState().confirmTranslation(language, { block, field: name })}
        onRemove={() => write(undefined)}
      />
    </FieldRow>
  );
}

const SAID = { items: ['say', 'play'] };
const choicesEntry = widgetEntry(SpokenChoices);

interface FootProps {
  readonly state: 'missing' | 'outdated' | 'translated';
  readonly onBegin: (() => void) | undefined;
  readonly onConfirm: () => void;
  readonly onRemove: () => void;
}

function Foot({ state, onBegin, onConfirm, onRemove }: FootProps) {
  return (
    <div className="translation-foot">
      {state === 'missing' && (
        <p className="translation-state field-note is-warning">Not translated yet: callers hear the original.</p>
      )}
      {state === 'outdated' && (
        <p className="translation-state field-note is-warning">The original has changed since this was translated.</p>
      )}
      {state === 'missing' && onBegin && (
        <button type="button" className="plain-button is-small" onClick={onBegin}>
          Begin with the original
        </button>
      )}
      {state === 'outdated' && (
        <button type="button" className="plain-button is-small" onClick={onConfirm}>
          Still fits
        </button>
      )}
      {state !== 'missing' && (
        <button type="button" className="plain-button is-small" onClick={onRemove}>
          Remove translation
        </button>
      )}
    </div>
  );
}
