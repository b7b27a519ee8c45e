import { type Row, restTime } from './state.ts';

/** Resources as Twilio shows them, whole, to put into the stand-in's state. */

export const ACCOUNT = `AC${'1'.repeat(32)}`;
export const AUTH_TOKEN = 'auth-token-for-tests';

const MADE = restTime(Date.UTC(2026, 0, 5, 9, 30));

/** `sidAt('PN', 1)`: PN000…001. */
export function sidAt(prefix: string, at: number): string {
  return prefix + String(at).padStart(32, '0');
}

/** A number of the account: the `at`-th, +1555010010`at`. */
export function restNumber(at: number, properties: Record<string, unknown> = {}): Row {
  const sid = sidAt('PN', at);
  const account = typeof properties.account_sid === 'string' ? properties.account_sid : ACCOUNT;
  const uri = `/2010-04-01/Accounts/${account}/IncomingPhoneNumbers/${sid}`;
  return {
    sid,
    account_sid: account,
    phone_number: `+1555010010${at}`,
    friendly_name: `Line ${at}`,
    address_requirements: 'none',
    address_sid: null,
    api_version: '2010-04-01',
    beta: false,
    bundle_sid: null,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    date_created: MADE,
    date_updated: MADE,
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Active',
    identity_sid: null,
    origin: 'twilio',
    sms_application_sid: '',
    sms_fallback_method: 'POST',
    sms_fallback_url: '',
    sms_method: 'POST',
    sms_url: '',
    status: 'in-use',
    status_callback: '',
    status_callback_method: 'POST',
    subresource_uris: { assigned_add_ons: `${uri}/AssignedAddOns.json` },
    trunk_sid: null,
    uri: `${uri}.json`,
    voice_application_sid: '',
    voice_caller_id_lookup: false,
    voice_fallback_method: 'POST',
    voice_fallback_url: '',
    voice_method: 'POST',
    voice_receive_mode: 'voice',
    voice_url: '',
    ...properties,
  };
}

export function restAccount(properties: Record<string, unknown> = {}): Row {
  const sid = typeof properties.sid === 'string' ? properties.sid : ACCOUNT;
  return {
    sid,
    auth_token: AUTH_TOKEN,
    date_created: MADE,
    date_updated: MADE,
    friendly_name: 'Example Inc.',
    owner_account_sid: sid,
    status: 'active',
    subresource_uris: { calls: `/2010-04-01/Accounts/${sid}/Calls.json` },
    type: 'Full',
    uri: `/2010-04-01/Accounts/${sid}.json`,
    ...properties,
  };
}

/** The `at`-th TwiML application. */
export function restApplication(at: number, properties: Record<string, unknown> = {}): Row {
  const sid = sidAt('AP', at);
  return {
    sid,
    account_sid: ACCOUNT,
    api_version: '2010-04-01',
    date_created: MADE,
    date_updated: MADE,
    friendly_name: `Application ${at}`,
    message_status_callback: null,
    public_application_connect_enabled: false,
    sms_fallback_method: 'POST',
    sms_fallback_url: null,
    sms_method: 'POST',
    sms_status_callback: null,
    sms_url: null,
    status_callback: null,
    status_callback_method: 'POST',
    uri: `/2010-04-01/Accounts/${ACCOUNT}/Applications/${sid}.json`,
    voice_caller_id_lookup: false,
    voice_fallback_method: 'POST',
    voice_fallback_url: null,
    voice_method: 'POST',
    voice_url: null,
    ...properties,
  };
}
