import { dialWords } from './dial-words.ts';
import type { PhoneEvent } from './events.ts';
import { noteWords } from './note-words.ts';
import { CALLER_HUNG_UP, PARTY_HUNG_UP, SOMEBODY_ELSE_ANSWERED } from './why.ts';

/** One line of a conversation as people read it. */
export interface TranscriptLine {
  /** Order of the event it tells of. */
  readonly order: number;
  /** Milliseconds since the epoch, on the call's clock. */
  readonly at: number;
  readonly leg: string;
  /** `app`: what the application lets be heard or done; `caller`, `party`: what people do; `line`: what happens to the call. */
  readonly who: 'app' | 'caller' | 'party' | 'line';
  readonly text: string;
  /** What was heard, where something was. */
  readonly heard?: 'say' | 'play' | 'tones';
  readonly tone?: 'warning' | 'error';
}

/** Tells one event; `caller` is the CallSid of the leg that called. Undefined for events that are no part of the conversation. */
export type Teller = (event: PhoneEvent, caller: string) => TranscriptLine | undefined;

/** Tells the conversation of one exchange, a line for each event, and calls every phone that rang by its number. */
export function teller(): Teller {
  const phones = new Map<string, string>();
  return (event, caller) => {
    if (event.kind === 'ring') phones.set(event.leg, event.to);
    const told = tell(event, phones);
    if (!told) return undefined;
    const { order, at, leg } = event;
    const people = leg === caller ? 'caller' : 'party';
    return { order, at, leg, ...told, who: told.who === 'people' ? people : told.who };
  };
}

type Told = Omit<TranscriptLine, 'order' | 'at' | 'leg' | 'who'> & { readonly who: 'app' | 'people' | 'line' };

function tell(event: PhoneEvent, phones: ReadonlyMap<string, string>): Told | undefined {
  switch (event.kind) {
    case 'say':
      return { who: 'app', text: event.text, heard: 'say' };
    case 'play':
      return { who: 'app', text: event.url, heard: 'play' };
    case 'tones':
      return { who: 'app', text: event.digits, heard: 'tones' };
    case 'key':
      return { who: 'people', text: event.heard ? event.key : `${event.key} (nothing listens)` };
    case 'speech':
      return { who: 'people', text: event.heard ? `“${event.text}”` : `“${event.text}” (nothing listens)` };
    case 'gathered':
      return event.empty ? { who: 'line', text: 'No input' } : undefined;
    case 'recorded':
      return { who: 'line', text: `Recorded ${event.seconds} s, ended by ${event.by}` };
    case 'dial':
      return { who: 'app', text: `Dials ${event.to.join(', ')}` };
    case 'ring':
      return { who: 'line', text: `${event.to} rings` };
    case 'bridged':
      return bridgedWords(phones.get(event.leg), phones.get(event.with));
    case 'dialled':
      return { who: 'line', text: dialWords(event.status) };
    case 'request':
      return event.purpose === 'message' && event.attempt === 1
        ? { who: 'people', text: written(event.parameters) }
        : undefined;
    case 'sms':
      return { who: 'app', text: `Message to ${event.to}: ${event.body}` };
    case 'note':
      return { who: 'line', text: noteWords(event.what, event.details) };
    case 'warning':
      return { who: 'line', text: `Warning ${event.code}: ${event.message}`, tone: 'warning' };
    case 'error':
      return { who: 'line', text: `Error ${event.code}: ${event.message}`, tone: 'error' };
    case 'status':
      return event.why === undefined ? undefined : endWords(event.why, phones.get(event.leg));
    default:
      return undefined;
  }
}

/** What somebody wrote to the application. */
function written({ Body = '', NumMedia = '0' }: Readonly<Record<string, string>>): string {
  const files = NumMedia === '0' ? '' : ` (${NumMedia} ${NumMedia === '1' ? 'file' : 'files'})`;
  return `Writes “${Body}”${files}`;
}

/** Both ends are told that they are joined; people read it once, from the caller's. */
function bridgedWords(phone: string | undefined, to: string | undefined): Told | undefined {
  if (phone !== undefined) return undefined;
  return { who: 'line', text: to === undefined ? 'Connected' : `Connected to ${to}` };
}

/** Why a leg is over. A phone that is dropped because of somebody else needs no line: theirs says it. */
function endWords(why: string, phone: string | undefined): Told | undefined {
  const hungUp = why === PARTY_HUNG_UP;
  if (phone === undefined) return { who: 'line', text: hungUp ? 'The caller hung up.' : why };
  if (DROPPED.has(why)) return undefined;
  return { who: 'line', text: hungUp ? `${phone} hung up` : `${phone}: ${why}` };
}

const DROPPED: ReadonlySet<string> = new Set([SOMEBODY_ELSE_ANSWERED, CALLER_HUNG_UP]);
