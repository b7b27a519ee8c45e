import { useState } from 'react';
import { ApiFailure } from '../api/request.ts';

/** What a form said after it was sent. */
export interface Said {
  readonly text: string;
  readonly failed: boolean;
}

/** Sends a form: busy while it runs, then the words it resolved with or why it failed. */
export function useSubmit(): {
  busy: boolean;
  said: Said | null;
  submit: (act: () => Promise<string>) => Promise<void>;
} {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const submit = async (act: () => Promise<string>): Promise<void> => {
    setBusy(true);
    setSaid(null);
    try {
      setSaid({ text: await act(), failed: false });
    } catch (error) {
      setSaid({ text: failureWords(error), failed: true });
    } finally {
      setBusy(false);
    }
  };
  return { busy, said, submit };
}

function failureWords(error: unknown): string {
  if (error instanceof ApiFailure && error.problems.length > 0) {
    return error.problems.map((problem) => problem.message).join(' ');
  }
  return error instanceof Error ? error.message : String(error);
}
