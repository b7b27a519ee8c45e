import { ApiFailure } from '../api/request.ts';
import { goTo } from '../state/route.ts';
import { PageState } from '../ui/controls/PageState.tsx';

/** The page while there is no list: which part of the way to Twilio is missing, and what to do about it. */
export function NoList({ error, again }: { error: Error; again: () => void }) {
  const code = error instanceof ApiFailure ? error.code : '';
  const settings = code === 'no-credentials' || code === 'twilio-refused-credentials';
  const actions = (
    <>
      {settings && (
        <button type="button" className="main-button" onClick={() => goTo({ page: 'settings' })}>
          Open Settings
        </button>
      )}
      {code !== 'no-credentials' && (
        <button type="button" className="plain-button" onClick={again}>
          Try again
        </button>
      )}
    </>
  );
  return (
    <PageState title={titleOf(code)} actions={actions}>
      {error.message}
    </PageState>
  );
}

function titleOf(code: string): string {
  return TITLES[code] ?? 'The numbers could not be fetched';
}

const TITLES: Readonly<Record<string, string>> = {
  'no-credentials': 'No Twilio account yet',
  'twilio-refused-credentials': 'Twilio refused the credentials',
  'twilio-unreachable': 'Twilio does not answer',
  'twilio-failed': 'Twilio has a problem of its own',
  'twilio-busy': 'Twilio asks to slow down',
  unreachable: 'The server does not answer',
};
