import { ApiFailure } from '../routes/failure.ts';
import type { ServerSettings } from './settings.ts';

/**
 * To be asked before anybody is led to a flow: without the auth token every webhook is refused, and callers would hear that
 * something went wrong.
 *
 * @returns throws ApiFailure 409 while webhooks cannot be answered
 */
export function createAnswerable(settings: Pick<ServerSettings, 'credentials'>): () => void {
  return () => {
    if (settings.credentials().authToken !== null) return;
    const message =
      'The auth token is not set, so webhooks cannot be told from forgeries and are refused: whoever calls would not be answered. Enter it in Settings or set TWILIO_AUTH_TOKEN.';
    throw new ApiFailure(409, 'no-auth-token', message);
  };
}
