/** Everything that happens in and around a call, in order; transcripts, traces and tests are made of these. */
export type PhoneEvent = Happening & {
  /** Counts up from 1 within an exchange. */
  readonly order: number;
  /** Milliseconds since the epoch, on the call's clock. */
  readonly at: number;
  /** CallSid of the leg it happened on. */
  readonly leg: string;
};

export type Happening =
  /** The leg's status changed; `why` says what ended it. */
  | { readonly kind: 'status'; readonly status: CallStatus; readonly why?: string }
  /** What the leg does now; `Activity` says which of them listen. */
  | { readonly kind: 'activity'; readonly activity: Activity }
  | RequestHappening
  | ResponseHappening
  /** A verb at the top of document `document` begins; `index` counts the children of Response from 0. */
  | { readonly kind: 'verb'; readonly document: number; readonly index: number; readonly tag: string }
  | {
      readonly kind: 'say';
      readonly text: string;
      readonly voice: string | undefined;
      readonly language: string | undefined;
    }
  | { readonly kind: 'play'; readonly url: string }
  | { readonly kind: 'tones'; readonly digits: string }
  | { readonly kind: 'pause'; readonly seconds: number }
  /** What was playing was cut short. */
  | { readonly kind: 'cut'; readonly by: 'key' | 'speech' | 'hangup' }
  /** The party on this leg pressed a key; `heard` is false where nothing listened. */
  | { readonly kind: 'key'; readonly key: string; readonly heard: boolean }
  | { readonly kind: 'speech'; readonly text: string; readonly confidence: number; readonly heard: boolean }
  /** A Gather is over. `empty`: it was not worth a request. */
  | {
      readonly kind: 'gathered';
      readonly digits?: string;
      readonly speech?: string;
      readonly confidence?: number;
      readonly empty: boolean;
    }
  | { readonly kind: 'recorded'; readonly seconds: number; readonly url: string; readonly by: string }
  /** A Dial began to ring these; each has a leg of its own. */
  | { readonly kind: 'dial'; readonly to: readonly string[] }
  /** A new leg of a Dial; `leg` is the child, `parent` who dials. */
  | { readonly kind: 'ring'; readonly to: string; readonly parent: string }
  | { readonly kind: 'bridged'; readonly with: string }
  | { readonly kind: 'dialled'; readonly status: string; readonly seconds: number }
  /** `rest`: the application sent it by itself, not by a verb of a document, so it keeps no order with the talk. */
  | {
      readonly kind: 'sms';
      readonly to: string;
      readonly from: string;
      readonly body: string;
      readonly rest?: true;
    }
  /** Anything else a verb did that people and tests want to see, e.g. `conference-join`. */
  | { readonly kind: 'note'; readonly what: string; readonly details: Readonly<Record<string, string>> }
  /** What Twilio's debugger would show: an error ends the document, a warning does not. https://www.twilio.com/docs/api/errors */
  | { readonly kind: 'warning'; readonly code: number; readonly message: string }
  | { readonly kind: 'error'; readonly code: number; readonly message: string; readonly url?: string };

/** A webhook leaves. */
export interface RequestHappening {
  readonly kind: 'request';
  /** Ties it to its response. */
  readonly id: number;
  readonly purpose: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** 1 for the first try, 2 … for retries. */
  readonly attempt: number;
}

/** Its answer, or why there is none. */
export interface ResponseHappening {
  readonly kind: 'response';
  readonly id: number;
  /** HTTP status, or undefined where no answer came. */
  readonly status: number | undefined;
  readonly contentType: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly failure?: string;
}

/** What a leg does. Keys and speech are heard in `prompting`, `gathering`, `recording`, `paying` and while `bridged`. */
export type Activity =
  | 'waiting'
  | 'fetching'
  | 'speaking'
  | 'prompting'
  | 'gathering'
  | 'recording'
  | 'dialling'
  | 'bridged'
  | 'queued'
  | 'conference'
  | 'paying'
  | 'connected'
  | 'over';

/** https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export type CallStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial';
