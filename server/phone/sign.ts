import { createHmac } from 'node:crypto';

/**
 * Signs as Twilio does: HMAC-SHA1 with the account's auth token, in base64.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function signerFor(authToken: string): (text: string) => string {
  return (text) => createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}
