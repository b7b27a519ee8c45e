type Details = Readonly<Record<string, string>>;

/** What a note of a call says, as people say it; `what` and `details` are those of the event. */
export function noteWords(what: string, details: Details): string {
  const words = NOTES[what];
  if (words) return words(details);
  // What has no words of its own is at least no code.
  const plain = what.replaceAll('-', ' ');
  const all = Object.values(details).filter(Boolean).join(' ');
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${all === '' ? '' : `: ${all}`}`;
}

const NOTES: Readonly<Record<string, (details: Details) => string>> = {
  'queue-join': ({ queue }) => `Waits in the queue “${queue}”`,
  'queue-leave': ({ queue, result = '' }) => `Left the queue “${queue}”: ${QUEUE_ENDS[result] ?? result}`,
  'queue-unknown': ({ queue }) => `Nobody has waited in a queue “${queue}”`,
  'conference-join': ({ conference, call }) =>
    call === undefined ? `In the conference “${conference}”` : `Somebody joined the conference “${conference}”`,
  'conference-leave': ({ conference, call }) =>
    `${call === undefined ? 'Left' : 'Somebody left'} the conference “${conference}”`,
  'conference-start': ({ conference }) => `The conference “${conference}” has begun`,
  'conference-end': ({ conference }) => `The conference “${conference}” is over`,
  'conference-speech-start': ({ conference }) => `Speaks in the conference “${conference}”`,
  'conference-speech-stop': ({ conference }) => `Stopped speaking in the conference “${conference}”`,
  paid: ({ Result = '' }) => paymentWords(Result),
  'recording-started': (details) => `The call is being recorded${named(details)}`,
  'stream-started': (details) => `The call’s sound is being streamed${named(details)}`,
  'stream-stopped': (details) => `The stream has stopped${named(details)}`,
  'stream-error': (details) => `The stream failed${named(details)}`,
  'siprec-started': (details) => `The call is being sent to a recorder${named(details)}`,
  'siprec-stopped': (details) => `The call is no longer sent to a recorder${named(details)}`,
  'siprec-error': (details) => `The call could not be sent to a recorder${named(details)}`,
  'transcription-started': (details) => `The call is being written down${named(details)}`,
  'transcription-stopped': (details) => `The call is no longer written down${named(details)}`,
  'nothing-to-stop': ({ what }) => (what ? `There is nothing to stop: ${what}` : 'There is nothing to stop'),
  'hold-music': () => 'Hold music plays',
  beep: ({ somebody }) => (somebody === undefined ? 'A beep' : `A beep: somebody ${somebody}`),
  log: ({ level, line }) => `${level === 'info' ? 'Log' : `Log, ${level}`}: ${line}`,
  echo: () => 'The caller hears their own voice',
  connect: ({ to = '' }) => `Connected to ${CONNECTIONS[to] ?? to}`,
  refer: ({ to, ...headers }) => `Sends the phone on to ${to}${pairs(headers, ', with ')}`,
  ringtone: ({ country }) => `The ringing tone of ${country?.toUpperCase()} plays`,
  'message-refused': ({ to, reason }) => `Message to ${to} refused: ${reason}`,
  voicemail: ({ box, seconds, webhook }) =>
    `A message of ${seconds} s would be in the inbox${box ? `, under “${box}”` : ''}${webhook ? `; ${webhook} would be told` : ''}`,
  callback: ({ to, from, flow }) =>
    `${to} would be on the list to be called back, from ${from}${flow ? `, by ${flow}` : ''}`,
  'message-media': ({ urls }) => `With the message: ${urls}`,
  'http-request': ({ method, url, came }) => `${method} ${url}: ${came}`,
  'function-failed': ({ reason }) => `Function: ${reason}`,
  'flow-not-run': ({ reason }) => `Another flow could not be run: ${reason}`,
  console: ({ lines }) => `Console: ${lines}`,
  parameters: (details) => `Passes on${pairs(details, ' ')}`,
  'sip-headers': (details) => `Passes on${pairs(details, ' ')}`,
};

/** https://www.twilio.com/docs/voice/twiml/enqueue#attributes-action */
const QUEUE_ENDS: Readonly<Record<string, string>> = {
  bridged: 'somebody took the call',
  leave: 'the wait was ended',
  hangup: 'the call was hung up',
  error: 'what is heard in it is wrong',
};

/** https://www.twilio.com/docs/voice/twiml/pay#payment-result */
function paymentWords(result: string): string {
  if (result === 'success') return 'The payment went through';
  return `The payment failed: ${PAYMENT_FAILURES[result] ?? result.replaceAll('-', ' ')}`;
}

const PAYMENT_FAILURES: Readonly<Record<string, string>> = {
  'too-many-failed-attempts': 'too many wrong attempts',
  'payment-connector-error': 'the payment service refused it',
  'caller-interrupted-with-star': 'the caller broke off with *',
  'caller-hung-up': 'the caller hung up',
  'validation-error': 'the payment is not set up rightly',
};

/** What is not named has its SID for a name, which tells people nothing. */
function named({ name = '' }: Details): string {
  return name === '' || /^[A-Z]{2}[0-9a-f]{32}$/.test(name) ? '' : ` (“${name}”)`;
}

function pairs(details: Details, before: string): string {
  const all = Object.entries(details).map(([name, value]) => `${name} ${value}`);
  return all.length === 0 ? '' : `${before}${all.join(', ')}`;
}

const CONNECTIONS: Readonly<Record<string, string>> = {
  Stream: 'a stream',
  ConversationRelay: 'a conversation relay',
  ConversationRelaySession: 'a conversation relay',
  VirtualAgent: 'a virtual agent',
  Assistant: 'an AI assistant',
  AiSession: 'an AI session',
  Conversation: 'a conversation',
  Room: 'a video room',
};
