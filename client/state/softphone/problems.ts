/** Something that keeps the phone from working, for people: what it is and the next step. */
export interface PhoneProblem {
  /** Stable name, or Twilio's error code. */
  readonly code: string;
  readonly title: string;
  readonly next: string;
}

/**
 * What an error of the SDK or the browser means. Codes: https://www.twilio.com/docs/voice/sdks/error-codes, names of the
 * browser's own errors: https://developer.mozilla.org/docs/Web/API/MediaDevices/getUserMedia#exceptions
 */
export function explainError(error: unknown): PhoneProblem {
  const { code, name, message } = (error ?? {}) as { code?: unknown; name?: unknown; message?: unknown };
  const known = (typeof code === 'number' ? CODES[code] : undefined) ?? MEDIA[String(name)];
  const label = typeof code === 'number' && code > 0 ? String(code) : String(name ?? 'unknown');
  if (known) return { code: label, title: known[0], next: known[1] };
  const said = typeof message === 'string' && message !== '' ? message.replace(/\.?$/, '.') : '';
  return {
    code: label,
    title: 'The phone met an error it does not know',
    next: `${said} Go offline and online again.`.trim(),
  };
}

/** The same for a call: what breaks it is over with it, and no line is waited for. */
export function explainCallError(error: unknown): PhoneProblem {
  const problem = explainError(error);
  return isPassing(problem) ? { code: problem.code, title: BROKEN_OFF[0], next: BROKEN_OFF[1] } : problem;
}

type Words = readonly [title: string, next: string];

const DENIED: Words = [
  'The browser does not let this page use the microphone',
  'Press the icon left of the address, allow the microphone for this site, and try again.',
];
const NO_MICROPHONE: Words = [
  'No microphone was found',
  'Plug one in or turn it on in the system’s sound settings, and try again.',
];
const BUSY_MICROPHONE: Words = [
  'The microphone could not be opened',
  'Another program may hold it, or the system may keep it from the browser. Close that program, or allow it in the system’s privacy settings, and try again.',
];

const MEDIA: Readonly<Record<string, Words>> = {
  NotAllowedError: DENIED,
  PermissionDeniedError: DENIED,
  SecurityError: DENIED,
  NotFoundError: NO_MICROPHONE,
  DevicesNotFoundError: NO_MICROPHONE,
  OverconstrainedError: ['The chosen microphone is not there any more', 'Choose another one below, and try again.'],
  NotReadableError: BUSY_MICROPHONE,
  NotSupportedError: ['This browser cannot open a microphone', 'Use a current Chrome, Edge, Firefox or Safari.'],
  AbortError: BUSY_MICROPHONE,
};

const UNREACHABLE: Words = [
  'Twilio cannot be reached from this browser',
  'The phone keeps trying. If it stays so, a firewall or proxy blocks WebSockets: allow wss://*.twilio.com on port 443.',
];
const MEDIA_BLOCKED: Words = [
  'No sound gets through',
  'The call was set up, but a firewall blocks its sound: allow outgoing UDP to Twilio’s media ports 10000–60000, or try another network.',
];
const BAD_KEY: Words = [
  'Twilio does not accept the token',
  'The API key it was signed with may be deleted, of another account, of another region than US1, or a restricted key. Set the phone up again, or check the key in Settings.',
];
const EXPIRED: Words = [
  'The phone’s token has expired',
  'The phone asks for a new one by itself. If it stays so, check the clocks of this computer and of the server.',
];
const NO_APP: Words = [
  'Twilio does not find the TwiML app that answers this phone',
  'It was removed in the Twilio console. Press Set up again under “At Twilio”.',
];
const TOO_MANY: Words = ['Twilio asks to slow down', 'Wait a minute before the next call.'];
const BROKEN_OFF: Words = [
  'The call broke off',
  'Call again. If every call does, see what happened under Calls of the flow, or in the debugger of the Twilio console.',
];

const CODES: Readonly<Record<number, Words>> = {
  20101: BAD_KEY,
  20104: EXPIRED,
  20151: BAD_KEY,
  31000: UNREACHABLE,
  31001: NO_APP,
  31002: [
    'Twilio declined the call',
    'The account may be suspended, out of credit, or may not call there. See the Twilio console.',
  ],
  31003: BROKEN_OFF,
  31005: UNREACHABLE,
  31008: ['The caller had already hung up', 'Nothing to do.'],
  31009: UNREACHABLE,
  31105: ['Twilio does not accept the phone’s name', 'Use letters, digits and underscores only.'],
  31201: BAD_KEY,
  31202: BAD_KEY,
  31203: [
    'Twilio does not know the account of the token',
    'Check the account SID in Settings, and whether the account is active.',
  ],
  31204: BAD_KEY,
  31205: EXPIRED,
  31206: TOO_MANY,
  31207: EXPIRED,
  31401: DENIED,
  31402: BUSY_MICROPHONE,
  31404: ['Nobody answers to that name', 'The phone that was called is not online.'],
  31480: ['The one who was called cannot be reached now', 'Try again later.'],
  31486: ['The line is busy', 'Try again later.'],
  31603: ['The call was declined', 'Nothing to do.'],
  53000: UNREACHABLE,
  53001: UNREACHABLE,
  53400: ['The browser could not set up its end of the sound', 'Reload the page. If it stays so, try another browser.'],
  53402: ['The browser could not set up its end of the sound', 'Reload the page. If it stays so, try another browser.'],
  53405: MEDIA_BLOCKED,
};

/** Errors that the SDK itself goes on trying to get over. */
export function isPassing(problem: PhoneProblem): boolean {
  return CODES[Number(problem.code)] === UNREACHABLE;
}

/** Whether a new token is the remedy. */
export function isExpired(problem: PhoneProblem): boolean {
  return CODES[Number(problem.code)] === EXPIRED;
}
