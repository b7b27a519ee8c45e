import { useState } from 'react';
import { readTime } from './read-time.ts';

interface TimeInputProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly invalid: boolean;
  readonly onChange: (time: string) => void;
}

/** A time of day up to 24:00, typed as one likes; it is put in order when the field is left. */
export function TimeInput({ label, value, placeholder, invalid, onChange }: TimeInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    if (typed !== null && readTime(typed) !== value) onChange(readTime(typed));
    setTyped(null);
  };
  return (
    <input
      className="control time-input"
      aria-label={label}
      aria-invalid={invalid || undefined}
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      placeholder={placeholder}
      value={typed ?? value}
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
