import type { Json } from './flow/types.ts';
import type { Sealed } from './template/sealed.ts';
import type { OpeningHours } from './time/opening-hours.ts';

/**
 * Something a block wants done outside of its flow, as plain data. The engine hands it out and stops the turn; whoever runs the
 * engine does it, for real or pretended, and lets the turn go on with the outcome. Plain JSON, because a turn may end before the
 * outcome is there.
 */
export type Effect = MessageEffect | HttpEffect | CodeEffect | VoicemailEffect | CallbackEffect;

/** What came of an effect, of the same kind. */
export type Outcome = MessageOutcome | HttpOutcome | CodeOutcome | VoicemailOutcome | CallbackOutcome;

/** Outcome of one kind of effect. */
export type OutcomeOf<E extends Effect> = Extract<Outcome, { readonly kind: E['kind'] }>;

/** A message to be sent through Twilio's REST API: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export interface MessageEffect {
  readonly kind: 'message';
  readonly form: MessageForm;
}

/** Parameters of the request by Twilio's names. `StatusCallback` is not among them: whoever sends the message is told of it. */
export interface MessageForm {
  readonly To: string;
  readonly From?: string;
  readonly MessagingServiceSid?: string;
  readonly Body?: string;
  readonly MediaUrl?: readonly string[];
  readonly ContentSid?: string;
  readonly ContentVariables?: string;
  /** Seconds, 1 to 36000. */
  readonly ValidityPeriod?: number;
  readonly SmartEncoded?: boolean;
  readonly ShortenUrls?: boolean;
  readonly SendAsMms?: boolean;
  readonly ContentRetention?: string;
  readonly AddressRetention?: string;
  readonly RiskCheck?: string;
}

export type MessageOutcome =
  /** Twilio took it and will try to deliver it. */
  | { readonly kind: 'message'; readonly result: 'accepted'; readonly sid: string; readonly status: string }
  /** It was certainly not sent. `code`: Twilio's, absent where Twilio was not asked. https://www.twilio.com/docs/api/errors */
  | {
      readonly kind: 'message';
      readonly result: 'refused';
      readonly code?: number;
      /** A sentence. */
      readonly reason: string;
    }
  /** It may have been sent or not, and must not be sent again. */
  | { readonly kind: 'message'; readonly result: 'unknown'; readonly reason: string };

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** A request to another server. Secrets are named in it; whoever performs it puts them in, so that no session or log holds one. */
export interface HttpEffect {
  readonly kind: 'http';
  readonly method: HttpMethod;
  readonly url: Sealed;
  readonly headers: readonly { readonly name: string; readonly value: Sealed }[];
  readonly auth?: HttpAuth;
  readonly body?: { readonly type: string; readonly text: Sealed };
  /** Seconds for all of it: attempts, redirects, the answer. 1 to 60. */
  readonly timeout: number;
  /** How often it may be asked again where that does no harm; 0 to 5. */
  readonly retries: number;
  /** The other server takes the same request twice without harm, whatever its method. */
  readonly repeatable?: boolean;
}

export type HttpAuth =
  | { readonly scheme: 'basic'; readonly username: Sealed; readonly password: Sealed }
  | { readonly scheme: 'bearer'; readonly token: Sealed };

export type HttpOutcome =
  /** The other server answered, whatever it says. */
  | {
      readonly kind: 'http';
      readonly result: 'answered';
      readonly status: number;
      readonly contentType: string;
      /** Decoded, at most 64 KB. */
      readonly body: string;
    }
  /** No answer within the time. */
  | { readonly kind: 'http'; readonly result: 'timeout'; readonly reason: string }
  /** It was not asked, or what it said cannot be used. */
  | { readonly kind: 'http'; readonly result: 'failed'; readonly reason: string }
  /** It may have been carried out or not, and must not be asked again. */
  | { readonly kind: 'http'; readonly result: 'unknown'; readonly reason: string };

/** JavaScript of the flow's author, to be run apart from everything. It has no effects, so it may be run again. */
export interface CodeEffect {
  readonly kind: 'code';
  /** Body of a function that sees `input`. */
  readonly code: string;
  readonly input: Readonly<Record<string, Json>>;
}

export type CodeOutcome = (
  | { readonly kind: 'code'; readonly result: 'done'; readonly value: Json }
  /** It ran too long and was ended. */
  | { readonly kind: 'code'; readonly result: 'timeout'; readonly reason: string }
  /** `line`: of the author's code, from 1. */
  | { readonly kind: 'code'; readonly result: 'failed'; readonly reason: string; readonly line?: number }
) & {
  /** What it wrote with `console`, line by line. */
  readonly logs?: readonly string[];
};

/** A message that a caller left, to be kept in the inbox. Whoever is to be told of it is told beside the call, and once. */
export interface VoicemailEffect {
  readonly kind: 'voicemail';
  /** Mailbox it is filed under; may be empty. */
  readonly box: string;
  /** RecordingSid. */
  readonly recording: string;
  /** RecordingUrl. */
  readonly url: string;
  /** How long it is, as far as is known. */
  readonly seconds: number;
  readonly from: string;
  readonly to: string;
  /** Whether Twilio writes down what was said, and tells of it when it has. */
  readonly transcribed: boolean;
  readonly notice?: VoicemailNotice;
}

/** Who is told of a message, and what. */
export interface VoicemailNotice {
  readonly sms?: {
    readonly to: readonly string[];
    /** A number of ours, or a messaging service (MG…). */
    readonly from: string;
    /** What was said is added where it is written down, and the address of the message in the inbox. */
    readonly text: string;
  };
  /** Address that is sent the message as JSON. */
  readonly webhook?: Sealed;
  /** Whether they are told only once it is written down what was said, or will not be. */
  readonly waits: boolean;
}

export type VoicemailOutcome =
  | { readonly kind: 'voicemail'; readonly result: 'accepted' }
  /** It is not in the inbox; the recording itself is at Twilio. */
  | { readonly kind: 'voicemail'; readonly result: 'failed'; readonly reason: string };

/** Somebody who is to be called back, put on the list of outgoing calls; it is called beside the call. */
export interface CallbackEffect {
  readonly kind: 'callback';
  /** E.164. */
  readonly to: string;
  /** A number of ours, or a caller ID that the account verified. */
  readonly from: string;
  /** Flow that whoever answers hears; the one that runs if absent. */
  readonly flow?: string;
  /** Values of that flow's variables, instead of their initial ones. */
  readonly variables: Readonly<Record<string, string>>;
  /** Not before; milliseconds since the epoch. */
  readonly earliest: number;
  /** It is called only while this is open; at any time if absent. */
  readonly open?: OpenHours;
  /** How often it is called while nobody answers; 1 to 10. */
  readonly tries: number;
  /** Minutes between two of them. */
  readonly every: number;
}

/** Opening hours with the zone whose clocks they are on. */
export interface OpenHours extends OpeningHours {
  readonly timezone: string;
}

export type CallbackOutcome =
  /** It is on the list. `already`: it had been for this number, and is called once. */
  | { readonly kind: 'callback'; readonly result: 'accepted'; readonly already: boolean }
  /** The number is none that may be called. */
  | { readonly kind: 'callback'; readonly result: 'refused'; readonly reason: string }
  /** It is not on the list. */
  | { readonly kind: 'callback'; readonly result: 'failed'; readonly reason: string };
