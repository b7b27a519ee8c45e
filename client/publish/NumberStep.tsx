import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { NumberView } from '../../shared/api/numbers.ts';
import { entryUrl } from '../../shared/engine/links.ts';
import { settingsApi } from '../api/settings.ts';
import { useDocument, useFlow } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { goTo } from '../state/route.ts';
import { useSetup } from '../state/setup.ts';
import { useLoad } from '../state/use-load.ts';
import { CopyText } from '../ui/CopyText.tsx';
import { NumberRow } from './NumberRow.tsx';

/** The numbers of the account: what each leads to now, and pointing one at this flow or putting it back. */
export function NumberStep() {
  const flow = useDocument((state) => state.flowId);
  const live = useFlow((state) => state.live);
  const { setup, error } = useSetup();
  if (flow === null) return null;
  const unreachable = setup && (!setup.publicBaseUrl || !setup.webhooks.ready) && setup.webhooks.missing.length > 0;
  return (
    <section className="publish-step" aria-labelledby="publish-number-title">
      <h3 id="publish-number-title">Number</h3>
      {error && <p className="publish-line is-error">{error}</p>}
      {!setup && !error && <p className="publish-line">Looking at what this server can do</p>}
      {unreachable && <Missing missing={setup.webhooks.missing} />}
      {setup && !setup.twilio.configured && (
        <ByHand
          reason="Without Twilio credentials Patchcord cannot change your numbers. Set them in Settings or in the environment (TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or an API key), or set the number yourself."
          url={entryUrl(setup.publicBaseUrl ?? '', flow)}
          absolute={setup.publicBaseUrl !== null}
          settings={!unreachable}
        />
      )}
      {setup?.twilio.configured && setup.publicBaseUrl && <Numbers flow={flow} published={live !== null} />}
    </section>
  );
}

function Missing({ missing }: { missing: readonly { readonly code: string; readonly message: string }[] }) {
  return (
    <div className="publish-missing">
      <p>Twilio cannot reach this server yet:</p>
      <ul>
        {missing.map((one) => (
          <li key={one.code}>{one.message}</li>
        ))}
      </ul>
      <SettingsButton />
    </div>
  );
}

interface ByHandProps {
  readonly reason: string;
  readonly url: string;
  readonly absolute: boolean;
  /** Offers the way to Settings, unless something above does. */
  readonly settings: boolean;
}

function ByHand({ reason, url, absolute, settings }: ByHandProps) {
  return (
    <>
      <p className="publish-line">{reason}</p>
      <p className="publish-label">In Twilio’s console, under “A call comes in”: webhook, HTTP POST</p>
      <div className="publish-url">
        <code>{absolute ? url : `https://your-public-address${url}`}</code>
        <CopyText text={absolute ? url : `https://your-public-address${url}`} label="Copy the webhook URL" />
      </div>
      {settings && <SettingsButton />}
    </>
  );
}

function SettingsButton() {
  return (
    <button
      type="button"
      className="plain-button is-small"
      onClick={() => {
        uiStore.getState().showDialog(null);
        goTo({ page: 'settings' });
      }}
    >
      Open Settings
    </button>
  );
}

function Numbers({ flow, published }: { flow: string; published: boolean }) {
  const numbers = useLoad('numbers', () => settingsApi.numbers());
  const [changed, setChanged] = useState<Readonly<Record<string, NumberView>>>({});
  const list = numbers.data?.numbers.map((number) => changed[number.sid] ?? number);
  return (
    <>
      <div className="publish-numbers-head">
        <p className="publish-line">
          {published
            ? 'Pointing a number here sets its voice URL, fallback and status callback. What was there can be put back.'
            : 'Publish first: a number that leads to an unpublished flow would answer nobody.'}
        </p>
        <button
          type="button"
          className="icon-button"
          aria-label="Fetch the numbers again"
          title="Fetch again"
          onClick={() => void numbers.reload()}
        >
          <RefreshCw size={14} aria-hidden="true" />
        </button>
      </div>
      {numbers.error && <p className="publish-line is-error">{numbers.error.message}</p>}
      {!list && !numbers.error && <p className="publish-line">Asking Twilio for your numbers</p>}
      {list?.length === 0 && (
        <p className="publish-line">This account has no numbers. Buy one in Twilio’s console, then fetch again.</p>
      )}
      <ul className="numbers">
        {list?.map((number) => (
          <NumberRow
            key={number.sid}
            number={number}
            flow={flow}
            published={published}
            onChanged={(next) => setChanged({ ...changed, [next.sid]: next })}
          />
        ))}
      </ul>
    </>
  );
}
