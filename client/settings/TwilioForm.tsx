import { type FormEvent, useState } from 'react';
import type { NewTwilioCredentials, TwilioSettingsView } from '../../shared/api/twilio.ts';
import { settingsApi } from '../api/settings.ts';
import { numbersStore } from '../state/numbers.ts';
import { setupStore } from '../state/setup.ts';
import { useLoad } from '../state/use-load.ts';
import { useSubmit } from '../state/use-submit.ts';

/** Twilio credentials: can be set and forgotten, never read back. */
export function TwilioForm() {
  const settings = useLoad('twilio', () => settingsApi.twilio());
  const { busy, said, submit } = useSubmit();
  const [form, setForm] = useState(0);
  const fixed = settings.data?.source === 'environment';
  const changed = async (words: string): Promise<string> => {
    // They may be another account's.
    numbersStore.setState({ list: null });
    await Promise.all([settings.reload(), setupStore.getState().refresh()]);
    setForm((count) => count + 1);
    return words;
  };
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const body = readForm(new FormData(event.currentTarget));
    void submit(async () => {
      await settingsApi.setTwilio(body);
      return changed('Saved, encrypted. The secrets are not shown again.');
    });
  };
  const forget = (): void =>
    void submit(async () => {
      await settingsApi.deleteTwilio();
      return changed('Forgotten.');
    });
  return (
    <section className="settings-section" aria-labelledby="twilio-title">
      <h2 id="twilio-title">Twilio account</h2>
      <p className="settings-line">
        The auth token checks the signature of every webhook; with it, or with an API key, Patchcord can point your
        numbers at flows. Account SID and auth token are on the first page of Twilio’s console.
      </p>
      {settings.error && <p className="settings-line is-error">{settings.error.message}</p>}
      {settings.data && <CurrentState settings={settings.data} />}
      {fixed ? (
        <p className="settings-said">
          Set by the environment (TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN); change it there.
        </p>
      ) : (
        <form key={form} className="settings-form" onSubmit={save} autoComplete="off">
          <Credential name="accountSid" label="Account SID" placeholder="AC…" required />
          <Credential name="authToken" label="Auth token" secret />
          <div className="settings-pair">
            <Credential name="apiKeySid" label="API key SID (optional)" placeholder="SK…" />
            <Credential name="apiKeySecret" label="API key secret" secret />
          </div>
          <div className="settings-actions">
            <button type="submit" className="plain-button" disabled={busy}>
              {settings.data?.accountSid ? 'Replace' : 'Save'}
            </button>
            {settings.data?.accountSid && (
              <button type="button" className="plain-button is-destructive" disabled={busy} onClick={forget}>
                Forget
              </button>
            )}
          </div>
        </form>
      )}
      <p className={`settings-said ${said?.failed ? 'is-error' : ''}`} role="status">
        {said?.text}
      </p>
    </section>
  );
}

function CurrentState({ settings }: { settings: TwilioSettingsView }) {
  if (!settings.accountSid) return <p className="settings-line">Nothing is set yet.</p>;
  const parts = [
    settings.authToken ? 'auth token set' : 'no auth token: webhooks are refused',
    settings.apiKeySid ? `API key ${settings.apiKeySid}` : undefined,
  ].filter(Boolean);
  return (
    <p className="settings-line">
      Account <code>{settings.accountSid}</code>, {parts.join(', ')}.
    </p>
  );
}

interface CredentialProps {
  readonly name: keyof NewTwilioCredentials;
  readonly label: string;
  readonly placeholder?: string;
  readonly secret?: boolean;
  readonly required?: boolean;
}

function Credential({ name, label, placeholder, secret, required }: CredentialProps) {
  const id = `twilio-${name}`;
  return (
    <div className="settings-credential">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        className="control mono"
        type={secret ? 'password' : 'text'}
        // Password managers offer to store a "new password" only; these secrets belong in the server.
        autoComplete={secret ? 'new-password' : 'off'}
        spellCheck={false}
        placeholder={placeholder}
        required={required}
      />
    </div>
  );
}

function readForm(data: FormData): NewTwilioCredentials {
  const entries = [...data.entries()].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(entries.filter(([, value]) => value !== '')) as unknown as NewTwilioCredentials;
}
