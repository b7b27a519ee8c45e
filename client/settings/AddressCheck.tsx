import { CircleAlert, CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { type Finding, worstFirst } from '../../shared/api/doctor.ts';
import { doctorApi } from '../api/doctor.ts';
import { goTo } from '../state/route.ts';

/** Looks at the stored address and at what arrives through it; the Doctor's page tells more. */
export function AddressCheck() {
  const [state, setState] = useState<{ busy: boolean; findings?: readonly Finding[]; failed?: string }>({
    busy: false,
  });
  const check = async (): Promise<void> => {
    setState({ busy: true });
    try {
      const { findings } = await doctorApi.check('address', 'webhooks');
      setState({ busy: false, findings: worstFirst(findings) });
    } catch (error) {
      setState({ busy: false, failed: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <div className="address-check">
      <button type="button" className="plain-button" disabled={state.busy} onClick={() => void check()}>
        {state.busy ? 'Checking' : 'Check it'}
      </button>
      {state.failed && (
        <p className="settings-said is-error" role="alert">
          {state.failed}
        </p>
      )}
      {state.findings && (
        <>
          <ul className="address-findings" aria-label="What was found">
            {state.findings.map((finding) => (
              <li key={`${finding.code} ${finding.title}`}>
                <Sign status={finding.status} />
                <p>
                  <strong>{finding.title}.</strong> {finding.seen}
                  {finding.status !== 'ok' && finding.fix && <em>{finding.fix.say}</em>}
                  {finding.status !== 'ok' && finding.fix?.code && <code>{finding.fix.code}</code>}
                </p>
              </li>
            ))}
          </ul>
          <button type="button" className="link-button" onClick={() => goTo({ page: 'doctor' })}>
            Everything else: open the Doctor
          </button>
        </>
      )}
    </div>
  );
}

const SIGNS = {
  ok: { Icon: CircleCheck, label: 'In order' },
  warning: { Icon: TriangleAlert, label: 'Warning' },
  error: { Icon: CircleAlert, label: 'Error' },
  unknown: { Icon: CircleHelp, label: 'Not looked at' },
} as const;

function Sign({ status }: { readonly status: Finding['status'] }) {
  const { Icon, label } = SIGNS[status];
  return <Icon size={16} aria-label={label} className={`address-sign is-${status}`} />;
}
