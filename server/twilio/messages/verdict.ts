/** What an error of the REST client says of the message it was to send. */
export type Verdict =
  /** Not sent, and nothing else would come of asking again. */
  | { readonly kind: 'refused'; readonly reason: string; readonly code?: number }
  /** Not sent; it may be asked again in a moment. */
  | { readonly kind: 'busy'; readonly reason: string; readonly code?: number }
  /** Sent or not. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Judges an error of a POST to Twilio: whether it can have had an effect. */
export function verdictOn(error: unknown): Verdict {
  const { status, code, message } = (error ?? {}) as { status?: unknown; code?: unknown; message?: unknown };
  if (typeof status !== 'number') {
    const cause = String(code ?? message ?? error);
    if (typeof code === 'string' && NEVER_LEFT.test(code)) {
      return { kind: 'refused', reason: `The message was not sent: Twilio could not be reached (${cause}).` };
    }
    return { kind: 'unknown', reason: `Twilio’s answer did not arrive (${cause}).` };
  }
  if (status >= 500) return { kind: 'unknown', reason: `Twilio answered ${status}.` };
  const known = typeof code === 'number' ? { code } : {};
  const detail = typeof code === 'number' ? `${status}, error ${code}` : String(status);
  const said = typeof message === 'string' && message !== '' ? `: ${message}` : '';
  const reason = `The message was not sent: Twilio answered ${detail}${said}`;
  return { kind: status === 429 ? 'busy' : 'refused', reason, ...known };
}

/** No connection stood, so no request can have arrived. https://nodejs.org/api/errors.html#common-system-errors */
const NEVER_LEFT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_.*|.*_CERT.*|ERR_TLS_.*)$/;
