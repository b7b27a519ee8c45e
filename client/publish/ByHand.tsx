import type { Setup } from '../../shared/api/setup.ts';
import { entryUrl } from '../../shared/engine/links.ts';
import { channelsOf } from '../state/entries.ts';
import { useDocument } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { goTo } from '../state/route.ts';
import { CopyText } from '../ui/CopyText.tsx';

interface ByHandProps {
  readonly flow: string;
  readonly environment: string;
  /** Public address of the server; null while it is not known. */
  readonly base: string | null;
  /** Offers the way to Settings, unless something above does. */
  readonly settings: boolean;
}

/** Without credentials: the URLs to set at a number oneself. */
export function ByHand({ flow, environment, base, settings }: ByHandProps) {
  const channels = useDocument((state) => channelsOf(state.document).join(' '));
  return (
    <>
      <p className="publish-line">
        Without Twilio credentials Patchcord cannot change your numbers. Set them in Settings or in the environment
        (TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or an API key), or set the number yourself.
      </p>
      {channels !== 'messaging' && (
        <Paste
          where="A call comes in"
          what="the voice URL"
          url={entryUrl(base ?? 'https://your-public-address', flow, 'voice', environment)}
        />
      )}
      {channels.includes('messaging') && (
        <Paste
          where="A message comes in"
          what="the messaging URL"
          url={entryUrl(base ?? 'https://your-public-address', flow, 'messaging', environment)}
        />
      )}
      {settings && <SettingsButton />}
    </>
  );
}

/** What keeps Twilio from reaching this server. */
export function Unreachable({ missing }: { missing: Setup['webhooks']['missing'] }) {
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

/** A URL to set in Twilio's console. */
export function Paste({ where, what, url }: { where: string; what: string; url: string }) {
  return (
    <>
      <p className="publish-label">In Twilio’s console, under “{where}”: webhook, HTTP POST</p>
      <div className="publish-url">
        <code>{url}</code>
        <CopyText text={url} label={`Copy ${what}`} />
      </div>
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
