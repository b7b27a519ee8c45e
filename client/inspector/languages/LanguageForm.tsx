import { Languages } from 'lucide-react';
import type { AnyBlock } from '../../../shared/block.ts';
import type { AnyField } from '../../../shared/fields/field.ts';
import type { FlowBlock, Json } from '../../../shared/flow/types.ts';
import { languageName } from '../../../shared/twiml/catalogue/language-names.ts';
import { languageStore } from '../../state/language.ts';
import { useBlockProblems } from '../use-block-problems.ts';
import { TranslationField } from './TranslationField.tsx';

interface LanguageFormProps {
  readonly id: string;
  readonly block: FlowBlock;
  readonly type: AnyBlock;
  readonly language: string;
}

/** What a block says in one further language, before what holds for all of them. */
export function LanguageForm({ id, block, type, language }: LanguageFormProps) {
  const problems = useBlockProblems(id).filter((one) => one.language === language);
  const entries = Object.entries(type.fields as Readonly<Record<string, AnyField>>);
  const spoken = entries.filter(([, field]) => isTranslated(field) && (field.when?.(block.props) ?? true));
  // What says nothing in the flow's own language has nothing to be translated.
  const fields = spoken.filter(([name, field]) => originalOf(field, block.props[name]) !== undefined);
  const rest = entries.length > spoken.length || type.exits(block.props as never).length > 0;
  return (
    <>
      <p className="language-note">
        <Languages size={14} aria-hidden="true" />
        <span>
          {fields.length === 0
            ? `This block says nothing that could be translated.`
            : `You are writing the ${languageName(language)} texts.`}{' '}
          <button type="button" className="link-button" onClick={() => languageStore.getState().show(null)}>
            Back to the originals
          </button>
        </span>
      </p>
      {fields.map(([name, field]) => (
        <TranslationField
          key={`${language} ${name}`}
          block={id}
          name={name}
          field={field}
          original={block.props[name]}
          language={language}
          problems={problems.filter((one) => one.field === name)}
        />
      ))}
      {rest && (
        <p className="every-language">
          <strong>In every language</strong>
          What follows is the same whatever callers hear.
        </p>
      )}
    </>
  );
}

function originalOf({ kind, options }: AnyField, value: Json | undefined): Json | undefined {
  return value === undefined || value === null ? undefined : kind.spoken?.original(value, options);
}

/** Whether each language has its own value of a field. */
export function isTranslated({ kind, options }: Pick<AnyField, 'kind' | 'options'>): boolean {
  return kind.spoken?.shape(options) !== undefined;
}
