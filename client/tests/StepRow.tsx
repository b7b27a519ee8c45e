import { ArrowDown, ArrowUp, Check, X } from 'lucide-react';
import { useState } from 'react';
import type { CallStep } from '../../shared/flow/call-test.ts';
import { StepForm } from './StepForm.tsx';

interface StepRowProps {
  readonly step: CallStep;
  readonly words: string;
  /** How it went; undefined if it was not tried. */
  readonly ok: boolean | undefined;
  readonly first: boolean;
  readonly last: boolean;
  readonly onChange: (step: CallStep) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** A step of a test as a sentence; choosing it opens its form in place. */
export function StepRow({ step, words, ok, first, last, onChange, onMove, onRemove }: StepRowProps) {
  const [open, setOpen] = useState(false);
  const done = (next: CallStep): void => {
    onChange(next);
    setOpen(false);
  };
  if (open) {
    return (
      <li>
        <StepForm step={step} onDone={done} onCancel={() => setOpen(false)} />
      </li>
    );
  }
  return (
    <li className={ok === undefined ? 'step-row' : ok ? 'step-row is-passed' : 'step-row is-failed'}>
      <span className="step-mark">
        {ok === true && <Check size={13} aria-label="Went as written" />}
        {ok === false && <X size={13} aria-label="Failed" />}
      </span>
      <button type="button" className="step-words" title="Edit this step" onClick={() => setOpen(true)}>
        {words}
      </button>
      <span className="step-tools">
        <button
          type="button"
          className="icon-button"
          aria-label={`Earlier: ${words}`}
          disabled={first}
          onClick={() => onMove(-1)}
        >
          <ArrowUp size={13} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Later: ${words}`}
          disabled={last}
          onClick={() => onMove(1)}
        >
          <ArrowDown size={13} aria-hidden="true" />
        </button>
        <button type="button" className="icon-button" aria-label={`Remove: ${words}`} onClick={onRemove}>
          <X size={14} aria-hidden="true" />
        </button>
      </span>
    </li>
  );
}
