/** Name of an attribute for people: what happens to the caller where that is known, else its words taken apart. */
export function attributeLabel(tag: string, name: string): string {
  return labels[`${tag}.${name}`] ?? labels[name] ?? humanise(name);
}

const labels: Readonly<Record<string, string>> = {
  actionOnEmptyResult: 'Go on even when nothing was entered',
  amdStatusCallback: 'Tell this address person or machine',
  answerOnBridge: 'Let the caller hear ringing until somebody answers',
  bargeIn: 'Speech interrupts the prompt',
  beep: 'Beep when people come and go',
  byoc: 'Carrier trunk',
  callerId: 'Number they see',
  callReason: 'Reason shown to the one called',
  clientNotificationUrl: 'Tell this address about client notifications',
  coach: 'Call to coach',
  'Conference.record': 'Record the conference',
  'Conference.trim': 'Silence in the recording',
  copyParentTo: 'Send the number first dialled along',
  customerId: 'Customer the call is for',
  debug: 'Debug recognition',
  'Dial.record': 'Record the conversation',
  'Dial.timeLimit': 'Longest conversation',
  'Dial.timeout': 'Ring for',
  'Dial.trim': 'Silence in the recording',
  endConferenceOnExit: 'Leaving ends it for everyone',
  enhanced: 'Premium recognition',
  eventCallbackUrl: 'Tell this address when the recording is ready',
  events: 'Progress events',
  finishOnKey: 'Key that ends the input',
  'Gather.input': 'Callers answer by',
  'Gather.language': 'Language callers speak',
  'Gather.timeout': 'If nobody presses a key for',
  hangupOnStar: 'The caller ends the conversation with *',
  hints: 'Words callers are likely to say',
  jitterBufferSize: 'Smoothing of the sound',
  machineDetection: 'Detect answering machines',
  machineDetectionSilenceTimeout: 'Give up after silence of',
  machineDetectionSpeechEndThreshold: 'A greeting ends after silence of',
  machineDetectionSpeechThreshold: 'A machine speaks longer than',
  machineDetectionTimeout: 'Listen for a machine for',
  maxLength: 'Longest recording',
  maxParticipants: 'Most people in the room',
  maxQueueSize: 'Most callers in the queue',
  maxSpeechTime: 'Longest speech',
  muted: 'Join without being heard',
  numDigits: 'Number of keys to wait for',
  partialResultCallback: 'Tell this address while the caller speaks',
  participantLabel: 'Name in the room',
  password: 'SIP password',
  playBeep: 'Beep first',
  postWorkActivitySid: 'TaskRouter activity after the call',
  profanityFilter: 'Mask swear words',
  'Queue.url': 'Before joining, the caller hears',
  reason: 'The caller hears',
  'Record.finishOnKey': 'Keys that end the recording',
  'Record.timeout': 'Stop after silence of',
  'Record.transcribe': 'Write down what was said',
  'Record.transcribeCallback': 'Tell this address the transcription',
  'Record.trim': 'Silence at both ends',
  recordingConfigurationId: 'Recording configuration',
  recordingStatusCallback: 'Tell this address when the recording is ready',
  recordingStatusCallbackEvent: 'Recording events to tell',
  recordingTrack: 'Whose voice to record',
  referUrl: 'Asked to transfer, this answers',
  region: 'Where the sound is mixed',
  reservationSid: 'TaskRouter reservation',
  ringTone: 'Ringing the caller hears',
  sendDigits: 'Keys to press once answered',
  sequential: 'Let Twilio ring them in order',
  speechModel: 'Speech recognition',
  speechTimeout: 'Speech ends after silence of',
  startConferenceOnEnter: 'Joining starts the conference',
  statusCallback: 'Tell this address how it goes',
  statusCallbackEvent: 'Steps to tell',
  'Task.priority': 'Priority of the task',
  'Task.timeout': 'Give up the task after',
  url: 'Before joining, whoever answers hears',
  username: 'SIP user name',
  waitUrl: 'While waiting, callers hear',
  workflowSid: 'TaskRouter workflow',
};

function humanise(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1).replace(/\burl\b/g, 'address');
}

/** One of Twilio's words for people: `record-from-answer-dual` becomes "Record from answer dual"; codes stay as they are. */
export function valueLabel(value: string): string {
  const known = VALUES[value];
  if (known !== undefined) return known;
  if (!/^[a-z]+(?:-[a-z]+)*$/.test(value)) return value;
  return value.charAt(0).toUpperCase() + value.slice(1).replaceAll('-', ' ');
}

const VALUES: Readonly<Record<string, string>> = { true: 'Yes', false: 'No', dtmf: 'Keys (DTMF)' };
