import { ArrowUpRight } from 'lucide-react';
import { useState } from 'react';
import type { FixAction } from '../../shared/api/doctor.ts';
import { pointNumbers } from '../state/doctor.ts';
import { goTo } from '../state/route.ts';
import { formatPhone } from '../ui/format.ts';

/** The step that mends a finding, where the product itself can take it or leads to it. */
export function FixButton({ action }: { readonly action: FixAction }) {
  switch (action.kind) {
    case 'settings':
      return (
        <button type="button" className="plain-button is-small" onClick={() => goTo({ page: 'settings' })}>
          Open Settings
        </button>
      );
    case 'flow':
      return (
        <button
          type="button"
          className="plain-button is-small"
          onClick={() => goTo({ page: 'designer', flow: action.flow })}
        >
          Open “{action.name}”
        </button>
      );
    case 'link':
      return (
        <a className="plain-button is-small" href={action.url} target="_blank" rel="noreferrer">
          {action.title} <ArrowUpRight size={13} aria-hidden="true" />
        </a>
      );
    case 'point':
      return <PointButton action={action} />;
  }
}

function PointButton({ action }: { readonly action: Extract<FixAction, { kind: 'point' }> }) {
  const [state, setState] = useState<{ readonly busy: boolean; readonly failed?: string }>({ busy: false });
  const run = async (): Promise<void> => {
    setState({ busy: true });
    try {
      await pointNumbers([action]);
      setState({ busy: false });
    } catch (error) {
      setState({ busy: false, failed: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <>
      <button type="button" className="plain-button is-small" disabled={state.busy} onClick={() => void run()}>
        Point {formatPhone(action.phoneNumber)} at “{action.name}”
      </button>
      {state.failed && (
        <p className="doctor-failed" role="alert">
          {state.failed}
        </p>
      )}
    </>
  );
}
