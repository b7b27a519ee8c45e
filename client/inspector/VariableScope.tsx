import type { VariableDeclaration } from '../../shared/flow/types.ts';

interface VariableScopeProps {
  readonly name: string;
  readonly declaration: VariableDeclaration;
  readonly onChange: (declaration: VariableDeclaration) => void;
}

/** Whether flows that run this one give a variable its value, or get it back. */
export function VariableScope({ name, declaration, onChange }: VariableScopeProps) {
  return (
    <select
      className="control variable-scope"
      aria-label={`Scope of ${name}`}
      title="Where another flow runs this one: what it gives, and what it gets back"
      value={declaration.scope ?? ''}
      onChange={(event) => {
        const { scope: _scope, ...rest } = declaration;
        const { value } = event.target;
        onChange(value === 'parameter' || value === 'result' ? { ...rest, scope: value } : rest);
      }}
    >
      <option value="">Its own</option>
      <option value="parameter">Parameter</option>
      <option value="result">Result</option>
    </select>
  );
}
