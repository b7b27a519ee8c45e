import { useEffect, useRef } from 'react';
import { placeCount } from './places.ts';

interface RemoveAskProps {
  readonly name: string;
  /** How many texts use it. */
  readonly count: number;
  readonly onRemove: () => void;
  readonly onKeep: () => void;
}

/** Asks before a variable goes that is used. */
export function RemoveAsk({ name, count, onRemove, onKeep }: RemoveAskProps) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <section
      className="variable-ask"
      aria-label={`Remove ${name}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onKeep();
      }}
    >
      <p>
        <code>{name}</code> is used in {placeCount(count)}. They stay as they are, and read nothing where no block sets
        it.
      </p>
      <div className="variable-ask-buttons">
        <button ref={keep} type="button" className="plain-button is-small" onClick={onKeep}>
          Keep it
        </button>
        <button type="button" className="plain-button is-small is-destructive" onClick={onRemove}>
          Remove
        </button>
      </div>
    </section>
  );
}
