import { type ReactNode, useState } from 'react';
import { type PointStep, pointNumbers } from '../state/doctor.ts';

interface PointButtonProps {
  readonly steps: readonly PointStep[];
  readonly children: ReactNode;
}

/** Points numbers at their flows, and says why where that does not go. */
export function PointButton({ steps, children }: PointButtonProps) {
  const [state, setState] = useState<{ readonly busy: boolean; readonly failed?: string }>({ busy: false });
  const run = async (): Promise<void> => {
    setState({ busy: true });
    try {
      await pointNumbers(steps);
      setState({ busy: false });
    } catch (error) {
      setState({ busy: false, failed: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <>
      <button type="button" className="plain-button is-small" disabled={state.busy} onClick={() => void run()}>
        {state.busy ? 'Pointing' : children}
      </button>
      {state.failed && (
        <p className="doctor-failed" role="alert">
          {state.failed}
        </p>
      )}
    </>
  );
}
