/**
 * Something a block wants done outside of its flow, as plain data. The engine hands it out and stops the turn; whoever runs the
 * engine does it, for real or pretended, and lets the turn go on with the outcome. Plain JSON, because a turn may end before the
 * outcome is there.
 */
export type Effect = MessageEffect | VoicemailEffect;

/** What came of an effect, of the same kind. */
export type Outcome = MessageOutcome | VoicemailOutcome;

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

/** A message that a caller left, to be kept in the inbox. Whoever is to be told of it is told beside the call, and once. */
export interface VoicemailEffect {
  readonly kind: 'voicemail';
  /** Mailbox it is filed under; may be empty. */
  readonly box: string;
  /** RecordingSid. */
  readonly recording: string;
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
  readonly to: readonly string[];
  /** A number of ours, or a messaging service (MG…). */
  readonly from: string;
  /** What was said is added where it is written down, and the address of the message in the inbox. */
  readonly text: string;
}

export type VoicemailOutcome =
  | { readonly kind: 'voicemail'; readonly result: 'accepted' }
  /** It is not in the inbox; the recording itself is at Twilio. */
  | { readonly kind: 'voicemail'; readonly result: 'refused' | 'unknown'; readonly reason: string };
