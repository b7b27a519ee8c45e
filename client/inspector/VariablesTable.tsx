import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { ENVIRONMENT_ROOTS } from '../../shared/flow/environments.ts';
import { RESERVED_NAMES, VARIABLE_NAME, type VariableDeclaration, type VariableType } from '../../shared/flow/types.ts';
import { documentStore } from '../state/document.ts';

type Variables = Readonly<Record<string, VariableDeclaration>>;

/** The flow's variables: declare, rename, give a type and a first value. */
export function VariablesTable() {
  const variables = useStore(documentStore, (state) => state.document.variables);
  const { setVariables } = documentStore.getState();
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
              taken={names}
              onRename={(next) => setVariables(renamed(variables, name, next))}
              onChange={(next) => setVariables({ ...variables, [name]: next })}
              onRemove={() => setVariables(without(variables, name))}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  readonly name: string;
  readonly declaration: VariableDeclaration;
  readonly taken: readonly string[];
  readonly onRename: (name: string) => void;
  readonly onChange: (declaration: VariableDeclaration) => void;
  readonly onRemove: () => void;
}

function VariableRow({ name, declaration, taken, onRename, onChange, onRemove }: RowProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const problem = typed === null || typed === name ? undefined : nameProblem(typed, taken);
  const commit = (): void => {
    if (typed !== null && typed !== name && problem === undefined) onRename(typed);
    setTyped(null);
  };
  return (
    <li className="variable">
      <div className="variable-row">
        <input
          className="control mono"
          aria-label={`Name of variable ${name}`}
          aria-invalid={problem !== undefined || undefined}
          value={typed ?? name}
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape' && typed !== null) {
              event.stopPropagation();
              setTyped(null);
            }
          }}
        />
        <select
          className="control"
          aria-label={`Type of ${name}`}
          value={declaration.type}
          onChange={(event) => onChange(retyped(declaration, event.target.value as VariableType))}
        >
          <option value="string">Text</option>
          <option value="number">Number</option>
          <option value="boolean">Yes or no</option>
        </select>
        <InitialValue name={name} declaration={declaration} onChange={onChange} />
        <button type="button" className="icon-button" aria-label={`Remove variable ${name}`} onClick={onRemove}>
          <X size={14} aria-hidden="true" />
        </button>
      </div>
      {problem && <p className="field-note is-error">{problem}</p>}
    </li>
  );
}

function InitialValue(props: Pick<RowProps, 'name' | 'declaration' | 'onChange'>) {
  const { name, declaration, onChange } = props;
  const label = `First value of ${name}`;
  const set = (initial: string | number | boolean | undefined): void => {
    const { initial: _former, ...rest } = declaration;
    onChange(initial === undefined ? rest : { ...rest, initial });
  };
  if (declaration.type === 'boolean') {
    return (
      <select
        className="control"
        aria-label={label}
        value={String(declaration.initial ?? false)}
        onChange={(event) => set(event.target.value === 'true')}
      >
        <option value="false">No</option>
        <option value="true">Yes</option>
      </select>
    );
  }
  const isNumber = declaration.type === 'number';
  return (
    <input
      className="control"
      type={isNumber ? 'number' : 'text'}
      aria-label={label}
      placeholder={isNumber ? '0' : 'empty'}
      value={String(declaration.initial ?? '')}
      onChange={(event) => {
        const text = event.target.value;
        if (text === '') set(undefined);
        else if (!isNumber) set(text);
        else if (Number.isFinite(Number(text))) set(Number(text));
      }}
    />
  );
}

/** Why a name cannot be used; undefined if it can. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'A variable needs a name.';
  if (!VARIABLE_NAME.test(name)) return `Write “${name}” with letters, digits and _ only, a letter first.`;
  if (RESERVED_NAMES.includes(name) || ENVIRONMENT_ROOTS.includes(name))
    return `“${name}” already means something in every text. Choose another name.`;
  if (taken.includes(name)) return `There is a variable “${name}” already.`;
  return undefined;
}

function freeName(variables: Variables): string {
  let count = 1;
  const name = (): string => (count === 1 ? 'variable' : `variable${count}`);
  while (Object.hasOwn(variables, name())) count += 1;
  return name();
}

/** The same variables in the same order with one name changed. */
function renamed(variables: Variables, from: string, to: string): Variables {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name === from ? to : name, value]));
}

function without(variables: Variables, name: string): Variables {
  const { [name]: _gone, ...rest } = variables;
  return rest;
}

/** A first value that does not fit the new type is dropped. */
function retyped(declaration: VariableDeclaration, type: VariableType): VariableDeclaration {
  const { initial, ...rest } = declaration;
  const kept =
    typeof initial === type ? initial : type === 'string' && initial !== undefined ? String(initial) : undefined;
  return kept === undefined ? { ...rest, type } : { ...rest, type, initial: kept };
}
