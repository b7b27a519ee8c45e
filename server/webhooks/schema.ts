/**
 * What Twilio's parameters look like. Twilio's signature covers names and values joined without separators, so moving text
 * from one parameter into its neighbour keeps the signature valid: known parameters must therefore look as documented.
 * https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
 */
export function patternOf(name: string): Pattern | undefined {
  return PATTERNS.get(name) ?? (/^(?:Call|From|To)/.test(name) ? APART : undefined);
}

/** Whether a value looks as documented. */
export interface Pattern {
  test(value: string): boolean;
}

const sid = (prefix: string): RegExp => new RegExp(`^(?:${prefix})[0-9a-f]{32}$`, 'i');
const CALL = sid('CA');
const MESSAGE = sid('SM|MM');
/** E.164 and short codes, an address with a scheme, or a word such as `anonymous`; carriers also send nothing at all. */
const ADDRESS = /^(?:\+?[0-9*#]{1,32}|[a-z][a-z0-9]{1,15}:[^\r\n]{1,256}|[A-Za-z][A-Za-z0-9 _&-]{0,39}|)$/;
const COUNT = /^-?[0-9]{0,10}$/;
const STATUS = /^[a-z_-]{1,32}$/;
const COUNTRY = /^[A-Za-z]{0,3}$/;
const ZIP = /^[A-Za-z0-9 -]{0,12}$/;
/** Names, towns and the like can be anything, but nothing that a neighbour's name and value were moved into. */
const MOVED =
  /Confidence[01.]|Digits[0-9*#]|Direction(?:in|out)bound|(?:Called|Caller|From|To)(?:City|Country|State|Zip)/;
const APART: Pattern = { test: (value) => value.length < 'ToZip'.length || !MOVED.test(value) };
const LINK = /^(?:https?:\/\/[^\s]{1,2000})?$/;

const PATTERNS: ReadonlyMap<string, RegExp> = new Map([
  ['CallSid', CALL],
  ['ParentCallSid', CALL],
  ['DialCallSid', CALL],
  ['MessageSid', MESSAGE],
  ['SmsSid', MESSAGE],
  ['SmsMessageSid', MESSAGE],
  ['AccountSid', sid('AC')],
  ['RecordingSid', sid('RE')],
  ['TranscriptionSid', sid('TR')],
  ['MessagingServiceSid', sid('MG')],
  ['From', ADDRESS],
  ['To', ADDRESS],
  ['Caller', ADDRESS],
  ['Called', ADDRESS],
  ['ForwardedFrom', ADDRESS],
  ['CallStatus', STATUS],
  ['DialCallStatus', STATUS],
  ['MessageStatus', STATUS],
  ['SmsStatus', STATUS],
  ['RecordingStatus', STATUS],
  ['TranscriptionStatus', STATUS],
  ['Direction', STATUS],
  ['ApiVersion', /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/],
  ['Digits', /^(?:[0-9*#A-Dw]*|hangup)$/],
  ['FinishedOnKey', /^(?:[0-9*#]?|timeout)$/],
  ['Confidence', /^[0-9]*(?:\.[0-9]+)?(?:[eE]-?[0-9]+)?$/],
  ['AnsweredBy', /^[a-z_]{0,32}$/],
  ['MachineDetectionDuration', COUNT],
  ['CallDuration', COUNT],
  ['Duration', COUNT],
  ['DialCallDuration', COUNT],
  ['RecordingDuration', COUNT],
  ['SequenceNumber', COUNT],
  ['NumMedia', COUNT],
  ['NumSegments', COUNT],
  ['ErrorCode', COUNT],
  ['RecordingUrl', LINK],
  ['TranscriptionUrl', LINK],
  ['DialBridged', /^(?:true|false)$/i],
  ['StirVerstat', /^[A-Za-z-]{0,64}$/],
  ...['From', 'To', 'Caller', 'Called'].flatMap((party): [string, RegExp][] => [
    [`${party}Country`, COUNTRY],
    [`${party}Zip`, ZIP],
  ]),
]);
