import { useEffect, useState } from 'react';
import { settingsApi } from '../api/settings.ts';
import { setupStore } from '../state/setup.ts';
import { useLoad } from '../state/use-load.ts';
import { useSubmit } from '../state/use-submit.ts';
import { AddressCheck } from './AddressCheck.tsx';
import { addressHint } from './address-hint.ts';
import { StaleNumbers } from './StaleNumbers.tsx';

/** The address at which Twilio reaches this server. */
export function PublicUrlForm() {
  const address = useLoad('public-url', () => settingsApi.publicUrl());
  const [typed, setTyped] = useState('');
  const { busy, said, submit } = useSubmit();
  const stored = address.data?.url ?? '';
  const fixed = address.data?.source === 'environment';
  const hint = addressHint(typed.trim());
  useEffect(() => setTyped(stored), [stored]);
  const save = (): Promise<void> =>
    submit(async () => {
      const text = typed.trim().replace(/\/+$/, '');
      await settingsApi.setPublicUrl(text === '' ? null : text);
      await Promise.all([address.reload(), setupStore.getState().refresh()]);
      return text === '' ? 'Forgotten.' : 'Saved.';
    });
  return (
    <section className="settings-section" aria-labelledby="public-title">
      <h2 id="public-title">Public address</h2>
      <p className="settings-line" id="public-about">
        Twilio calls this server at this address and signs each request for it, so it must be exact. Behind a tunnel or
        a proxy, it is the address seen from outside.
      </p>
      {address.error && <p className="settings-line is-error">{address.error.message}</p>}
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label htmlFor="public-url">Public base URL</label>
        <div className="settings-inline">
          <input
            id="public-url"
            className="control mono"
            type="url"
            inputMode="url"
            autoComplete="off"
            aria-describedby="public-about public-said"
            placeholder="https://calls.example.com"
            // What is stored would replace what was typed before it came.
            disabled={fixed || address.data === undefined}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit" className="plain-button" disabled={busy || fixed || typed.trim() === stored}>
            Save
          </button>
        </div>
        {hint && <p className="settings-line">{hint}</p>}
        <p id="public-said" className={`settings-said ${said?.failed ? 'is-error' : ''}`} role="status">
          {fixed ? 'Set by the environment (PUBLIC_BASE_URL); change it there.' : said?.text}
        </p>
      </form>
      {stored !== '' && <StaleNumbers key={stored} />}
      {stored !== '' && typed.trim() === stored && <AddressCheck key={stored} />}
    </section>
  );
}
