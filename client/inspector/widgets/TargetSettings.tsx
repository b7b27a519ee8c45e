import type { AttributeField } from '../../../shared/fields/attributes.ts';
import { type DocumentUrl, exitOf } from '../../../shared/fields/document-url.ts';
import type { Noun } from '../../../shared/fields/noun.ts';
import { targetFields } from '../../../shared/fields/target-fields.ts';
import type { Target } from '../../../shared/fields/targets.ts';
import type { Json } from '../../../shared/flow/types.ts';
import { Fold } from '../../ui/controls/Fold.tsx';
import { FieldRow, noteId } from '../FieldRow.tsx';
import { problemsBelow, type WidgetProblem } from '../widget.ts';
import { DocumentUrlWidget, type SharedExits } from './DocumentUrlWidget.tsx';
import { NounsWidget } from './NounsWidget.tsx';
import { simpleWidgets } from './simple.ts';

interface TargetSettingsProps {
  readonly id: string;
  readonly all: readonly Target[];
  readonly index: number;
  readonly target: Target;
  readonly problems: readonly WidgetProblem[];
  readonly onChange: (target: Target) => void;
}

/** Settings that are wanted most; the others fold away. */
const MAIN: readonly string[] = ['url', 'sendDigits', 'customerId'];

/** What holds for one line of a Dial alone: what is said to whoever answers there, keys to press, values to hand over. */
export function TargetSettings({ id, all, index, target, problems, onChange }: TargetSettingsProps) {
  const { attributes, children } = targetFields(target.kind);
  const set = target.attributes ?? {};
  const entries = Object.entries(attributes);
  const more = entries.filter(([name]) => !MAIN.includes(name));
  const row = ([name, field]: [string, AttributeField]) => (
    <Attribute
      key={name}
      id={`${id}-${name}`}
      field={field}
      value={set[name]}
      shared={name === 'url' ? sharedExits(all, index) : undefined}
      problem={problemsBelow(problems, `attributes.${name}`)[0]}
      onChange={(value) => onChange(withAttribute(target, name, value))}
    />
  );
  const count = more.filter(([name]) => Object.hasOwn(set, name)).length;
  return (
    <>
      {MAIN.flatMap((name) => (attributes[name] ? [row([name, attributes[name]])] : []))}
      {children && (
        <FieldRow id={`${id}-children`} label={children.label} composite>
          <NounsWidget
            id={`${id}-children`}
            label={children.label}
            describedBy={undefined}
            placeholder={undefined}
            invalid={false}
            options={children.options}
            value={target.children}
            problems={problemsBelow(problems, 'children')}
            onChange={(value) => onChange(withChildren(target, value))}
          />
        </FieldRow>
      )}
      {more.length > 0 && (
        <Fold title="More" detail={count > 0 ? `${count} of ${more.length} set` : `${more.length} attributes`}>
          <div className="noun-body">{more.map(row)}</div>
        </Fold>
      )}
      {entries.length === 0 && <p className="inspector-quiet">There is nothing more to set for this kind.</p>}
    </>
  );
}

interface AttributeProps {
  readonly id: string;
  readonly field: AttributeField;
  readonly value: Json | undefined;
  readonly shared: SharedExits | undefined;
  readonly problem: WidgetProblem | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

function Attribute({ id, field, value, shared, problem, onChange }: AttributeProps) {
  const { label, term, hint, deprecated, placeholder } = field;
  const kind = field.kind.kind;
  const simple = simpleWidgets[kind];
  const props = {
    id,
    label,
    kind,
    describedBy: problem || hint || deprecated ? noteId(id) : undefined,
    placeholder,
    invalid: problem?.severity === 'error',
    problems: [],
    options: field.options,
    value,
    onChange: (next: unknown) => onChange(next as Json | undefined),
  };
  return (
    <FieldRow {...{ id, label, term, hint, problem, deprecated }} composite={simple?.composite}>
      {simple ? (
        <simple.Widget {...props} />
      ) : (
        <DocumentUrlWidget {...props} value={props.value as DocumentUrl | undefined} {...(shared && { shared })} />
      )}
    </FieldRow>
  );
}

/** The exits other lines lead to, and a name that none of them has. */
function sharedExits(all: readonly Target[], index: number): SharedExits {
  const others = new Map<string, string>();
  all.forEach(({ to, attributes }, at) => {
    const exit = at === index ? undefined : exitOf(attributes?.url);
    if (exit !== undefined && !others.has(exit)) others.set(exit, to.trim() || `line ${at + 1}`);
  });
  let count = 1;
  while (others.has(`whisper${count}`)) count += 1;
  return { fresh: `whisper${count}`, others: [...others].map(([exit, label]) => ({ exit, label })) };
}

function withAttribute({ attributes, ...target }: Target, name: string, value: Json | undefined): Target {
  const { [name]: _former, ...others } = attributes ?? {};
  const next = value === undefined ? others : { ...attributes, [name]: value };
  return Object.keys(next).length === 0 ? target : { ...target, attributes: next };
}

function withChildren({ children: _former, ...target }: Target, children: readonly Noun[] | undefined): Target {
  return children === undefined ? target : { ...target, children };
}
