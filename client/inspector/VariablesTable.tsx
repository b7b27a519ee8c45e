import { Plus, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { blockTypes } from '../../shared/blocks/index.ts';
import { VARIABLE_TYPES, type VariableDeclaration, type VariableType } from '../../shared/flow/types.ts';
import { readValue } from '../../shared/flow/variable-types.ts';
import { planRename } from '../../shared/variables/plan-rename.ts';
import { typeSeen } from '../../shared/variables/type-seen.ts';
import { type VariableUse, variableUses } from '../../shared/variables/uses.ts';
import { documentStore } from '../state/document.ts';
import { unfinished } from '../state/unfinished.ts';
import { VariableScope } from './VariableScope.tsx';
import { InitialValue } from './variables/InitialValue.tsx';
import { RemoveAsk } from './variables/RemoveAsk.tsx';
import { RenamePreview } from './variables/RenamePreview.tsx';
import { TypedSetting } from './variables/TypedSetting.tsx';
import { TYPE_LABELS } from './variables/type-labels.ts';
import { Undeclared } from './variables/Undeclared.tsx';
import { VariableUses } from './variables/VariableUses.tsx';
import './variables/variables.css';

type Variables = Readonly<Record<string, VariableDeclaration>>;

/** The flow's variables: declare, rename, give a type and a first value, and see where each is used. */
export function VariablesTable() {
  const document = useStore(documentStore, (state) => state.document);
  const { variables } = document;
  const { setVariables, renameVariable, rest } = documentStore.getState();
  const uses = useMemo(() => variableUses(document, blockTypes), [document]);
  const names = Object.keys(variables);
  const add = (): void => setVariables({ ...variables, [freeName(variables)]: { type: 'string' } });
  return (
    <section aria-labelledby="variables-title">
      <div className="section-head">
        <h3 id="variables-title" className="inspector-title">
          Variables
        </h3>
        <button type="button" className="plain-button is-small" onClick={add}>
          <Plus size={14} aria-hidden="true" /> Add
        </button>
      </div>
      {names.length === 0 ? (
        <p className="inspector-quiet">
          A variable keeps a value during a call, for example a name the caller gave. Use it in any text as{' '}
          <code>{'{{ name }}'}</code>.
        </p>
      ) : (
        <ul className="variables">
          {names.map((name, index) => (
            <VariableRow
              // Renaming must not replace the row that is being typed in.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={index}
              name={name}
              declaration={variables[name] as VariableDeclaration}
              uses={uses.get(name) ?? []}
              onRename={(next) => {
                renameVariable(name, next);
                unfinished.rename(documentStore.getState().flowId, name, next);
              }}
              onChange={(next) => setVariables({ ...variables, [name]: next })}
              onRemove={() => {
                rest();
                setVariables(without(variables, name));
                rest();
              }}
            />
          ))}
        </ul>
      )}
      <Undeclared
        names={undeclared(uses, variables).map(([name, count]) => ({
          name,
          count,
          type: typeSeen(name, document, blockTypes),
        }))}
        onDeclare={(name, type) => setVariables({ ...variables, [name]: { type } })}
      />
      {names.length > 0 && <TypedSetting />}
    </section>
  );
}

interface RowProps {
  readonly name: string;
  readonly declaration: VariableDeclaration;
  readonly uses: readonly VariableUse[];
  readonly onRename: (name: string) => void;
  readonly onChange: (declaration: VariableDeclaration) => void;
  readonly onRemove: () => void;
}

function VariableRow({ name, declaration, uses, onRename, onChange, onRemove }: RowProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [asks, setAsks] = useState<'rename' | 'remove' | null>(null);
  const plan = typed === null || typed === name ? undefined : planFor(name, typed);
  const done = (): void => {
    setTyped(null);
    setAsks(null);
  };
  const commit = (): void => {
    if (!plan || plan.problem !== undefined) done();
    else if (plan.changes.length > 0 || plan.joined.length > 0 || declaration.scope !== undefined) setAsks('rename');
    else {
      onRename(typed ?? name);
      done();
    }
  };
  return (
    <li className="variable">
      <div className="variable-row">
        <input
          className="control mono"
          aria-label={`Name of variable ${name}`}
          aria-invalid={plan?.problem !== undefined || undefined}
          value={typed ?? name}
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.target.value);
            setAsks(null);
          }}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              // The button that is then in focus must not be pressed by the same key.
              event.preventDefault();
              commit();
            }
            if (event.key === 'Escape' && typed !== null) {
              event.stopPropagation();
              done();
            }
          }}
        />
        <select
          className="control"
          aria-label={`Type of ${name}`}
          value={declaration.type}
          onChange={(event) => onChange(retyped(declaration, event.target.value as VariableType))}
        >
          {VARIABLE_TYPES.map((type) => (
            <option key={type} value={type}>
              {TYPE_LABELS[type]}
            </option>
          ))}
        </select>
        <InitialValue name={name} declaration={declaration} onChange={onChange} />
        <VariableScope name={name} declaration={declaration} onChange={onChange} />
        <button
          type="button"
          className="icon-button"
          aria-label={`Remove variable ${name}`}
          onClick={() => (uses.length === 0 ? onRemove() : setAsks('remove'))}
        >
          <X size={14} aria-hidden="true" />
        </button>
      </div>
      {plan?.problem && <p className="field-note is-error">{plan.problem}</p>}
      {asks === 'rename' && plan && typed !== null && (
        <RenamePreview
          from={name}
          to={typed}
          plan={plan}
          shared={declaration.scope !== undefined}
          onRename={() => {
            onRename(typed);
            done();
          }}
          onCancel={done}
        />
      )}
      {asks === 'remove' && (
        <RemoveAsk
          name={name}
          count={uses.length}
          onRemove={() => {
            done();
            onRemove();
          }}
          onKeep={done}
        />
      )}
      {asks === null && <VariableUses name={name} uses={uses} />}
    </li>
  );
}

function planFor(from: string, to: string) {
  return planRename(documentStore.getState().document, blockTypes, from, to);
}

/** What blocks set without a declaration, each with how many texts use it. */
function undeclared(uses: ReadonlyMap<string, readonly VariableUse[]>, declared: Variables) {
  return [...uses].flatMap(([name, places]) =>
    !Object.hasOwn(declared, name) && places.some(({ how }) => how === 'writes')
      ? [[name, places.length] as const]
      : [],
  );
}

function freeName(variables: Variables): string {
  let count = 1;
  const name = (): string => (count === 1 ? 'variable' : `variable${count}`);
  while (Object.hasOwn(variables, name())) count += 1;
  return name();
}

function without(variables: Variables, name: string): Variables {
  const { [name]: _gone, ...rest } = variables;
  return rest;
}

/** A first value that does not fit the new type is dropped. */
function retyped(declaration: VariableDeclaration, type: VariableType): VariableDeclaration {
  const { initial, ...rest } = declaration;
  const kept = initial === undefined ? undefined : readValue(type, initial);
  return kept === undefined ? { ...rest, type } : { ...rest, type, initial: kept };
}
