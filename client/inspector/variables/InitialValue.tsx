import type { Json, VariableDeclaration } from '../../../shared/flow/types.ts';
import { JsonValue } from './JsonValue.tsx';

interface InitialValueProps {
  readonly name: string;
  readonly declaration: VariableDeclaration;
  readonly onChange: (declaration: VariableDeclaration) => void;
}

/** What a variable holds when a call begins, in the control that fits its type. */
export function InitialValue({ name, declaration, onChange }: InitialValueProps) {
  const label = `First value of ${name}`;
  const { type, initial } = declaration;
  const set = (value: Json | undefined): void => {
    const { initial: _former, ...rest } = declaration;
    onChange(value === undefined ? rest : { ...rest, initial: value });
  };
  if (type === 'object' || type === 'list')
    return <JsonValue name={name} label={label} type={type} value={initial} onChange={set} />;
  if (type === 'boolean') {
    return (
      <select
        className="control"
        aria-label={label}
        value={String(initial ?? false)}
        onChange={(event) => set(event.target.value === 'true')}
      >
        <option value="false">No</option>
        <option value="true">Yes</option>
      </select>
    );
  }
  const isNumber = type === 'number';
  return (
    <input
      className="control"
      type={isNumber ? 'number' : 'text'}
      aria-label={label}
      placeholder={isNumber ? '0' : 'empty'}
      value={String(initial ?? '')}
      onChange={(event) => {
        const text = event.target.value;
        if (text === '') set(undefined);
        else if (!isNumber) set(text);
        else if (Number.isFinite(Number(text))) set(Number(text));
      }}
    />
  );
}
