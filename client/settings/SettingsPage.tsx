import { useUi } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { useSetup } from '../state/setup.ts';
import type { Theme } from '../state/ui.ts';
import { CopyText } from '../ui/CopyText.tsx';
import { CallerIds } from './CallerIds.tsx';
import { PublicUrlForm } from './PublicUrlForm.tsx';
import { TwilioForm } from './TwilioForm.tsx';
import '../ui/forms.css';
import './settings.css';

/** Everything that belongs to the server rather than to a flow. */
export function SettingsPage() {
  return (
    <div className="settings-page">
      <div className="settings">
        <h1>Settings</h1>
        <PublicUrlForm />
        <TwilioForm />
        <CallerIds />
        <Webhooks />
        <Appearance />
        <Tokens />
      </div>
    </div>
  );
}

function Webhooks() {
  const { setup, error } = useSetup();
  const base = setup?.publicBaseUrl ?? 'https://your-public-address';
  return (
    <section className="settings-section" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">Webhooks</h2>
      {error && <p className="settings-line is-error">{error}</p>}
      {setup && (
        <p className="settings-line">
          {setup.webhooks.ready
            ? 'Twilio can call this server. Every request must carry Twilio’s signature; all others are refused.'
            : 'Calls cannot be answered yet:'}
        </p>
      )}
      {setup && setup.webhooks.missing.length > 0 && (
        <ul className="settings-missing">
          {setup.webhooks.missing.map((one) => (
            <li key={one.code}>{one.message}</li>
          ))}
        </ul>
      )}
      <dl className="settings-urls">
        <div>
          <dt>A call comes in</dt>
          <dd>
            <code>{`${base}/voice/<flow>`}</code>
            <CopyText text={`${base}/voice/`} label="Copy the beginning of the voice URL" />
          </dd>
        </div>
        <div>
          <dt>A message comes in</dt>
          <dd>
            <code>{`${base}/messaging/<flow>`}</code>
            <CopyText text={`${base}/messaging/`} label="Copy the beginning of the messaging URL" />
          </dd>
        </div>
      </dl>
    </section>
  );
}

const THEMES: readonly { readonly theme: Theme; readonly label: string }[] = [
  { theme: 'system', label: 'As the system' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
];

function Appearance() {
  const current = useUi((state) => state.theme);
  return (
    <section className="settings-section" aria-labelledby="theme-title">
      <h2 id="theme-title">Appearance</h2>
      <fieldset className="segments" aria-labelledby="theme-title">
        {THEMES.map(({ theme, label }) => (
          <label key={theme}>
            <input
              type="radio"
              name="theme"
              checked={theme === current}
              onChange={() => uiStore.getState().setTheme(theme)}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}

function Tokens() {
  return (
    <section className="settings-section" aria-labelledby="tokens-title">
      <h2 id="tokens-title">API</h2>
      <p className="settings-line">
        Programs use the same API as this page, described at{' '}
        <a href="/api/v1/openapi.json" target="_blank" rel="noreferrer">
          /api/v1/openapi.json
        </a>
        . Start the server with <code>PATCHCORD_TOKEN</code> set and send it as a bearer token:
      </p>
      <pre className="settings-code">
        {`curl -H "Authorization: Bearer $PATCHCORD_TOKEN" ${globalThis.location?.origin ?? ''}/api/v1/flows`}
      </pre>
    </section>
  );
}
