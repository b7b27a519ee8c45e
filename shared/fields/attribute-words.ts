/** Name of an attribute for people: what happens to the caller where that is known, else its words taken apart. */
export function attributeLabel(tag: string, name: string): string {
  return labels[`${tag}.${name}`] ?? labels[name] ?? humanise(name);
}

const labels: Readonly<Record<string, string>> = {
  actionOnEmptyResult: 'Go on even when nothing was entered',
  amdStatusCallback: 'Tell this address person or machine',
  answerOnBridge: 'Let the caller hear ringing until somebody answers',
  bargeIn: 'Speech interrupts the prompt',
  byoc: 'Carrier trunk',
  callReason: 'Reason shown to the one called',
  callerId: 'Number they see',
  clientNotificationUrl: 'Tell this address about client notifications',
  debug: 'Debug recognition',
  'Dial.record': 'Record the conversation',
  'Dial.timeLimit': 'Longest conversation',
  'Dial.timeout': 'Ring for',
  'Dial.trim': 'Silence in the recording',
  enhanced: 'Premium recognition',
  events: 'Progress events',
  finishOnKey: 'Key that ends the input',
  'Gather.input': 'Callers answer by',
  'Gather.language': 'Language callers speak',
  'Gather.timeout': 'If nobody presses a key for',
  hangupOnStar: 'The caller ends the conversation with *',
  hints: 'Words callers are likely to say',
  machineDetection: 'Detect answering machines',
  machineDetectionSilenceTimeout: 'Give up after silence of',
  machineDetectionSpeechEndThreshold: 'A greeting ends after silence of',
  machineDetectionSpeechThreshold: 'A machine speaks longer than',
  machineDetectionTimeout: 'Listen for a machine for',
  maxLength: 'Longest recording',
  maxSpeechTime: 'Longest speech',
  numDigits: 'Number of keys to wait for',
  partialResultCallback: 'Tell this address while the caller speaks',
  password: 'SIP password',
  playBeep: 'Beep first',
  profanityFilter: 'Mask swear words',
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
  'Queue.url': 'Before joining, the caller hears',
  referUrl: 'Asked to transfer, this answers',
  ringTone: 'Ringing the caller hears',
  sendDigits: 'Keys to press once answered',
  sequential: 'Let Twilio ring them in order',
  speechModel: 'Speech recognition',
  speechTimeout: 'Speech ends after silence of',
  statusCallback: 'Tell this address how it goes',
  statusCallbackEvent: 'Steps to tell',
  url: 'Before joining, whoever answers hears',
  username: 'SIP user name',
  waitUrl: 'While waiting, callers hear',
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
