import { ArrowUpRight } from 'lucide-react';
import type { FixAction } from '../../shared/api/doctor.ts';
import { goTo } from '../state/route.ts';
import { formatPhone } from '../ui/format.ts';
import { PointButton } from './PointButton.tsx';

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
      return (
        <PointButton steps={[action]}>
          Point {formatPhone(action.number.phoneNumber)} at “{action.name}”
          {action.environment !== undefined && ` in ${action.environment}`}
        </PointButton>
      );
  }
}
