import { placeCount } from './places.ts';

interface UndeclaredProps {
  /** Names that blocks set without a declaration, with how many texts use each. */
  readonly names: readonly (readonly [name: string, count: number])[];
  readonly onDeclare: (name: string) => void;
}

/** Variables that blocks set and nobody declared; they work, but have no first value. */
export function Undeclared({ names, onDeclare }: UndeclaredProps) {
  if (names.length === 0) return null;
  return (
    <div className="variable-undeclared">
      <p className="inspector-quiet">Set by blocks, but not declared: empty until then.</p>
      <ul className="variables">
        {names.map(([name, count]) => (
          <li key={name} className="variable-undeclared-row">
            <code>{name}</code>
            <span>{placeCount(count)}</span>
            <button
              type="button"
              className="plain-button is-small"
              aria-label={`Declare ${name}`}
              onClick={() => onDeclare(name)}
            >
              Declare
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
