import { type AvailableRow, type Row, restTime } from './state.ts';

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

/** A number that can be bought, unlike every other by its last four digits. */
export function restAvailableNumber(
  number: string,
  { kind = 'Local', ...properties }: Record<string, unknown> & { kind?: AvailableRow['kind'] } = {},
): AvailableRow {
  return {
    kind,
    address_requirements: 'none',
    beta: false,
    capabilities: { voice: true, sms: true, mms: true },
    friendly_name: number,
    iso_country: 'US',
    lata: null,
    latitude: null,
    locality: kind === 'Local' ? 'Hilo' : null,
    longitude: null,
    phone_number: number,
    postal_code: null,
    rate_center: null,
    region: kind === 'Local' ? 'HI' : null,
    ...properties,
  };
}

/** A call that is over; for others say `status`. */
export function restCall(at: number, properties: Record<string, unknown> = {}): Row {
  const sid = typeof properties.sid === 'string' ? properties.sid : sidAt('CA', at);
  const uri = `/2010-04-01/Accounts/${ACCOUNT}/Calls/${sid}`;
  return {
    sid,
    account_sid: ACCOUNT,
    annotation: null,
    answered_by: null,
    api_version: '2010-04-01',
    caller_name: null,
    date_created: MADE,
    date_updated: MADE,
    direction: 'inbound',
    duration: '15',
    end_time: MADE,
    forwarded_from: null,
    from: '+15550100199',
    from_formatted: '(555) 010-0199',
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: sidAt('PN', 1),
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    start_time: MADE,
    status: 'completed',
    subresource_uris: { recordings: `${uri}/Recordings.json`, events: `${uri}/Events.json` },
    to: '+15550100101',
    to_formatted: '(555) 010-0101',
    trunk_sid: null,
    uri: `${uri}.json`,
    ...properties,
  };
}

export function restMessage(at: number, properties: Record<string, unknown> = {}): Row {
  const sid = typeof properties.sid === 'string' ? properties.sid : sidAt('SM', at);
  const uri = `/2010-04-01/Accounts/${ACCOUNT}/Messages/${sid}`;
  return {
    sid,
    account_sid: ACCOUNT,
    api_version: '2010-04-01',
    body: `Message ${at}`,
    date_created: MADE,
    date_sent: MADE,
    date_updated: MADE,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: '+15550100101',
    messaging_service_sid: null,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: null,
    status: 'delivered',
    subresource_uris: { media: `${uri}/Media.json` },
    to: '+15550100199',
    uri: `${uri}.json`,
    ...properties,
  };
}

/** A recording made by Record; its sound goes into `state.recording_media`. */
export function restRecording(at: number, properties: Record<string, unknown> = {}): Row {
  const sid = sidAt('RE', at);
  const uri = `/2010-04-01/Accounts/${ACCOUNT}/Recordings/${sid}`;
  return {
    sid,
    account_sid: ACCOUNT,
    api_version: '2010-04-01',
    call_sid: sidAt('CA', at),
    channels: 1,
    conference_sid: null,
    date_created: MADE,
    date_updated: MADE,
    duration: '4',
    encryption_details: null,
    error_code: null,
    media_url: `https://api.twilio.com${uri}`,
    price: '-0.00250',
    price_unit: 'USD',
    source: 'RecordVerb',
    start_time: MADE,
    status: 'completed',
    subresource_uris: {
      add_on_results: `${uri}/AddOnResults.json`,
      transcriptions: `${uri}/Transcriptions.json`,
    },
    uri: `${uri}.json`,
    ...properties,
  };
}

export function restTranscription(at: number, properties: Record<string, unknown> = {}): Row {
  const sid = sidAt('TR', at);
  return {
    sid,
    account_sid: ACCOUNT,
    api_version: '2010-04-01',
    date_created: MADE,
    date_updated: MADE,
    duration: '4',
    price: '-0.05000',
    price_unit: 'USD',
    recording_sid: sidAt('RE', at),
    status: 'completed',
    transcription_text: `Words of message ${at}`,
    type: 'fast',
    uri: `/2010-04-01/Accounts/${ACCOUNT}/Transcriptions/${sid}.json`,
    ...properties,
  };
}

/** A verified caller ID. */
export function restCallerId(at: number, properties: Record<string, unknown> = {}): Row {
  const sid = typeof properties.sid === 'string' ? properties.sid : sidAt('PN', 900 + at);
  return {
    sid,
    account_sid: ACCOUNT,
    date_created: MADE,
    date_updated: MADE,
    friendly_name: `Office ${at}`,
    phone_number: `+1555010090${at}`,
    uri: `/2010-04-01/Accounts/${ACCOUNT}/OutgoingCallerIds/${sid}.json`,
    ...properties,
  };
}

/** The `at`-th Messaging Service, and the SIDs of the numbers that send for it. */
export function restService(at: number, numbers: readonly string[], properties: Record<string, unknown> = {}) {
  const sid = sidAt('MG', at);
  return {
    sid,
    account_sid: ACCOUNT,
    area_code_geomatch: true,
    date_created: '2026-01-05T09:30:00Z',
    date_updated: '2026-01-05T09:30:00Z',
    fallback_method: 'POST',
    fallback_to_long_code: false,
    fallback_url: null,
    friendly_name: `Service ${at}`,
    inbound_method: 'POST',
    inbound_request_url: null,
    links: {},
    mms_converter: true,
    scan_message_content: 'inherit',
    smart_encoding: true,
    status_callback: null,
    sticky_sender: true,
    synchronous_validation: false,
    url: `https://messaging.twilio.com/v1/Services/${sid}`,
    us_app_to_person_registered: false,
    use_inbound_webhook_on_number: false,
    usecase: 'undeclared',
    validity_period: 14400,
    ...properties,
    numbers,
  };
}
