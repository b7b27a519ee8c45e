import type { Twilio } from 'twilio';
import { ApiFailure } from '../routes/failure.ts';
import { type Credentials, canReachAccount } from './settings.ts';

/** How long Twilio's API may take before a person is told so. */
export const TIMEOUT_MS = 15_000;

/**
 * The official client for these credentials: the API key where there is one, else the auth token.
 * The library is large, so it is loaded with the first use rather than with the server.
 *
 * @param apiUrl where its requests go instead of Twilio (`TWILIO_API_URL`): the former host becomes the first part of the path
 * @param timeoutMs how long one request may take
 * @throws ApiFailure 409 when something is missing
 */
export async function createTwilioClient(
  credentials: Credentials,
  apiUrl: string | null = null,
  timeoutMs = TIMEOUT_MS,
): Promise<Twilio> {
  const { accountSid, user, password } = accountLogin(credentials);
  const { default: twilio } = await import('twilio');
  const http = new twilio.RequestClient({ timeout: timeoutMs });
  if (apiUrl !== null) {
    const request = http.request.bind(http);
    http.request = (options) => request({ ...options, uri: elsewhere(options.uri, apiUrl) });
  }
  return twilio(user, password, { accountSid, httpClient: http });
}

/** Who asks Twilio, and for which account. @throws ApiFailure 409 when something is missing */
export function accountLogin(credentials: Credentials): { accountSid: string; user: string; password: string } {
  const { accountSid, authToken, apiKeySid, apiKeySecret } = credentials;
  const user = apiKeySid ?? accountSid;
  const password = apiKeySid === null ? authToken : apiKeySecret;
  if (!canReachAccount(credentials) || accountSid === null || user === null || password === null) {
    throw new ApiFailure(409, 'no-credentials', missingCredentials(credentials));
  }
  return { accountSid, user, password };
}

/** Where a request to Twilio goes while `TWILIO_API_URL` is set. */
export function elsewhere(url: string, apiUrl: string | null): string {
  return apiUrl === null ? url : url.replace(/^https:\//, apiUrl);
}

/** Runs a call of Twilio's API and says in our words what went wrong. */
export async function askTwilio<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ApiFailure) throw error;
    throw explain(what, error);
  }
}

function missingCredentials({ accountSid }: Credentials): string {
  const missing = accountSid === null ? 'an account SID and an auth token (or API key)' : 'an auth token or API key';
  return `Patchcord cannot reach a Twilio account: ${missing} is missing. Enter it in Settings or set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.`;
}

/** Whether Twilio said that it did nothing. No answer, or a failure on its side, leaves that open. */
export function isCertain({ code }: ApiFailure): boolean {
  return code !== 'twilio-unreachable' && code !== 'twilio-failed';
}

function explain(what: string, error: unknown): ApiFailure {
  const { status, code, message } = (error ?? {}) as { status?: unknown; code?: unknown; message?: unknown };
  if (typeof status !== 'number') {
    return new ApiFailure(
      502,
      'twilio-unreachable',
      `${what} failed: Twilio did not answer (${String(code ?? message)}). Try again.`,
    );
  }
  const detail = `Twilio answered ${status}${typeof code === 'number' ? `, error ${code}` : ''}`;
  if (status === 401 || status === 403) {
    const next = 'Check the account SID and the auth token or API key.';
    return new ApiFailure(
      502,
      'twilio-refused-credentials',
      `${what} failed: Twilio refused the credentials. ${next} (${detail}.)`,
    );
  }
  if (status === 404)
    return new ApiFailure(404, 'no-such-number', `${what} failed: the account has no such number. (${detail}.)`);
  if (status === 429)
    return new ApiFailure(
      502,
      'twilio-busy',
      `${what} failed: Twilio asks to slow down. Try again in a minute. (${detail}.)`,
    );
  if (status >= 500)
    return new ApiFailure(502, 'twilio-failed', `${what} failed on Twilio's side. Try again. (${detail}.)`);
  return new ApiFailure(502, 'twilio-refused', `${what} failed: ${String(message)} (${detail}.)`);
}
