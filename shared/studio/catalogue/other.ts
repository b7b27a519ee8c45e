import { PARTIES, WAITING, type WidgetSpec } from './spec.ts';

const FORM = 'application/x-www-form-urlencoded;charset=utf-8';
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

/** Widgets of messages, and those of every channel: https://www.twilio.com/docs/studio/widget-library */
export const otherWidgets: Readonly<Record<string, WidgetSpec>> = {
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
