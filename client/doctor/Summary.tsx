import { useStore } from 'zustand';
import { CHECK_GROUPS, type Finding, worstOf } from '../../shared/api/doctor.ts';
import { doctorStore } from '../state/doctor.ts';
import { formatClock } from '../ui/format.ts';
import { StatusIcon } from './StatusIcon.tsx';

/** How it stands, in one line; how far it has come while it looks. */
export function Summary() {
  const { groups, checkedAt } = useStore(doctorStore);
  const states = CHECK_GROUPS.map((group) => groups[group]);
  const waiting = states.filter(({ busy }) => busy).length;
  const findings = states.flatMap((state) => state.findings ?? []);
  const failed = states.filter(({ error }) => error !== null).length;
  if (waiting > 0) {
    const done = CHECK_GROUPS.length - waiting;
    return (
      <div className="doctor-summary" role="status">
        <progress max={CHECK_GROUPS.length} value={done} aria-label="Checks done" />
        <p>
          Looking, {done} of {CHECK_GROUPS.length} done
        </p>
      </div>
    );
  }
  if (checkedAt === null) return null;
  // What a group said before it could not be asked again may no longer be true.
  const worst = worstOf([...findings.map(({ status }) => status), ...(failed > 0 ? (['unknown'] as const) : [])]);
  return (
    <div className={`doctor-summary is-${worst}`} role="status">
      <StatusIcon status={worst} size={18} />
      <p>
        <strong>{words(findings, failed)}</strong> <span>Looked at {formatClock(checkedAt)}</span>
      </p>
    </div>
  );
}

/** @param failed groups that could not be asked */
function words(findings: readonly Finding[], failed: number): string {
  const count = (status: Finding['status']) => findings.filter((finding) => finding.status === status).length;
  const [errors, warnings, unknown] = [count('error'), count('warning'), count('unknown') + failed];
  const unchecked = unknown === 0 ? '' : `${unknown} could not be looked at.`;
  if (errors > 0) {
    const more = warnings === 0 ? '' : `, and ${plural(warnings, 'thing', 'things')} to know`;
    return `${plural(errors, 'thing keeps', 'things keep')} calls from being answered as they should${more}. ${unchecked}`;
  }
  if (warnings > 0) return `Calls are answered. ${plural(warnings, 'thing', 'things')} to know. ${unchecked}`;
  return unknown > 0 ? `Nothing is wrong as far as could be seen. ${unchecked}` : 'All is well.';
}

function plural(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
