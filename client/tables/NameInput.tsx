import { useState } from 'react';
import { nameProblem } from '../state/table-edits.ts';

interface NameInputProps {
  readonly label: string;
  readonly name: string;
  readonly taken: readonly string[];
  readonly onRename: (name: string) => void;
}

/** The name of a table or column; it is changed when the field is left with a name that can be. */
export function NameInput({ label, name, taken, onRename }: NameInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const others = taken.filter((other) => other !== name);
  const problem = typed === null ? undefined : nameProblem(typed, others);
  const commit = (): void => {
    if (typed !== null && typed !== name && problem === undefined) onRename(typed);
    setTyped(null);
  };
  return (
    <input
      className="control mono table-name"
      aria-label={label}
      aria-invalid={problem !== undefined || undefined}
      title={problem ?? name}
      spellCheck={false}
      autoComplete="off"
      value={typed ?? name}
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
  );
}
