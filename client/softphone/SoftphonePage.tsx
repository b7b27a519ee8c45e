import { useEffect } from 'react';
import { flowsApi } from '../api/flows.ts';
import { ApiFailure } from '../api/request.ts';
import { softphoneApi } from '../api/softphone.ts';
import { softphoneStore } from '../state/softphone/store.ts';
import { useSoftphone } from '../state/softphone/use-softphone.ts';
import { useLoad } from '../state/use-load.ts';
import { PageState } from '../ui/controls/PageState.tsx';
import { SignedOut } from '../ui/controls/SignedOut.tsx';
import { Account } from './Account.tsx';
import { AnswerHint } from './AnswerHint.tsx';
import { AudioForm } from './AudioForm.tsx';
import { Dialling } from './Dialling.tsx';
import { Handset } from './Handset.tsx';
import { SetUp } from './SetUp.tsx';
import '../ui/forms.css';
import './softphone.css';

/** A phone in the browser that calls flows through Twilio and can be called by them. */
export function SoftphonePage() {
  const phone = useLoad('softphone', () => softphoneApi.get());
  const flows = useLoad('flows', async () => (await flowsApi.list()).flows);
  const ready = useSoftphone((state) => state.line === 'ready');
  const { reload } = phone;
  useEffect(() => {
    // The server then knows a name more.
    if (ready) void reload();
  }, [ready, reload]);
  useEffect(() => () => softphoneStore.getState().goOffline(), []);
  useEffect(() => {
    document.title = 'Phone – Patchcord';
  }, []);
  if (phone.error instanceof ApiFailure && phone.error.status === 401) return <SignedOut />;
  if (!phone.data) {
    if (!phone.error) return <PageState busy title="Loading" />;
    const again = (
      <button type="button" className="plain-button" onClick={() => void reload()}>
        Try again
      </button>
    );
    return (
      <PageState title="The phone could not be loaded" actions={again}>
        {phone.error.message}
      </PageState>
    );
  }
  const view = phone.data;
  return (
    <div className="softphone-page">
      <div className="softphone">
        <header className="softphone-intro">
          <h1>Phone</h1>
          <p>Calls your flows through Twilio, as callers do, and rings when a flow dials it.</p>
        </header>
        {view.ready ? (
          <>
            <Handset view={view} flows={flows.data} failed={flows.error?.message} />
            <div className="softphone-side">
              <AudioForm />
              <AnswerHint view={view} onChange={() => void reload()} />
              <Dialling view={view} onChange={() => void reload()} />
              <Account view={view} onChange={() => void reload()} />
            </div>
          </>
        ) : (
          <SetUp view={view} onChange={() => void reload()} />
        )}
      </div>
    </div>
  );
}
