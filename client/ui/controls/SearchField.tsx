import { Search } from 'lucide-react';
import './search-field.css';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A text that narrows a list down; Escape empties it. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  return (
    <span className="search-field">
      <Search size={14} aria-hidden="true" />
      <input
        type="search"
        className="control"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          // Searching sends no form it may stand in.
          if (event.key === 'Enter') event.preventDefault();
          if (event.key !== 'Escape' || value === '') return;
          // One step back: an open window stays.
          event.stopPropagation();
          onChange('');
        }}
      />
    </span>
  );
}
