/**
 * What holds for a whole document. https://www.twilio.com/docs/voice/twiml
 *
 * @public
 */
export const documentRules = {
  root: 'Response',
  /** Content types read as TwiML; audio is played, plain text spoken, both then hang up; others are error 12300. */
  contentTypes: ['text/xml', 'application/xml', 'text/html'],
  errors: {
    notWellFormed: 12100,
    wrongRoot: 12102,
    unknownItem: 12200,
    badContentType: 12300,
    tooLarge: 11750,
    tooManyRedirects: 11215,
    emptyBody: 11770,
  },
  notes: [
    'Names of elements and attributes are case-sensitive; unknown ones are skipped with warning 12200.',
    'A document that is not XML runs the fallback URL; without one the caller hears an error and the call ends.',
    'Verbs run from top to bottom; the end of the document ends the call, except in waiting and screening documents.',
    'An empty Response as the first answer takes the call and hangs up.',
  ],
} as const;

/**
 * Numbers Twilio sets.
 *
 * @public
 */
export const documentLimits = {
  responseBytes: 65536,
  callsTwimlParamChars: 4000,
  callsTwimlParamError: 32018,
  httpRedirects: 10,
  callSeconds: 14400,
  callSecondsMax: 86400,
  forkedTracksPerCall: 4,
  parallelDialNouns: 10,
  queueNameChars: 64,
  queueDefaultMax: 1000,
  queueMax: 5000,
  conferenceParticipants: 250,
  messageBodyChars: 1600,
  messageMedia: 10,
  repliesPerInboundMessage: 10,
  parameterNameValueChars: 500,
  loopMax: 1000,
  /** Characters one Say may hold, by who speaks; beyond it nothing is spoken (warning 13521). */
  sayChars: { basic: 4096, polly: 3000, google: 5000, urlEncoded: 4500 },
} as const;

/** A kind of document by what runs it: which verbs it may hold and what its end means. */
export interface ExecutionContext {
  readonly id: string;
  /** Where the document comes from. */
  readonly document: string;
  /** Tags of the verbs that work there; absent when all do. */
  readonly verbs?: readonly string[];
  readonly atEnd: 'endCall' | 'requestAgain' | 'silence' | 'bridge' | 'ignored';
  /** Parameters that the request carries besides the usual ones. */
  readonly params?: readonly string[];
  readonly twilioError?: number;
}

/** Every place where Twilio reads TwiML. */
export const executionContexts: readonly ExecutionContext[] = [
  { id: 'call', document: 'the voice URL, an action URL or the URL of a Redirect', atEnd: 'endCall' },
  {
    id: 'enqueueWait',
    document: 'waitUrl of Enqueue',
    verbs: ['Play', 'Say', 'Pause', 'Hangup', 'Redirect', 'Leave', 'Gather'],
    atEnd: 'requestAgain',
    params: ['QueuePosition', 'QueueSid', 'QueueTime', 'AvgQueueTime', 'CurrentQueueSize', 'MaxQueueSize'],
  },
  {
    id: 'conferenceWait',
    document: 'waitUrl, holdUrl or announceUrl of a conference',
    verbs: ['Play', 'Say', 'Pause', 'Redirect'],
    atEnd: 'silence',
    twilioError: 13238,
  },
  {
    id: 'screening',
    document: 'url of Number, Client, Sip or WhatsApp; it runs on the called leg',
    verbs: ['Play', 'Say', 'Pause', 'Gather', 'Redirect', 'Hangup'],
    atEnd: 'bridge',
    twilioError: 13201,
  },
  {
    id: 'queueWhisper',
    document: 'url of Queue; it runs on the waiting caller',
    verbs: ['Play', 'Say', 'Pause', 'Redirect'],
    atEnd: 'bridge',
  },
  { id: 'refer', document: 'referUrl of Dial', atEnd: 'endCall', params: ['ReferTransferTarget'] },
  { id: 'fallback', document: 'the fallback URL', atEnd: 'endCall', params: ['ErrorCode', 'ErrorUrl'] },
  {
    id: 'noTwiml',
    document: 'status callbacks, partialResultCallback and transcribeCallback',
    verbs: [],
    atEnd: 'ignored',
  },
];
