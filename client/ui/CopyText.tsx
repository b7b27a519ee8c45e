import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

interface CopyTextProps {
  readonly text: string;
  /** What the button says to screen readers: "Copy the URL". */
  readonly label: string;
  /** Only the sign is shown. */
  readonly icon?: boolean;
}

/** A button that puts a text on the clipboard and says so. */
export function CopyText({ text, label, icon = false }: CopyTextProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    try {
      // Absent where the page is not served over https or from this machine.
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('failed');
    }
  };
  return (
    <button
      type="button"
      className={icon ? 'icon-button' : 'plain-button is-small'}
      title={label}
      onClick={() => void copy()}
    >
      {state === 'copied' ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      <span className="visually-hidden">{label}: </span>
      <span aria-live="polite" className={icon ? 'visually-hidden' : undefined}>
        {{ idle: 'Copy', copied: 'Copied', failed: 'Not allowed' }[state]}
      </span>
    </button>
  );
}
