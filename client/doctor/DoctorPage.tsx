import { RefreshCw } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { CHECK_GROUPS } from '../../shared/api/doctor.ts';
import { ApiFailure } from '../api/request.ts';
import { doctorStore, runDoctor } from '../state/doctor.ts';
import { SignedOut } from '../ui/controls/SignedOut.tsx';
import { Group } from './Group.tsx';
import { Summary } from './Summary.tsx';
import '../ui/forms.css';
import './doctor.css';

/** Everything between a phone that is dialled and a flow that answers, and what to mend. */
export function DoctorPage() {
  const { groups, order } = useStore(doctorStore);
  const busy = CHECK_GROUPS.some((group) => groups[group].busy);
  useEffect(() => {
    document.title = 'Doctor – Patchcord';
    // What was found before may have been mended on another page.
    void runDoctor();
  }, []);
  if (CHECK_GROUPS.some((group) => isSignedOut(groups[group].error))) return <SignedOut />;
  return (
    <div className="doctor-page">
      <div className="doctor">
        <header className="doctor-head">
          <h1>Doctor</h1>
          <button type="button" className="plain-button" disabled={busy} onClick={() => void runDoctor()}>
            <RefreshCw size={14} aria-hidden="true" className={busy ? 'is-turning' : undefined} />
            {busy ? 'Looking' : 'Run again'}
          </button>
          <p>Looks at everything between a phone that is dialled and a flow that answers.</p>
        </header>
        <Summary />
        {order.map((group) => (
          <Group key={group} group={group} />
        ))}
      </div>
    </div>
  );
}

function isSignedOut(error: Error | null): boolean {
  return error instanceof ApiFailure && error.status === 401;
}
