import { CircleAlert, CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react';
import type { FindingStatus } from '../../shared/api/doctor.ts';

const ICONS = { ok: CircleCheck, warning: TriangleAlert, error: CircleAlert, unknown: CircleHelp } as const;
const LABELS = { ok: 'In order', warning: 'Warning', error: 'Error', unknown: 'Not looked at' } as const;

/** The sign of a status; its word for those who do not see it. */
export function StatusIcon({ status, size = 16 }: { readonly status: FindingStatus; readonly size?: number }) {
  const Icon = ICONS[status];
  return <Icon size={size} aria-label={LABELS[status]} className={`status-icon is-${status}`} />;
}
