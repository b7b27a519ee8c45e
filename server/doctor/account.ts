import type { AccountInstance } from 'twilio/lib/rest/api/v2010/account.js';
import type { Credentials } from '../twilio/settings.ts';
import type { DoctorDeps } from './deps.ts';
import { type Fix, fix, fixSetting, type Note } from './finding.ts';
import { inquire, type Refused } from './inquire.ts';

const CONSOLE = { kind: 'link', url: 'https://console.twilio.com/', title: 'Open Twilio’s console' } as const;

/** The credentials: there, of the right shape, accepted, and the token the one that Twilio signs with. */
export async function checkAccount(deps: DoctorDeps): Promise<readonly Note[]> {
  const credentials = deps.settings.credentials();
  if (credentials.accountSid === null) return [missing(credentials)];
  const token = credentials.authToken === null ? [tokenMissing(credentials)] : checkToken(credentials, deps);
  const key = credentials.apiKeySid === null ? [] : checkKey(credentials, deps);
  return (await Promise.all([token, key])).flat();
}

function missing({ source, authToken }: Credentials): Note {
  const seen =
    authToken === null ? 'There is no account SID and no auth token.' : 'There is an auth token, but no account SID.';
  const lines = 'TWILIO_ACCOUNT_SID=AC…\nTWILIO_AUTH_TOKEN=…';
  return {
    code: 'credentials-missing',
    status: 'error',
    title: 'The Twilio account is not set',
    seen,
    why: 'Webhooks cannot be told from forgeries and are refused, and no number can be pointed at a flow.',
    fix: fixSetting('Account SID and auth token stand on the first page of Twilio’s console.', lines, source),
  };
}

function tokenMissing({ source }: Credentials): Note {
  return {
    code: 'token-missing',
    status: 'error',
    title: 'The auth token is not set',
    seen: 'There is only an API key.',
    why: 'An API key opens Twilio’s REST API, but requests to this server are signed with the auth token. Without it every webhook is refused.',
    fix: fixSetting('Add the auth token; the API key can stay.', 'TWILIO_AUTH_TOKEN=…', source),
  };
}

async function checkToken(credentials: Credentials, deps: DoctorDeps): Promise<readonly Note[]> {
  const { accountSid, authToken, source } = credentials;
  const notes: Note[] = [];
  if (!/^[0-9a-f]{32}$/i.test(authToken ?? '')) notes.push(tokenShape(authToken ?? '', source));
  const found = await inquire(async () => {
    const client = await deps.client({ ...credentials, apiKeySid: null, apiKeySecret: null });
    return client.api.v2010.accounts(accountSid ?? '').fetch();
  });
  if (found.ok) return [...notes, ...aboutAccount(found.value, authToken, source)];
  return [...notes, tokenRefused(found, source)];
}

function tokenShape(token: string, source: Credentials['source']): Note {
  const seen = `It has ${token.length} characters${/[^0-9a-f]/i.test(token) ? ', some of them no hexadecimal digits' : ''}.`;
  return {
    code: 'token-shape',
    status: 'warning',
    title: 'The auth token does not look like one',
    seen,
    why: 'Twilio’s auth tokens are 32 hexadecimal digits; an API key’s secret is something else.',
    fix: fixSetting('Copy the auth token from the first page of Twilio’s console.', 'TWILIO_AUTH_TOKEN=…', source),
  };
}

function tokenRefused(refused: Refused, source: Credentials['source']): Note {
  // https://www.twilio.com/docs/iam/test-credentials, https://www.twilio.com/docs/api/errors/20008
  if (refused.code === 20008) {
    return {
      code: 'credentials-test',
      status: 'error',
      title: 'These are Twilio’s test credentials',
      seen: 'Twilio accepts them for a few trial requests only.',
      why: 'No number belongs to them and no call is signed with them.',
      fix: fixSetting(
        'Use the live credentials from the first page of the console.',
        'TWILIO_ACCOUNT_SID=AC…\nTWILIO_AUTH_TOKEN=…',
        source,
      ),
    };
  }
  if (refused.status === 401 || refused.status === 403 || refused.status === 404) {
    return {
      code: 'token-refused',
      status: 'error',
      title: 'Twilio refuses the auth token',
      seen: `Account SID and auth token do not belong together: ${refused.seen}.`,
      why: 'Webhooks are signed with the account’s real token, so every one is refused here.',
      fix: fixSetting(
        'Copy both anew from the console; a token that was rotated must be replaced here, too.',
        'TWILIO_AUTH_TOKEN=…',
        source,
      ),
    };
  }
  return {
    code: 'token-unchecked',
    status: 'unknown',
    title: 'The auth token could not be checked',
    seen: `Twilio could not be asked: ${refused.seen}.`,
  };
}

function aboutAccount(account: AccountInstance, token: string | null, source: Credentials['source']): readonly Note[] {
  const { friendlyName, status, type, authToken: primary } = account;
  const notes: Note[] = [];
  if (status !== 'active') notes.push(notActive(friendlyName, status));
  if (primary && primary !== token) notes.push(secondaryToken(source));
  if (type === 'Trial') notes.push(TRIAL);
  if (notes.some(({ status }) => status === 'error')) return notes;
  const seen = `“${friendlyName}” is active, and Twilio accepts the auth token.`;
  return [{ code: 'account', status: 'ok', title: 'The account is ready', seen }, ...notes];
}

function notActive(name: string, status: string): Note {
  const closed = status === 'closed';
  return {
    code: closed ? 'account-closed' : 'account-suspended',
    status: 'error',
    title: closed ? 'The account is closed' : 'The account is suspended',
    seen: `Twilio calls “${name}” ${status}.`,
    why: 'No call comes in or goes out.',
    fix: fix(
      closed ? 'Use another account.' : 'Most often the balance is used up; the console says why.',
      undefined,
      CONSOLE,
    ),
  };
}

/** https://www.twilio.com/docs/iam/api/authtoken: requests are signed with the primary token. */
function secondaryToken(source: Credentials['source']): Note {
  return {
    code: 'token-secondary',
    status: 'error',
    title: 'This is the account’s secondary auth token',
    seen: 'Twilio accepts the token, but the account’s primary token is another one.',
    why: 'Twilio signs webhooks with the primary token until the secondary one is promoted, so every webhook is refused here.',
    fix: fixSetting(
      'Set the primary token, or promote the secondary one in the console.',
      'TWILIO_AUTH_TOKEN=…',
      source,
    ),
  };
}

/** https://www.twilio.com/docs/usage/tutorials/how-to-use-your-free-trial-account */
const TRIAL: Note = {
  code: 'account-trial',
  status: 'warning',
  title: 'This is a trial account',
  seen: 'Twilio has not been paid for it yet.',
  why: 'Callers first hear a notice of Twilio’s, and calls and messages only go out to numbers that were verified in the console.',
  fix: fix('Upgrade the account before others call the line.', undefined, CONSOLE),
};

async function checkKey(credentials: Credentials, deps: DoctorDeps): Promise<readonly Note[]> {
  // A standard key may not read the account itself: https://www.twilio.com/docs/iam/api-keys
  const found = await inquire(async () => {
    const client = await deps.client(credentials);
    return client.incomingPhoneNumbers.list({ limit: 1, pageSize: 1 });
  });
  if (found.ok) {
    const seen = `Twilio accepts ${credentials.apiKeySid}.`;
    return [{ code: 'key', status: 'ok', title: 'The API key is accepted', seen }];
  }
  return [keyRefused(found, credentials)];
}

function keyRefused({ status, seen }: Refused, { apiKeySid, source }: Credentials): Note {
  if (status !== 401 && status !== 403)
    return {
      code: 'key-unchecked',
      status: 'unknown',
      title: 'The API key could not be checked',
      seen: `Twilio could not be asked: ${seen}.`,
    };
  const restricted = status === 403;
  const mend: Fix = restricted
    ? fix('Give the key the right to read and update phone numbers, or make a standard key.', undefined, CONSOLE)
    : fixSetting(
        'Make a new key in the console and set its SID and secret.',
        'TWILIO_API_KEY_SID=SK…\nTWILIO_API_KEY_SECRET=…',
        source,
      );
  return {
    code: restricted ? 'key-restricted' : 'key-refused',
    status: 'error',
    title: restricted ? 'The API key may not see the numbers' : 'Twilio refuses the API key',
    seen: `${apiKeySid}: ${seen}.`,
    why: 'Numbers can be neither listed nor pointed at flows.',
    fix: mend,
  };
}
