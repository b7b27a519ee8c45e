import type { TwimlElement } from '../twiml/element.ts';
import type { Leg, LegSpec } from './leg.ts';
import type { Process } from './time/scheduler.ts';
import type { Task, Wait } from './time/task.ts';
import type { World } from './world/world.ts';

/** A request for TwiML, before standard parameters and signature are added. */
export interface DocumentRequest {
  /** Absolute. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** What this request carries beside the leg's standard parameters, e.g. `Digits`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Why it is made, for traces: `voice`, `gather`, `redirect`, `fallback` … */
  readonly purpose: string;
}

/** Where fatal errors are answered. */
export type Fallback = Pick<DocumentRequest, 'url' | 'method'>;

/** A webhook that expects no TwiML; nothing depends on its answer. */
export interface CallbackRequest extends DocumentRequest {
  /** Leaves out the leg's standard parameters where Twilio does. */
  readonly bare?: boolean;
}

/** Which verbs a document may hold, and what its end means. Ids of the catalogue's execution contexts. */
export type ContextId = 'call' | 'enqueueWait' | 'conferenceWait' | 'screening' | 'queueWhisper' | 'refer' | 'fallback';

/** A document that is being run. */
export interface RunningDocument {
  /** Id of the response it came with; unique in the exchange. */
  readonly id: number;
  /** Absolute URL it came from, after HTTP redirects; relative URLs are seen from here. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly root: TwimlElement;
  readonly context: ContextId;
}

/** What happens after a verb. */
export type Next =
  | { readonly kind: 'next' }
  /** Another document replaces this one. */
  | { readonly kind: 'document'; readonly request: DocumentRequest }
  | { readonly kind: 'hangup'; readonly parameters?: Returned }
  | { readonly kind: 'reject'; readonly status: 'busy' | 'no-answer'; readonly parameters?: Returned }
  /** Back to the document that queued the caller. */
  | { readonly kind: 'leave'; readonly parameters?: Returned }
  /** A fatal error: the fallback URL, else the error message. */
  | { readonly kind: 'error'; readonly code: number; readonly message: string; readonly url?: string };

/** Parameters of Hangup, Reject and Leave, by name: they go to the action of the Dial that called this application. */
export type Returned = Readonly<Record<string, string>>;

/** How running a document, and those it led to, ended. */
export type Ending =
  | { readonly kind: 'end' }
  | { readonly kind: 'hangup'; readonly parameters?: Returned }
  | { readonly kind: 'reject'; readonly status: 'busy' | 'no-answer'; readonly parameters?: Returned }
  | { readonly kind: 'leave'; readonly parameters?: Returned }
  | { readonly kind: 'error'; readonly code: number; readonly message: string; readonly url?: string };

/** Executes one verb. */
export type Verb = (run: VerbRun) => Task<Next> | Next;

/** What a verb works with. */
export interface VerbRun {
  readonly element: TwimlElement;
  readonly leg: Leg;
  readonly exchange: Switchboard;
  readonly document: RunningDocument;
  /** True for the first verb of the first document of a call that nobody answered yet. */
  readonly first: boolean;
}

/** The exchange as verbs see it. */
export interface Switchboard {
  readonly world: World;
  /** What a 12200 warning does: the element is skipped, or the call fails. */
  readonly onWarning: 'skip' | 'stop';
  readonly applications: Readonly<Record<string, Application>>;
  now(): number;
  sleep(seconds: number): Wait<void>;
  spawn<T>(task: Task<T>): Process<T>;
  /** A new SID, e.g. `sid('RE')`. */
  sid(prefix: string): string;
  /**
   * Runs a document on a leg until it, and those it leads to, have ended. Fatal errors are answered by the fallback in `call`.
   *
   * @param fallback the fallback where it is not that of the call's own application; null for none
   */
  run(leg: Leg, request: DocumentRequest, context: ContextId, fallback?: Fallback | null): Task<Ending>;
  /** Sends a webhook that nothing waits for. A relative URL must have been resolved. */
  callback(leg: Leg, request: CallbackRequest): void;
  /** Makes a leg for somebody who is called; it is `initiated`, and rings once `ring` is called. */
  child(spec: Omit<LegSpec, 'sid' | 'accountSid' | 'direction'> & { readonly parent: Leg }): Leg;
  /** The phone of a child leg begins to ring. */
  ring(leg: Leg): void;
}

/** Webhooks of a TwiML application (`AP…`) or a number. */
export interface Application {
  readonly voiceUrl: string;
  readonly voiceMethod?: 'GET' | 'POST';
  readonly fallbackUrl?: string;
  readonly fallbackMethod?: 'GET' | 'POST';
  readonly statusCallback?: string;
  readonly statusCallbackMethod?: 'GET' | 'POST';
}
