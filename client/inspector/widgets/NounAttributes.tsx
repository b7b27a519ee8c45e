import { X } from 'lucide-react';
import type { Noun } from '../../../shared/fields/noun.ts';
import { attributeText, fieldValue, type NounField, nounFields } from '../../../shared/fields/noun-fields.ts';
import { text as textField } from '../../../shared/fields/text.ts';
import type { DocumentKind } from '../../../shared/twiml/catalogue/index.ts';
import { Fold } from '../../ui/controls/Fold.tsx';
import { FieldRow, noteId } from '../FieldRow.tsx';
import { problemsBelow, type WidgetProblem } from '../widget.ts';
import { simpleWidgets } from './simple.ts';

interface NounAttributesProps {
  readonly id: string;
  readonly noun: Noun;
  readonly parent: string;
  readonly document: DocumentKind | undefined;
  readonly problems: readonly WidgetProblem[];
  readonly onChange: (noun: Noun) => void;
}

/** The attributes of an element: main ones, then the others folded away, then those TwiML does not know. */
export function NounAttributes({ id, noun, parent, document, problems, onChange }: NounAttributesProps) {
  const { main, more } = nounFields(noun.tag, { parent, ...(document && { document }) });
  const attributes = noun.attributes ?? {};
  const known = new Set([...main, ...more].map(({ name }) => name));
  const unknown = Object.keys(attributes).filter((name) => !known.has(name));
  const set = more.filter(({ name }) => Object.hasOwn(attributes, name)).length;
  const row = (entry: NounField) => (
    <Attribute
      key={entry.name}
      id={`${id}-${entry.name}`}
      entry={entry}
      text={attributes[entry.name]}
      problem={problemsBelow(problems, `.${entry.name}`)[0] ?? problemsBelow(problems, entry.name)[0]}
      onChange={(value) => onChange(withAttribute(noun, entry.name, value))}
    />
  );
  return (
    <>
      {main.map(row)}
      {more.length > 0 && (
        <Fold title="More" detail={set > 0 ? `${set} of ${more.length} set` : `${more.length} attributes`}>
          <div className="noun-body">{more.map(row)}</div>
        </Fold>
      )}
      {unknown.map((name) => (
        <div key={name} className="noun-unknown">
          {row({ name, field: { ...UNKNOWN, label: name } })}
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${name}`}
            title="TwiML has no such attribute; remove it"
            onClick={() => onChange(withAttribute(noun, name, undefined))}
          >
            <X size={14} aria-hidden="true" />
          </button>
        </div>
      ))}
    </>
  );
}

const UNKNOWN = textField({ label: '' });

interface AttributeProps {
  readonly id: string;
  readonly entry: NounField;
  readonly text: string | undefined;
  readonly problem: WidgetProblem | undefined;
  readonly onChange: (text: string | undefined) => void;
}

/** One attribute, with the widget its values have everywhere; what that cannot show is shown as text. */
function Attribute({ id, entry: { field }, text, problem, onChange }: AttributeProps) {
  const value = text === undefined ? undefined : fieldValue(field, text);
  const shown = text !== undefined && value === undefined ? 'text' : (PLAIN[field.kind.kind] ?? field.kind.kind);
  const found = simpleWidgets[shown] ?? simpleWidgets.text;
  if (found === undefined) return null;
  const { Widget, composite } = found;
  const { label, term, hint, deprecated, undocumented, required, placeholder } = field;
  return (
    <FieldRow {...{ id, label, term, hint, problem, deprecated, undocumented, required, composite }}>
      <Widget
        id={id}
        label={label}
        kind={shown}
        describedBy={problem || hint || deprecated ? noteId(id) : undefined}
        value={value ?? text}
        options={shown === field.kind.kind ? field.options : {}}
        placeholder={placeholder}
        invalid={problem?.severity === 'error'}
        problems={[]}
        onChange={(next) => onChange(attributeText(field, next))}
      />
    </FieldRow>
  );
}

/** A noun has no exits of its own, so an address of TwiML is only ever a web address. */
const PLAIN: Readonly<Record<string, string>> = { documentUrl: 'url' };

/** The element with an attribute set, at its old place where it had one, or without it. */
function withAttribute({ attributes, ...noun }: Noun, name: string, text: string | undefined): Noun {
  const { [name]: _, ...others } = attributes ?? {};
  const next = text === undefined ? others : { ...attributes, [name]: text };
  return Object.keys(next).length === 0 ? noun : { ...noun, attributes: next };
}
