import type { PhoneEvent } from './events.ts';

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

/**
 * The conversation in events, one line each; events that are no part of it give none.
 *
 * @param caller CallSid of the leg that called
 */
export function transcriptLine(event: PhoneEvent, caller: string): TranscriptLine | undefined {
  const told = tell(event);
  if (!told) return undefined;
  const { order, at, leg } = event;
  const people = leg === caller ? 'caller' : 'party';
  return { order, at, leg, ...told, who: told.who === 'people' ? people : told.who };
}

type Told = Omit<TranscriptLine, 'order' | 'at' | 'leg' | 'who'> & { readonly who: 'app' | 'people' | 'line' };

function tell(event: PhoneEvent): Told | undefined {
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
      return { who: 'line', text: 'Connected' };
    case 'dialled':
      return { who: 'line', text: `Dial ended: ${event.status}` };
    case 'sms':
      return { who: 'app', text: `Message to ${event.to}: ${event.body}` };
    case 'note':
      return { who: 'line', text: [event.what, ...Object.values(event.details)].join(' ') };
    case 'warning':
      return { who: 'line', text: `Warning ${event.code}: ${event.message}`, tone: 'warning' };
    case 'error':
      return { who: 'line', text: `Error ${event.code}: ${event.message}`, tone: 'error' };
    case 'status':
      return event.why === undefined ? undefined : { who: 'line', text: event.why };
    default:
      return undefined;
  }
}
