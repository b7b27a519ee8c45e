import { Phone } from 'lucide-react';
import type { SoftphoneView } from '../../shared/api/softphone.ts';
import { softphoneApi } from '../api/softphone.ts';
import { goTo } from '../state/route.ts';
import { useAct } from './use-act.ts';

interface SetUpProps {
  readonly view: SoftphoneView;
  readonly onChange: () => void;
}

/** What is missing before the phone can be used; what Patchcord can make itself, it makes on a click. */
export function SetUp({ view, onChange }: SetUpProps) {
  const { busy, error, act } = useAct();
  const byHand = view.missing.filter(({ code }) => code !== 'not-set-up');
  const setUp = () =>
    act(async () => {
      await softphoneApi.setUp();
      onChange();
    });
  return (
    <section className="softphone-setup" aria-labelledby="setup-title">
      <span className="softphone-setup-icon" aria-hidden="true">
        <Phone size={22} />
      </span>
      <h2 id="setup-title">{byHand.length > 0 ? 'Something is missing first' : 'Set up the phone'}</h2>
      {byHand.length > 0 ? (
        <>
          <ul className="softphone-missing">
            {byHand.map(({ code, message }) => (
              <li key={code}>{message}</li>
            ))}
          </ul>
          <button type="button" className="main-button" onClick={() => goTo({ page: 'settings' })}>
            Open Settings
          </button>
        </>
      ) : (
        <>
          <p>Patchcord makes in your Twilio account what the phone needs, and removes it again when you ask:</p>
          <ul className="softphone-missing">
            <li>
              a TwiML app, <em>Patchcord softphone</em>, which asks this server what the phone should hear
            </li>
            {!view.key && (
              <li>
                an API key of that name, which signs the phone’s short-lived tokens; its secret is kept encrypted here
              </li>
            )}
          </ul>
          <p className="softphone-fine">
            Both cost nothing. Calls cost what Twilio charges for calls of its Voice SDK. They are made in the region
            US1; on a trial account callers hear Twilio’s trial message first.
          </p>
          <button type="button" className="main-button" disabled={busy} onClick={() => void setUp()}>
            {busy ? 'Setting up …' : 'Set up'}
          </button>
        </>
      )}
      {error !== null && (
        <p className="softphone-error" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
