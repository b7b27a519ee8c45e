import { useId, useState } from 'react';
import { nameProblem } from '../state/table-edits.ts';

interface NameInputProps {
  readonly label: string;
  readonly name: string;
  readonly taken: readonly string[];
  readonly onRename: (name: string) => void;
}

/** The name of a table or column. One that cannot be stays in the field, with the reason; Escape brings the former one back. */
export function NameInput({ label, name, taken, onRename }: NameInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const others = taken.filter((other) => other !== name);
  const problem = typed === null ? undefined : nameProblem(typed, others);
  const id = useId();
  const commit = (): void => {
    if (problem !== undefined) return;
    if (typed !== null && typed !== name) onRename(typed);
    setTyped(null);
  };
  return (
    <span className="table-naming">
      <input
        className="control mono table-name"
        aria-label={label}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={problem && id}
        data-own-escape={typed !== null || undefined}
        title={name}
        spellCheck={false}
        autoComplete="off"
        value={typed ?? name}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      {problem && (
        <small id={id} role="alert">
          {problem}
        </small>
      )}
    </span>
  );
}
