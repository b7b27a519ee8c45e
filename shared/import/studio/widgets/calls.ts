import type { Json } from '../../../flow/types.ts';
import { compact, isTrue, type Mapper, type Mapping, nextOf, numberProp, pairsOf, waysBy } from '../mapping.ts';

const ANYWAY = ['completed', 'noAnswer', 'busy', 'failed'] as const;

/** Connect Call To. */
export const connectCallTo: Mapper = (mapping) => {
  const { state, notes } = mapping;
  const noun = String(state.properties.noun ?? 'number');
  const props = {
    callerId: mapping.text('caller_id'),
    timeout: numberProp(mapping, 'timeout', 30),
    timeLimit: numberProp(mapping, 'time_limit'),
    record: isTrue(state.properties.record) ? 'record-from-answer' : undefined,
  };
  if (props.record !== undefined)
    notes.differs('The recording begins when somebody answers; Studio does not say when its own begins.');
  if (nextOf(state, 'hangup') !== undefined) {
    notes.differs('When the caller hangs up, the call is over; what Studio does after its event "hangup" is not run.');
  }
  const to = mapping.text('to') ?? '';
  if (noun === 'conference') {
    const ways = waysBy(state, { callCompleted: ['completed', 'failed'], hangup: [] });
    return { type: 'conference', props: compact({ ...props, room: to }), ways };
  }
  const ways = waysBy(state, { callCompleted: ANYWAY, hangup: [] });
  return { type: 'dial', props: compact({ targets: targetsOf(noun, to, mapping), ...props }), ways };
};

function targetsOf(noun: string, to: string, mapping: Mapping): Json {
  const { state, notes } = mapping;
  if (noun === 'number-multi') {
    const numbers = to.split(',').map((number) => number.trim());
    return numbers.filter((number) => number !== '').map((number) => ({ kind: 'number', to: number }));
  }
  if (noun === 'sip') {
    const { sip_username: user, sip_password: password } = state.properties;
    const attributes = compact({
      username: user === undefined ? undefined : mapping.text('sip_username'),
      password: password === undefined ? undefined : mapping.text('sip_password'),
    });
    const address = mapping.text('sip_endpoint') ?? to;
    if (password !== undefined)
      notes.differs('The password of the SIP account stands in the flow as plain text, as it did in Studio.');
    return [{ kind: 'sip', to: address, ...(Object.keys(attributes).length > 0 && { attributes }) }];
  }
  const kind = noun === 'client' || noun === 'sim' ? noun : 'number';
  if (kind === 'number' && noun !== 'number')
    notes.supply(`It dials a "${noun.slice(0, 40)}", which is not known here; choose whom to ring.`);
  return [{ kind, to }];
}

/** Record Voicemail. */
export const recordVoicemail: Mapper = (mapping) => {
  const { state } = mapping;
  const { properties } = state;
  const trim = properties.trim;
  const callback = mapping.text('recording_status_callback_url');
  const props = compact({
    timeout: numberProp(mapping, 'timeout', 5),
    finishOnKey: mapping.text('finish_on_key'),
    maxLength: numberProp(mapping, 'max_length', 3600),
    playBeep: properties.play_beep !== undefined && !isTrue(properties.play_beep) ? false : undefined,
    trim: trim === 'do-not-trim' || trim === 'false' || trim === false ? 'do-not-trim' : undefined,
    transcribe: isTrue(properties.transcribe) ? true : undefined,
    transcribeCallback: mapping.text('transcription_callback_url'),
    recordingStatusCallback: callback,
    logRecording: callback === undefined ? true : undefined,
  });
  return {
    type: 'record',
    props,
    ways: waysBy(state, { recordingComplete: ['recorded'], noAudio: ['silence'], hangup: ['hungUp'] }),
  };
};

/** Call Recording: on or off. */
export const recordCall: Mapper = (mapping) => {
  const { state, notes } = mapping;
  const { properties } = state;
  const ways = waysBy(state, { success: ['next'], failed: [] });
  notes.differs('It is done by TwiML instead of the REST API, which tells of no failure.');
  if (!isTrue(properties.record_call))
    return { type: 'stopBackground', props: { nouns: [{ tag: 'Recording' }] }, ways };
  const attributes = compact({
    recordingStatusCallback: mapping.text('recording_status_callback'),
    recordingStatusCallbackMethod: properties.recording_status_callback_method === 'GET' ? 'GET' : undefined,
    recordingStatusCallbackEvent: mapping.text('recording_status_callback_events'),
    channels: properties.recording_channels === 'mono' ? 'mono' : 'dual',
    trim: mapping.text('trim'),
  });
  return { type: 'background', props: { nouns: [{ tag: 'Recording', attributes }] }, ways };
};

/** Fork Stream: media streams and SIPREC beside the call. */
export const forkStream: Mapper = (mapping) => {
  const { state } = mapping;
  const { properties } = state;
  const tag = properties.stream_transport_type === 'siprec' ? 'Siprec' : 'Stream';
  const name = mapping.text('stream_name');
  const ways = waysBy(state, { next: ['next'] });
  if (properties.stream_action === 'stop') {
    return { type: 'stopBackground', props: { nouns: [compact({ tag, attributes: compact({ name }) })] }, ways };
  }
  const track = mapping.text('stream_track');
  const attributes = compact({
    name,
    ...(tag === 'Stream' ? { url: mapping.text('stream_url') } : { connectorName: mapping.text('stream_connector') }),
    track: track === 'inbound_track' ? undefined : track,
  });
  return {
    type: 'background',
    props: { nouns: [noun(tag, attributes, parametersOf(mapping, 'stream_parameters'))] },
    ways,
  };
};

/** Capture Payments. */
export const capturePayments: Mapper = (mapping) => {
  const { state } = mapping;
  const { properties } = state;
  const lower = (property: string): string | undefined => mapping.text(property)?.toLowerCase().replaceAll('_', '-');
  const method = lower('payment_method');
  const connector = mapping.text('payment_connector');
  const currency = mapping.text('currency');
  const language = mapping.text('language');
  const postal = mapping.text('postal_code');
  const cards = properties.valid_card_types;
  const nouns = parametersOf(mapping, 'parameters');
  const props = compact({
    paymentConnector: connector === 'Default' ? undefined : connector,
    paymentMethod: method === 'credit-card' ? undefined : method,
    bankAccountType: lower('bank_account_type'),
    tokenType: mapping.text('payment_token_type'),
    chargeAmount: mapping.text('payment_amount'),
    currency: currency === 'usd' ? undefined : currency,
    description: mapping.text('description'),
    language: language === 'en-US' ? undefined : language,
    timeout: numberProp(mapping, 'timeout', 5),
    maxAttempts: numberProp(mapping, 'max_attempts', 2) ?? 2,
    securityCode: properties.security_code !== undefined && !isTrue(properties.security_code) ? false : undefined,
    postalCode: postal === 'true' ? undefined : postal,
    minPostalCodeLength: numberProp(mapping, 'min_postal_code_length'),
    validCardTypes:
      Array.isArray(cards) && cards.length > 0
        ? cards.map((card) => (card === 'master-card' ? 'mastercard' : String(card)))
        : undefined,
    nouns: nouns.length > 0 ? nouns : undefined,
  });
  return {
    type: 'pay',
    props,
    ways: waysBy(state, {
      success: ['paid'],
      maxFailedAttempts: ['tooManyAttempts'],
      providerError: ['declined'],
      payInterrupted: ['cancelled'],
      hangup: ['hungUp'],
      validationError: ['failed'],
    }),
  };
};

/** `<Parameter>` and the like, from a list of pairs. */
export function parametersOf(
  mapping: Mapping,
  property: string,
  tag = 'Parameter',
): readonly { readonly [name: string]: Json }[] {
  return pairsOf(mapping.state.properties[property]).map(({ key, value }) => ({
    tag,
    attributes: { name: mapping.translate(key), value: mapping.translate(value) },
  }));
}

/** An element with attributes and children, those that there are. */
export function noun(tag: string, attributes: Readonly<Record<string, Json>>, children: readonly Json[]): Json {
  return {
    tag,
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(children.length > 0 && { children }),
  };
}
