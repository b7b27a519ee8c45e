import { useStore } from 'zustand';
import { type CheckGroup, type Finding, GROUP_TITLES } from '../../shared/api/doctor.ts';
import { doctorStore, runDoctor } from '../state/doctor.ts';
import { Facts } from './Facts.tsx';
import { FindingCard } from './FindingCard.tsx';
import { PointButton } from './PointButton.tsx';
import { StatusIcon } from './StatusIcon.tsx';

/** One group of checks: what is wrong as cards, what is well as lines. */
export function Group({ group }: { readonly group: CheckGroup }) {
  const { busy, findings, error } = useStore(doctorStore, (state) => state.groups[group]);
  const title = `doctor-${group}`;
  if (!busy && !error && findings?.length === 0) return null;
  return (
    <section className="doctor-group" aria-labelledby={title} aria-busy={busy}>
      <header>
        <h2 id={title}>{GROUP_TITLES[group]}</h2>
        {busy && <span className="spinner" aria-hidden="true" />}
        <PointAll findings={findings ?? []} />
      </header>
      {error && (
        <p className="doctor-failed" role="alert">
          {error.message}{' '}
          <button type="button" className="plain-button is-small" onClick={() => void runDoctor([group])}>
            Try again
          </button>
        </p>
      )}
      {findings === null && !error && <p className="doctor-wait">{WAITING[group]}</p>}
      <ul className={busy ? 'is-old' : undefined}>
        {findings?.map((finding) => (
          <li key={`${finding.code} ${finding.title}`}>
            {finding.status === 'ok' ? <Fine finding={finding} /> : <FindingCard finding={finding} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

const WAITING: Readonly<Record<CheckGroup, string>> = {
  account: 'Asking Twilio about the account',
  address: 'Looking up the name and the certificate',
  webhooks: 'Sending signed requests through the public address',
  numbers: 'Asking Twilio where the numbers lead',
  flows: 'Asking every published flow what it answers',
  server: 'Looking at the machine and its clock',
};

function Fine({ finding }: { readonly finding: Finding }) {
  return (
    <div className="doctor-fine">
      <StatusIcon status="ok" />
      <p>
        <strong>{finding.title}</strong> <span>{finding.seen}</span>
      </p>
      <Facts facts={finding.facts} />
    </div>
  );
}

/** After the address changed, every number needs the same step. */
function PointAll({ findings }: { readonly findings: readonly Finding[] }) {
  const stale = findings.filter(({ code, status }) => code === 'number-stale' && status === 'error');
  const steps = stale.flatMap(({ fix }) => fix?.actions ?? []).filter((action) => action.kind === 'point');
  if (steps.length < 2) return null;
  return <PointButton steps={steps}>Point all {steps.length} at the current address</PointButton>;
}
