import { useState } from 'react';

/** Phrases with commas between. Keeps what is typed as it is typed: a comma at the end is the beginning of the next phrase. */
export function PhrasesInput({ id, label, describedBy, invalid, placeholder, phrases, onChange }: PhrasesInputProps) {
  const [typed, setTyped] = useState('');
  const text = readPhrases(typed).join('\n') === phrases.join('\n') ? typed : phrases.join(', ');
  return (
    <textarea
      className="control template-input"
      rows={1}
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      placeholder={placeholder ?? 'e.g. sales, buy'}
      value={text}
      onChange={(event) => {
        const next = event.target.value.replace(/\n/g, ' ');
        setTyped(next);
        onChange(readPhrases(next));
      }}
      onBlur={() => setTyped(phrases.join(', '))}
    />
  );
}

interface PhrasesInputProps {
  readonly id?: string;
  readonly label: string;
  readonly describedBy: string | undefined;
  readonly invalid: true | undefined;
  readonly placeholder?: string;
  readonly phrases: readonly string[];
  readonly onChange: (phrases: readonly string[]) => void;
}

function readPhrases(text: string): readonly string[] {
  return text
    .split(',')
    .map((phrase) => phrase.trim())
    .filter(Boolean);
}
