import type { Json } from '../../../flow/types.ts';
import { type Exporter, type Exporting, filled, listOf, type Told } from '../exporting.ts';

/** Dial. */
export const dial: Exporter = (exporting): Told => {
  const { block, text, only, cannot } = exporting;
  only('targets', 'order', 'callerId', 'timeout', 'timeLimit', 'record', 'after', 'logProgress', 'logRecording');
  exitsOnly(exporting);
  const { props } = block;
  const targets = listOf(props.targets);
  if (props.order === 'inTurn' && targets.length > 1) cannot('rings several phones one after another.');
  const properties = filled({
    ...destination(targets, exporting),
    caller_id: text(props.callerId) ?? '{{contact.channel.address}}',
    record: recorded(props.record, cannot),
    timeout: props.timeout ?? 30,
    time_limit: props.timeLimit === undefined ? undefined : String(props.timeLimit),
  });
  return {
    type: 'connect-call-to',
    properties,
    events: { callCompleted: ['completed', 'noAnswer', 'busy', 'failed'] },
  };
};

function recorded(record: Json | undefined, cannot: Exporting['cannot']): boolean {
  if (record === undefined || record === '' || record === 'do-not-record') return false;
  if (record !== 'record-from-answer') cannot(`records as "${String(record)}"; Studio records or not.`);
  return true;
}

function destination(
  targets: readonly Readonly<Record<string, Json>>[],
  { text, cannot }: Exporting,
): Readonly<Record<string, Json | undefined>> {
  const [first] = targets;
  const to = targets.map((target) => text(target.to) ?? '');
  const kinds = new Set(targets.map(({ kind }) => String(kind)));
  const kind = String(first?.kind ?? 'number');
  const attributes = (first?.attributes ?? {}) as Readonly<Record<string, Json>>;
  if (kinds.size > 1 || (targets.length > 1 && kind !== 'number'))
    cannot('rings several phones of different kinds, or several that are no numbers.');
  const held = kind === 'sip' ? ['username', 'password'] : [];
  const more = targets.flatMap((target) => [
    ...Object.keys(target.attributes ?? {}).filter((name) => !held.includes(name)),
    ...(listOf(target.children).length > 0 ? ['what is handed over'] : []),
  ]);
  if (more.length > 0) cannot(`sets ${more[0]} for a phone.`);
  if (kind === 'sip')
    return {
      noun: 'sip',
      sip_endpoint: to[0],
      sip_username: text(attributes.username),
      sip_password: text(attributes.password),
    };
  if (kind === 'client' || kind === 'sim') return { noun: kind, to: to[0] };
  if (kind !== 'number') cannot(`rings a ${kind}.`);
  return targets.length > 1 ? { noun: 'number-multi', to: to.join(',') } : { noun: 'number', to: to[0] };
}

/** Conference, where only the room is named. */
export const conference: Exporter = (exporting): Told => {
  const { block, text, only } = exporting;
  only('room', 'callerId', 'timeout', 'timeLimit', 'record', 'after');
  exitsOnly(exporting);
  const { props } = block;
  const properties = filled({
    noun: 'conference',
    to: text(props.room),
    caller_id: text(props.callerId) ?? '{{contact.channel.address}}',
    record: recorded(props.record, exporting.cannot),
    timeout: props.timeout ?? 30,
    time_limit: props.timeLimit === undefined ? undefined : String(props.timeLimit),
  });
  return { type: 'connect-call-to', properties, events: { callCompleted: ['completed', 'failed'] } };
};

/** Record. */
export const record: Exporter = (exporting): Told => {
  const { block, text, only } = exporting;
  only(
    'timeout',
    'finishOnKey',
    'maxLength',
    'playBeep',
    'trim',
    'transcribe',
    'transcribeCallback',
    'recordingStatusCallback',
    'logRecording',
    'after',
  );
  exitsOnly(exporting);
  const { props } = block;
  const properties = filled({
    timeout: props.timeout ?? 5,
    finish_on_key: text(props.finishOnKey),
    max_length: props.maxLength ?? 3600,
    play_beep: props.playBeep === false ? 'false' : 'true',
    trim: text(props.trim) ?? 'trim-silence',
    transcribe: props.transcribe === true,
    transcription_callback_url: text(props.transcribeCallback),
    recording_status_callback_url: text(props.recordingStatusCallback),
  });
  const events = { recordingComplete: ['recorded'], noAudio: ['silence'], hangup: ['hungUp'] };
  return { type: 'record-voicemail', properties, events };
};

/** Start in the background: a recording, a stream. */
export const background: Exporter = (exporting): Told => {
  const { block, text, only, cannot } = exporting;
  only('nouns', 'logProgress');
  const [noun = {}] = listOf(block.props.nouns);
  const { text: of, parameters } = nounOf(noun, text);
  if (noun.tag === 'Recording') {
    const properties = filled({
      record_call: true,
      recording_status_callback: of('recordingStatusCallback'),
      recording_status_callback_method: of('recordingStatusCallbackMethod') ?? 'POST',
      recording_status_callback_events: of('recordingStatusCallbackEvent'),
      recording_channels: of('channels') ?? 'dual',
      trim: of('trim'),
    });
    return { type: 'record-call', properties, events: { success: ['next'] } };
  }
  if (noun.tag !== 'Stream' && noun.tag !== 'Siprec') cannot(`starts ${String(noun.tag ?? 'nothing')}.`);
  const isStream = noun.tag === 'Stream';
  const properties = filled({
    stream_action: 'start',
    stream_name: of('name'),
    stream_transport_type: isStream ? 'websocket' : 'siprec',
    stream_url: isStream ? of('url') : undefined,
    stream_connector: isStream ? undefined : of('connectorName'),
    stream_track: of('track') ?? 'inbound_track',
    stream_parameters: parameters('Parameter'),
  });
  return { type: 'fork-stream', properties, events: { next: ['next'] } };
};

/** Stop in the background. */
export const stopBackground: Exporter = ({ block, text, only, cannot }): Told => {
  only('nouns');
  const [noun = {}] = listOf(block.props.nouns);
  if (noun.tag === 'Recording')
    return { type: 'record-call', properties: { record_call: false }, events: { success: ['next'] } };
  if (noun.tag !== 'Stream' && noun.tag !== 'Siprec') cannot(`stops ${String(noun.tag ?? 'nothing')}.`);
  const properties = filled({
    stream_action: 'stop',
    stream_name: nounOf(noun, text).text('name'),
    stream_transport_type: noun.tag === 'Siprec' ? 'siprec' : 'websocket',
  });
  return { type: 'fork-stream', properties, events: { next: ['next'] } };
};

/** Take a payment. */
export const pay: Exporter = (exporting): Told => {
  const { block, text, only } = exporting;
  only(
    'paymentConnector',
    'paymentMethod',
    'bankAccountType',
    'tokenType',
    'chargeAmount',
    'currency',
    'description',
    'language',
    'timeout',
    'maxAttempts',
    'securityCode',
    'postalCode',
    'minPostalCodeLength',
    'validCardTypes',
    'nouns',
    'after',
  );
  exitsOnly(exporting);
  const { props } = block;
  const nouns = listOf(props.nouns);
  if (nouns.some(({ tag }) => tag !== 'Parameter')) exporting.cannot('has prompts of its own.');
  const upper = (value: Json | undefined): string | undefined => text(value)?.toUpperCase().replaceAll('-', '_');
  const cards = Array.isArray(props.validCardTypes)
    ? (props.validCardTypes as readonly Json[]).map((card) => (card === 'mastercard' ? 'master-card' : card))
    : undefined;
  const properties = filled({
    payment_connector: text(props.paymentConnector) ?? 'Default',
    payment_method: upper(props.paymentMethod) ?? 'CREDIT_CARD',
    bank_account_type: upper(props.bankAccountType),
    payment_token_type: text(props.tokenType),
    payment_amount: text(props.chargeAmount),
    currency: text(props.currency) ?? 'usd',
    description: text(props.description),
    language: text(props.language) ?? 'en-US',
    timeout: props.timeout ?? 5,
    max_attempts: props.maxAttempts ?? 2,
    security_code: props.securityCode !== false,
    postal_code: text(props.postalCode) ?? 'true',
    min_postal_code_length: props.minPostalCodeLength,
    valid_card_types: cards,
    parameters: nouns.length === 0 ? undefined : nouns.map((noun) => pairOf(noun, text)),
  });
  const events = {
    success: ['paid'],
    maxFailedAttempts: ['tooManyAttempts'],
    providerError: ['declined'],
    payInterrupted: ['cancelled'],
    hangup: ['hungUp'],
    validationError: ['failed'],
  };
  return { type: 'capture-payments', properties, events };
};

/** Only a block that goes on by its exits comes back to Studio. */
export function exitsOnly({ block, cannot }: Exporting): void {
  const { after } = block.props;
  if (after !== undefined && after !== 'exits')
    cannot('does not go on by what happened, but in the same document or at an address of its own.');
}

/** Attributes and parameters of an element inside a verb. */
export function nounOf(noun: Readonly<Record<string, Json>>, text: Exporting['text']) {
  const attributes = (noun.attributes ?? {}) as Readonly<Record<string, Json>>;
  return {
    text: (name: string): string | undefined => text(attributes[name]),
    parameters: (tag: string): Json | undefined => {
      const found = listOf(noun.children).filter((child) => child.tag === tag);
      return found.length === 0 ? undefined : found.map((child) => pairOf(child, text));
    },
  };
}

export function pairOf(
  noun: Readonly<Record<string, Json>>,
  text: Exporting['text'],
): { readonly key: string; readonly value: string } {
  const attributes = (noun.attributes ?? {}) as Readonly<Record<string, Json>>;
  return { key: text(attributes.name) ?? '', value: text(attributes.value) ?? '' };
}
