import type { SoftphoneView } from '../../shared/api/softphone.ts';
import { softphoneApi } from '../api/softphone.ts';
import { softphoneStore } from '../state/softphone/store.ts';
import { useAct } from './use-act.ts';

interface AccountProps {
  readonly view: SoftphoneView;
  readonly onChange: () => void;
}

/** What the phone stands on at Twilio; put right or removed on a click. */
export function Account({ view, onChange }: AccountProps) {
  const { busy, error, act } = useAct();
  const { application, key } = view;
  const setUp = () =>
    act(async () => {
      await softphoneApi.setUp();
      onChange();
    });
  const remove = () =>
    act(async () => {
      softphoneStore.getState().goOffline();
      await softphoneApi.remove();
      onChange();
    });
  return (
    <section className="softphone-section" aria-labelledby="account-title">
      <h2 id="account-title">At Twilio</h2>
      <dl className="softphone-facts">
        {application && (
          <div>
            <dt>TwiML app</dt>
            <dd>
              {application.friendlyName} <code>{application.sid}</code>
            </dd>
          </div>
        )}
        {key && (
          <div>
            <dt>API key</dt>
            <dd>
              {key.own ? 'made by Patchcord' : 'the one in Settings'} <code>{key.sid}</code>
            </dd>
          </div>
        )}
      </dl>
      {application && !application.current && (
        <p className="softphone-warning">
          The app still leads to <code>{application.voiceUrl}</code>. It is put right when a phone goes online, or now.
        </p>
      )}
      <div className="softphone-actions">
        <button type="button" className="plain-button is-small" disabled={busy} onClick={() => void setUp()}>
          {application?.current ? 'Check it' : 'Put it right'}
        </button>
        <button
          type="button"
          className="plain-button is-small is-destructive"
          disabled={busy}
          onClick={() => void remove()}
        >
          Remove
        </button>
      </div>
      {error !== null && (
        <p className="softphone-error" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
