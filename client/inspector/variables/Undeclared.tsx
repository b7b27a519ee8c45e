import type { VariableType } from '../../../shared/flow/types.ts';
import { placeCount } from './places.ts';
import { TYPE_LABELS } from './type-labels.ts';

/** What blocks set without a declaration. */
interface UndeclaredVariable {
  readonly name: string;
  /** How many texts use it. */
  readonly count: number;
  /** What blocks set, as far as that is seen. */
  readonly type: VariableType;
}

interface UndeclaredProps {
  readonly names: readonly UndeclaredVariable[];
  readonly onDeclare: (name: string, type: VariableType) => void;
}

/** Variables that blocks set and nobody declared; they work, but have no first value. */
export function Undeclared({ names, onDeclare }: UndeclaredProps) {
  if (names.length === 0) return null;
  return (
    <div className="variable-undeclared">
      <p className="inspector-quiet">Set by blocks, but not declared: empty until then.</p>
      <ul className="variables">
        {names.map(({ name, count, type }) => (
          <li key={name} className="variable-undeclared-row">
            <code>{name}</code>
            <span>
              {TYPE_LABELS[type]}, {placeCount(count)}
            </span>
            <button
              type="button"
              className="plain-button is-small"
              aria-label={`Declare ${name}`}
              onClick={() => onDeclare(name, type)}
            >
              Declare
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
