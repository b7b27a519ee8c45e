import type { AsideKind, CallbackKind, Channel, StepNote } from '../block.ts';
import type { Effect, Outcome } from '../effect.ts';
import type { Environment } from '../flow/environments.ts';
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
  /** By name; those of a flow that another calls behind the id of the calling block and a dot. */
  readonly variables: Readonly<Record<string, Json>>;
  /** Results by block id. */
  readonly results: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Private state of the block that waits. */
  readonly state: Json | null;
  /** Asides that wait for a webhook of their own, by key; absent where none does. */
  readonly asides?: Readonly<Record<string, AsideState>>;
  /** How many of the turns answered an aside; absent where none did. */
  readonly asideTurns?: number;
  /** Language the call goes on in, perhaps of a called flow only; absent where that is the flow's own. */
  readonly language?: string;
  /** Environment the call runs in; absent for `live`. */
  readonly environment?: string;
  /** What templates see as `call` (or `message`): Twilio's standard parameters of the first request, or of the latest message. */
  readonly call: Readonly<Record<string, string>>;
}

export interface Waiting {
  readonly block: string;
  readonly token: string;
  /** Set where the next message is waited for, not a webhook with the token: until when, in milliseconds since the epoch. */
  readonly until?: number;
  /** Set where the caller is on hold while something is performed. */
  readonly performing?: Performing;
}

/** What is performed while a call is on hold. */
export interface Performing {
  readonly visit: string;
  readonly effect: Effect;
}

/** An aside between two of its webhooks. */
export interface AsideState {
  readonly kind: AsideKind;
  readonly waiting: { readonly block: string; readonly token: string };
  readonly state: Json | null;
}

/** One step of a turn, for the call's log. */
export interface LogEntry {
  /** Id of the block; within a called flow behind the id of the block that calls it and a dot. */
  readonly block: string;
  readonly type: string;
  /** `run` on the way, `resume` when a webhook came back to it, `return` when the flow it called had ended. */
  readonly event: 'run' | 'resume' | 'return';
  /**
   * `held`: the caller was put on hold while the block's effect was performed. `enter`: it went on in the flow that the block calls.
   * `return`: that flow ended there.
   */
  readonly result: 'go' | 'wait' | 'again' | 'end' | 'failed' | 'held' | 'enter' | 'return';
  readonly exit?: string;
  /** Block the exit led to, or the called flow begins with; absent when it is not connected. */
  readonly to?: string;
  readonly notes?: readonly StepNote[];
  /** Names what it had performed among all of the call; see `EffectPlace`. */
  readonly visit?: string;
}

/** What comes of running a turn: all of it, or as far as it goes without something being performed. */
export type Turned = TurnResult | PendingTurn;

/** A turn that goes on once its effect has been performed. Use one of its two ways on, once. */
export interface PendingTurn {
  readonly effect: Effect;
  readonly place: EffectPlace;
  /** Goes on with this very turn. */
  proceed(outcome: Outcome): Turned;
  /**
   * Ends the turn instead: what was said so far, a pause, and the way back to the same effect. Absent where Twilio cannot be
   * asked to wait: in answers to messages, and beside a call.
   */
  readonly hold?: () => TurnResult;
}

/** Who wants an effect. However often the turn is run anew, the same visit of the block gives the same place. */
export interface EffectPlace {
  /** Call, or conversation. */
  readonly sid: string;
  readonly flow: string;
  readonly channel: Channel;
  /** Where it runs; absent for `live`. */
  readonly environment?: string | undefined;
  readonly block: string;
  /** Tells visits of the call apart; in messaging those of the whole flow, whichever conversation they belong to. */
  readonly visit: string;
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
  /** What an environment holds now, without its secrets; nothing if absent. */
  env?(environment: string): Environment;
  /**
   * Names the request, the same when it comes again: among all of its call where one beside the call is answered, among all of the
   * flow in messaging, where a message that comes again may find another conversation. Not for turns of a call itself: those are
   * counted.
   */
  readonly request?: string;
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
