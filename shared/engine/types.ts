import type { AsideKind, CallbackKind, Channel, StepNote } from '../block.ts';
import type { Json } from '../flow/types.ts';
import type { TwimlElement } from '../twiml/element.ts';

/** One conversation with one caller, plain JSON; the caller's whole state between two webhooks. */
export interface Session {
  /** CallSid, or MessageSid of the first message of a conversation. */
  readonly sid: string;
  readonly channel: Channel;
  /** Id (slug) of the flow and the published version the call is pinned to. */
  readonly flow: string;
  readonly version: number;
  readonly status: 'active' | 'ended';
  /** Number of turns answered so far. */
  readonly turn: number;
  /** Where the next webhook resumes, and the one-time token its URL must carry; null once ended. */
  readonly waiting: Waiting | null;
  readonly variables: Readonly<Record<string, Json>>;
  /** Results by block id. */
  readonly results: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Private state of the block that waits. */
  readonly state: Json | null;
  /** Asides that wait for a webhook of their own, by key; absent where none does. */
  readonly asides?: Readonly<Record<string, AsideState>>;
  /** How many of the turns answered an aside; absent where none did. */
  readonly asideTurns?: number;
  /** What templates see as `call` (or `message`): Twilio's standard parameters of the first request, or of the latest message. */
  readonly call: Readonly<Record<string, string>>;
}

export interface Waiting {
  readonly block: string;
  readonly token: string;
  /** Set where the next message is waited for, not a webhook with the token: until when, in milliseconds since the epoch. */
  readonly until?: number;
}

/** An aside between two of its webhooks. */
export interface AsideState {
  readonly kind: AsideKind;
  readonly waiting: { readonly block: string; readonly token: string };
  readonly state: Json | null;
}

/** One step of a turn, for the call's log. */
export interface LogEntry {
  readonly block: string;
  readonly type: string;
  /** `run` on the way, `resume` when a webhook came back to it. */
  readonly event: 'run' | 'resume';
  readonly result: 'go' | 'wait' | 'again' | 'end' | 'failed';
  readonly exit?: string;
  /** Block the exit led to; absent when it is not connected. */
  readonly to?: string;
  readonly notes?: readonly StepNote[];
}

/** What a turn produced. `twiml` is a whole `<Response>`, every element tagged with the block that spoke it. */
export interface TurnResult {
  readonly twiml: TwimlElement;
  /** `twiml` as text: exactly what Twilio gets. */
  readonly xml: string;
  readonly session: Session;
  readonly log: readonly LogEntry[];
  /** Set when the caller got the fallback prompt; why, for the log and the operator. */
  readonly failure?: StepNote;
}

/** Effects a turn may use, injected so that a turn is a pure function of its inputs. */
export interface EngineServices {
  /** An unguessable token, at least 128 bits, URL-safe. */
  token(): string;
  /** Milliseconds since the epoch. */
  now(): number;
  readonly links: Links;
}

/** Where the URLs in emitted TwiML point. */
export interface Links {
  /** Next turn of this call; `token` is already URL-safe. In an aside `sid` is the call it belongs to. */
  action(block: string, token: string, sid?: string): string;
  /** A callback that expects no TwiML; absolute. */
  callback(block: string, kind: CallbackKind): string;
  /** The document behind an exit that leads to an aside, for the call `sid`; the token tells visits of the block apart. */
  aside(block: string, exit: string, token: string, sid: string): string;
}
