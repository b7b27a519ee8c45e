import type { Json } from '../flow/types.ts';
import { nearest } from '../text/nearest.ts';

/** What is known of one type of widget of Twilio Studio. */
export interface WidgetSpec {
  /** Its name in Studio's library. */
  readonly label: string;
  /** Its type in the older dialect of exports, if it was there. */
  readonly legacy?: string;
  /** Events by which it is left, in Studio's order. */
  readonly events: readonly string[];
  /** Properties by name, with the value that holds where none is given; null where there is none. `offset` belongs to all. */
  readonly properties: Readonly<Record<string, Json>>;
  /** Names by which other tools call a property, and its own. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Channels it works in; both if absent. */
  readonly channel?: 'voice' | 'messaging';
}

const FORM = 'application/x-www-form-urlencoded;charset=utf-8';
const SPOKEN = { say: null, play: null, voice: 'default', language: 'en-US', loop: 1 } as const;
const PARTIES = { from: '{{flow.channel.address}}', to: '{{contact.channel.address}}' } as const;
const CHAT = {
  service: '{{trigger.message.InstanceSid}}',
  channel: '{{trigger.message.ChannelSid}}',
  attributes: null,
} as const;
const MESSAGE = {
  body: null,
  from: PARTIES.from,
  ...CHAT,
  media_url: null,
  message_type: 'custom',
  content_sid: null,
  content_variables: null,
} as const;
const DIALLED = { record: false, timeout: 60 } as const;
const WAITING = ['callComplete', 'failedToEnqueue', 'callFailure'] as const;

/**
 * Every type of widget by the word that exports use. Twilio's widget library: https://www.twilio.com/docs/studio/widget-library.
 * Names of properties and events are those of real exports, which differ from what some catalogues say (`aliases`).
 */
export const WIDGETS: Readonly<Record<string, WidgetSpec>> = {
  trigger: {
    label: 'Trigger',
    legacy: 'InitialState',
    events: ['incomingMessage', 'incomingCall', 'incomingConversationMessage', 'incomingRequest', 'incomingParent'],
    properties: {},
  },
  'split-based-on': {
    label: 'Split Based On…',
    legacy: 'Branch',
    events: ['match', 'noMatch'],
    properties: { input: null },
  },
  'set-variables': {
    label: 'Set Variables',
    legacy: 'SetVariables',
    events: ['next'],
    properties: { variables: null },
  },
  'say-play': {
    label: 'Say/Play',
    legacy: 'SayPlay',
    events: ['audioComplete'],
    properties: { ...SPOKEN, digits: null },
    channel: 'voice',
  },
  'gather-input-on-call': {
    label: 'Gather Input On Call',
    legacy: 'Gather',
    events: ['keypress', 'speech', 'timeout'],
    properties: {
      ...SPOKEN,
      timeout: 5,
      stop_gather: true,
      finish_on_key: '#',
      number_of_digits: null,
      gather_language: 'en-US',
      hints: null,
      profanity_filter: 'true',
      speech_timeout: 'auto',
      speech_model: null,
      save_response_as: null,
    },
    aliases: {
      num_digits: 'number_of_digits',
      numDigits: 'number_of_digits',
      speech_recognition_language: 'gather_language',
      gatherLanguage: 'gather_language',
    },
    channel: 'voice',
  },
  'connect-call-to': {
    label: 'Connect Call To',
    events: ['callCompleted', 'hangup'],
    properties: {
      noun: 'number',
      to: null,
      caller_id: PARTIES.to,
      sip_endpoint: null,
      sip_username: null,
      sip_password: null,
      record: false,
      timeout: 30,
      time_limit: null,
    },
    channel: 'voice',
  },
  'make-outgoing-call-v1': {
    label: 'Make Outgoing Call',
    legacy: 'Dial',
    events: ['answered', 'answeredByMachine', 'busy', 'noAnswer', 'failed', 'hangup'],
    properties: { ...PARTIES, ...DIALLED },
    channel: 'voice',
  },
  'make-outgoing-call-v2': {
    label: 'Make Outgoing Call',
    legacy: 'DialV2',
    events: ['answered', 'busy', 'noAnswer', 'failed'],
    properties: {
      ...PARTIES,
      ...DIALLED,
      recording_channels: 'mono',
      recording_status_callback: null,
      trim: 'do-not-trim',
      detect_answering_machine: false,
      machine_detection: 'Enable',
      machine_detection_timeout: '30',
      machine_detection_speech_threshold: '2400',
      machine_detection_speech_end_threshold: '1200',
      machine_detection_silence_timeout: '5000',
      send_digits: null,
      sip_auth_username: null,
      sip_auth_password: null,
    },
    channel: 'voice',
  },
  'record-voicemail': {
    label: 'Record Voicemail',
    events: ['recordingComplete', 'noAudio', 'hangup'],
    properties: {
      timeout: 5,
      finish_on_key: null,
      max_length: 3600,
      transcribe: false,
      transcription_callback_url: null,
      trim: 'trim-silence',
      play_beep: 'true',
      recording_status_callback_url: null,
    },
    aliases: { silence_timeout: 'timeout', transcribe_callback: 'transcription_callback_url' },
    channel: 'voice',
  },
  'record-call': {
    label: 'Call Recording',
    events: ['success', 'failed'],
    properties: {
      record_call: false,
      recording_status_callback: null,
      recording_status_callback_method: 'POST',
      recording_status_callback_events: null,
      recording_channels: 'dual',
      trim: null,
    },
    aliases: { recording_status_events: 'recording_status_callback_events' },
    channel: 'voice',
  },
  'enqueue-call': {
    label: 'Enqueue Call',
    legacy: 'EnqueueCall',
    events: WAITING,
    properties: {
      queue_name: null,
      workflow_sid: null,
      task_attributes: null,
      priority: 0,
      timeout: null,
      wait_url: null,
      wait_url_method: 'GET',
    },
    aliases: {
      hold_music_url: 'wait_url',
      twiml_request_method: 'wait_url_method',
      task_router_workflow: 'workflow_sid',
    },
    channel: 'voice',
  },
  'capture-payments': {
    label: 'Capture Payments',
    events: ['success', 'maxFailedAttempts', 'providerError', 'payInterrupted', 'hangup', 'validationError'],
    properties: {
      payment_connector: 'Default',
      payment_method: 'CREDIT_CARD',
      bank_account_type: null,
      payment_token_type: null,
      payment_amount: null,
      currency: 'usd',
      description: null,
      language: 'en-US',
      timeout: 5,
      max_attempts: 2,
      security_code: true,
      postal_code: 'true',
      min_postal_code_length: null,
      valid_card_types: null,
      parameters: null,
    },
    aliases: { charge_amount: 'payment_amount' },
    channel: 'voice',
  },
  'fork-stream': {
    label: 'Fork Stream',
    events: ['next'],
    properties: {
      stream_action: null,
      stream_name: null,
      stream_transport_type: 'websocket',
      stream_url: null,
      stream_connector: null,
      stream_track: 'inbound_track',
      stream_parameters: null,
    },
    aliases: { stream_connector_name: 'stream_connector' },
    channel: 'voice',
  },
  'connect-virtual-agent': {
    label: 'Connect Virtual Agent',
    events: ['return', 'hangup'],
    properties: { connector: null, language: null, sentiment_analysis: null, status_callback: null },
    channel: 'voice',
  },
  'connect-virtual-agent-v2': {
    label: 'Connect Virtual Agent',
    events: ['completed', 'live-agent-handoff', 'hangup', 'failed', 'paused', 'timeout'],
    properties: {
      channel: 'voice',
      connector_name: null,
      connector_details: null,
      configurations: null,
      parameters: null,
      status_callback: null,
      status_callback_method: 'POST',
      timeout: null,
      session_behavior: null,
      resume_session_identification_method: null,
      resume_session_identification_value: null,
      resume_session_event_name: null,
    },
  },
  'run-conversation-relay': {
    label: 'Run ConversationRelay',
    events: ['success', 'failed'],
    properties: {
      url: null,
      welcome_greeting: null,
      tts_provider: null,
      voice: null,
      language: null,
      transcription_provider: null,
      speech_model: null,
      dtmf_detection: null,
      interruptible: null,
      parameters: null,
    },
    channel: 'voice',
  },
  'send-message': {
    label: 'Send Message',
    legacy: 'Message',
    events: ['sent', 'failed'],
    properties: { ...MESSAGE, to: PARTIES.to, shorten_urls: null, messaging_service_sid: null },
    aliases: { chat_service_instance_sid: 'service', chat_channel_sid: 'channel' },
  },
  'send-and-wait-for-reply': {
    label: 'Send & Wait For Reply',
    legacy: 'MessagePrompt',
    events: ['incomingMessage', 'timeout', 'deliveryFailure'],
    properties: { ...MESSAGE, timeout: '3600', save_response_as: null },
    aliases: { chat_service_instance_sid: 'service', chat_channel_sid: 'channel' },
    channel: 'messaging',
  },
  'run-function': {
    label: 'Run Function',
    legacy: 'Function',
    events: ['success', 'fail'],
    properties: { url: null, service_sid: null, environment_sid: null, function_sid: null, parameters: null },
  },
  'make-http-request': {
    label: 'Make HTTP Request',
    legacy: 'Webhook',
    events: ['success', 'failed'],
    properties: {
      method: 'GET',
      url: null,
      content_type: FORM,
      body: null,
      parameters: null,
      add_twilio_auth: false,
      timeout: null,
      save_response_as: null,
    },
    aliases: { send_twilio_credentials: 'add_twilio_auth' },
  },
  'add-twiml-redirect': {
    label: 'TwiML Redirect',
    legacy: 'Redirect',
    events: ['return', 'timeout', 'fail'],
    properties: { url: null, method: 'POST', timeout: '14400' },
  },
  'run-subflow': {
    label: 'Run Subflow',
    events: ['completed', 'failed'],
    properties: { flow_sid: null, flow_revision: 'LatestPublished', parameters: null },
  },
  'send-to-flex': {
    label: 'Send To Flex',
    events: [...WAITING, 'composerStarted'],
    properties: {
      workflow: null,
      channel: null,
      attributes: null,
      priority: '0',
      timeout: '3600',
      waitUrl: null,
      waitUrlMethod: 'POST',
    },
    aliases: { hold_music_url: 'waitUrl', url_method: 'waitUrlMethod' },
  },
  'send-to-auto-pilot': {
    label: 'Send To Autopilot',
    events: ['sessionEnded', 'failure', 'timeout'],
    properties: {
      autopilot_assistant_sid: null,
      body: null,
      from: PARTIES.from,
      chat_service: CHAT.service,
      chat_channel: CHAT.channel,
      chat_attributes: null,
      target_task: null,
      memory_parameters: null,
      timeout: 14400,
    },
  },
  'start-conversation': {
    label: 'Start Conversation',
    events: ['created', 'failed'],
    properties: {
      conversation_service_sid: null,
      participants: null,
      friendly_name: null,
      attributes: null,
      timers_inactive: null,
      timers_closed: null,
      close_conversation_on_execution_end: null,
    },
    channel: 'messaging',
  },
  'resume-conversation': {
    label: 'Resume Conversation',
    events: ['resumed', 'failed'],
    properties: { conversation_service_sid: null, conversation_sid: null, webhook_filters: null, attributes: null },
    channel: 'messaging',
  },
};

/** The spec of a type; undefined for one that Studio does not have. */
export function widgetSpec(type: string): WidgetSpec | undefined {
  return Object.hasOwn(WIDGETS, type) ? WIDGETS[type] : undefined;
}

/** Today's type for one of the older dialect. */
export function typeOfLegacy(legacy: string): string | undefined {
  return Object.keys(WIDGETS).find((type) => WIDGETS[type]?.legacy === legacy);
}

/** The type that somebody meant who wrote one that Studio never had. */
export function nearestWidget(type: string): string | undefined {
  const word = type.toLowerCase().replace(/[\s_]+/g, '-');
  return LOOKALIKES[word] ?? nearest(word, Object.keys(WIDGETS));
}

/** Types that people and programs make up, by what they most likely mean; Studio has no widget that hangs up. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  'http-request': 'make-http-request',
  http: 'make-http-request',
  webhook: 'make-http-request',
  listen: 'gather-input-on-call',
  gather: 'gather-input-on-call',
  'gather-input': 'gather-input-on-call',
  connect: 'connect-call-to',
  dial: 'connect-call-to',
  'forward-call': 'connect-call-to',
  'text-to-speech': 'say-play',
  say: 'say-play',
  play: 'say-play',
  speak: 'say-play',
  function: 'run-function',
  'start-call-recording': 'record-call',
  'make-outgoing-connection': 'make-outgoing-call-v2',
  'make-outgoing-call': 'make-outgoing-call-v2',
  split: 'split-based-on',
  condition: 'split-based-on',
  voicemail: 'record-voicemail',
  record: 'record-voicemail',
  enqueue: 'enqueue-call',
  'send-sms': 'send-message',
  sms: 'send-message',
  'set-variable': 'set-variables',
  redirect: 'add-twiml-redirect',
  subflow: 'run-subflow',
  flex: 'send-to-flex',
  autopilot: 'send-to-auto-pilot',
};
