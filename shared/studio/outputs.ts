/**
 * What each type of widget leaves under `widgets.NAME`, by the block that stands for it: Studio's name → the block's output. A
 * name with a dot is a path. What follows the name in an expression stays.
 */
export const WIDGET_OUTPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'gather-input-on-call': same('Digits', 'SpeechResult', 'Confidence'),
  'connect-call-to': same('DialCallStatus', 'DialCallSid', 'DialCallDuration', 'RecordingUrl'),
  'record-voicemail': same('RecordingUrl', 'RecordingSid', 'RecordingDuration', 'Digits'),
  'enqueue-call': same('QueueResult', 'QueueSid', 'QueueTime'),
  'send-to-flex': same('QueueResult', 'QueueSid', 'QueueTime'),
  'capture-payments': {
    ...same('Result', 'PaymentToken', 'PaymentConfirmationCode', 'ProfileId', 'PaymentCardNumber', 'PaymentCardType'),
    ...same('PaymentCardPostalCode', 'ExpirationDate'),
  },
  'connect-virtual-agent-v2': same(
    'VirtualAgentProvider',
    'VirtualAgentStatus',
    'VirtualAgentProviderData',
    'VirtualAgentError',
    'VirtualAgentErrorCode',
  ),
  'run-conversation-relay': same('HandoffData', 'SessionId', 'SessionStatus', 'SessionDuration'),
  'send-message': {
    'outbound.Sid': 'MessageSid',
    'outbound.Status': 'MessageStatus',
    'outbound.ErrorCode': 'ErrorCode',
  },
  'send-and-wait-for-reply': { inbound: '' },
  'run-function': { body: 'body', parsed: 'json', status_code: 'status', content_type: 'contentType' },
  'make-http-request': { body: 'body', parsed: 'json', status_code: 'status', content_type: 'contentType' },
};

/** Parameters of the call that Studio repeats under every widget that waits for the caller. */
export const CALL_KEYS: ReadonlySet<string> = new Set(
  ['', 'City', 'Country', 'State', 'Zip']
    .flatMap((part) => ['Called', 'Caller', 'From', 'To'].map((who) => who + part))
    .concat([
      'AccountSid',
      'ApiVersion',
      'CallSid',
      'CallStatus',
      'Direction',
      'ForwardedFrom',
      'CallerName',
      'ParentCallSid',
    ]),
);

function same(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, name]));
}
