import type { SoftphoneToken } from '../../../shared/api/softphone.ts';
import type { SigningKey } from './key.ts';

/** Short, because a token cannot be called back; the phone asks for the next one in time. */
const TOKEN_SECONDS = 3600;

export interface TokenRequest {
  readonly accountSid: string;
  readonly key: SigningKey;
  /** SID of the TwiML app that answers what the phone calls. */
  readonly application: string;
  readonly identity: string;
}

/** An access token with which a browser can call the app and be called as `client:<identity>`. https://www.twilio.com/docs/iam/access-tokens */
export async function mintToken({ accountSid, key, application, identity }: TokenRequest): Promise<SoftphoneToken> {
  const { default: twilio } = await import('twilio');
  const { AccessToken } = twilio.jwt;
  const token = new AccessToken(accountSid, key.sid, key.secret, { identity, ttl: TOKEN_SECONDS });
  token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: application, incomingAllow: true }));
  const jwt = token.toJwt();
  return { token: jwt, identity, expiresAt: expiryOf(jwt) * 1000 };
}

function expiryOf(jwt: string): number {
  const payload = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as { exp: number };
  return payload.exp;
}
