import type { CalledVersions } from '../../../shared/engine/called-versions.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import type { Activity } from '../../../shared/phone/events.ts';
import type { TranscriptLine } from '../../../shared/phone/transcript.ts';
import type { PathStep } from '../../../shared/rehearsal/rehearsal.ts';
import type { CallValues } from '../../../shared/variables/values.ts';

/** A call that is tried in the page, as it is now; every part keeps its identity until it changes. */
export interface PhoneCall {
  /** The document the call is pinned to. */
  readonly document: FlowDocument;
  /** Versions of other flows that it goes through. */
  readonly called: CalledVersions;
  readonly from: string;
  readonly state: 'ringing' | 'on' | 'over';
  /** Seconds since it was answered. */
  readonly seconds: number;
  readonly activity: Activity;
  /** Why it is over. */
  readonly ending: string | null;
  readonly lines: readonly PhoneLine[];
  /** Phones that ring or talk because the flow dialled them. */
  readonly phones: readonly DialledPhone[];
  /** Requests to other servers that wait for somebody to say what comes of them. */
  readonly requests: readonly AskedRequest[];
  /** Blocks the caller has been at, in order, with the exits they left by. */
  readonly path: readonly PathStep[];
  /** Block that speaks, listens or acts now. */
  readonly block: string | null;
  readonly turns: readonly PhoneTurn[];
}

export type PhoneLine = TranscriptLine & { readonly block?: string };

/** A request of the flow, whose answer is given by the person at the page, or got from the other server. */
export interface AskedRequest {
  readonly id: number;
  readonly block: string;
  readonly method: string;
  /** Secrets by their names, as in `body`. */
  readonly url: string;
  readonly body: string;
  readonly state: 'asked' | 'sending';
}

/** Somebody else's phone, played by the person at the page. */
export interface DialledPhone {
  readonly sid: string;
  readonly to: string;
  readonly state: 'ringing' | 'ignored' | 'talking';
}

/** One request of the call and its answer. */
export interface PhoneTurn {
  readonly number: number;
  /** On the call's clock. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly xml: string;
  /** Lines of the TwiML, each with the block that spoke it. */
  readonly lines: readonly { readonly text: string; readonly owner?: string | undefined }[];
  /** What the call knows when it is answered. */
  readonly values: CallValues;
  /** Why the caller got the fallback. */
  readonly failure?: string;
}
