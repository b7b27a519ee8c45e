/** One element of the TwiML grammar: what may be in it, where it may stand, and what happens when Twilio runs it. */
export interface ElementSpec {
  /** Name in the catalogue; differs from `tag` where one tag means two things (`ReferSip`, `SipUri`). */
  readonly id: string;
  readonly tag: string;
  /** The kind of document it belongs to. */
  readonly document: DocumentKind;
  readonly kind: 'root' | 'verb' | 'noun' | 'ssml';
  readonly status: 'ga' | 'beta' | 'legacy' | 'retired' | 'undocumented';
  /** One sentence for people. */
  readonly about: string;
  /** Twilio's page about it, where there is one. */
  readonly docs?: string;
  /** Tags of the elements it may stand in. */
  readonly parents: readonly string[];
  /** Tags of the elements that may stand in it. */
  readonly children: readonly string[];
  /** How many children of which kinds belong together. */
  readonly childRules?: ChildRules;
  /** How many of it one parent may hold. */
  readonly maxPerParent?: number;
  readonly text: TextRule;
  readonly attributes: readonly AttributeSpec[];
  /** Values that Twilio warns of beside each other. */
  readonly conflicts?: readonly AttributeConflict[];
  /** What executing it does to the call. */
  readonly flow?: FlowSpec;
  /** Facts that are easily missed, one sentence each. */
  readonly notes?: readonly string[];
}

export type DocumentKind = 'voice' | 'messaging' | 'fax';

/** One attribute of an element. Values are always written as text; `type` says what the text must be. */
export interface AttributeSpec {
  readonly name: string;
  readonly type: AttributeType;
  /** One short sentence for people, fit as a hint in a form. */
  readonly about: string;
  /** Accepted values of an enum; for an integer the words accepted besides numbers. */
  readonly values?: readonly string[];
  /** Values outside the list can be valid, too. */
  readonly openEnum?: boolean;
  /** What an absent attribute means, where that is a literal value. */
  readonly default?: string | number | boolean;
  /** What an absent attribute means, where that is no literal. */
  readonly defaultAbout?: string;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  readonly unit?: 's' | 'ms' | 'times';
  /** Source of a regular expression that the value must match; for an enum, that values outside the list match. */
  readonly pattern?: string;
  /** What the pattern asks for, in words that end a sentence: "an address that begins with wss://". */
  readonly form?: string;
  /** The value is a list with this separator. */
  readonly separator?: ' ' | ',';
  readonly maxItems?: number;
  readonly maxItemLength?: number;
  readonly required?: boolean;
  /** Required only inside these parents. */
  readonly requiredIn?: readonly string[];
  /** Not allowed inside these parents. */
  readonly notIn?: readonly string[];
  /** Without this it has no effect. */
  readonly needs?: AttributeNeed;
  /** Why not to use it any more. */
  readonly deprecated?: string;
  /** For a URL that answers with TwiML: the execution context that runs it, by its id. */
  readonly runs?: string;
  /** A password or key: never shown or logged. */
  readonly secret?: boolean;
  /** Twilio's error or warning for a bad value. */
  readonly twilioError?: number;
  /** Not in Twilio's public pages (only in its library). */
  readonly undocumented?: boolean;
  /** Not in Twilio's Node library (only in its pages). */
  readonly notInLibrary?: boolean;
  /** The spelling that Twilio's pages and change log use, where its library writes another. */
  readonly canonical?: string;
}

/** Another attribute of the same element that is set, or has one of these values (its default counts). */
export interface AttributeNeed {
  readonly attribute: string;
  readonly values?: readonly string[];
}

/** A value that Twilio warns of where another attribute is set beside it. */
export interface AttributeConflict {
  readonly attribute: string;
  /** The value, or the number that it exceeds. */
  readonly value: string | { readonly over: number };
  readonly beside: AttributeNeed;
  /** Sentence for people: what happens and what to do. */
  readonly why: string;
  readonly twilioError: number;
}

export type AttributeType = 'text' | 'url' | 'integer' | 'decimal' | 'boolean' | 'enum';

export interface ChildRules {
  readonly min?: number;
  readonly max?: number;
  /** Children that must be there. */
  readonly required?: readonly string[];
  /** Children that allow no other child beside them. */
  readonly alone?: readonly string[];
  readonly twilioError?: number;
}

/** Whether an element holds text, and of which kind. */
export interface TextRule {
  readonly allowed: boolean;
  /** Text must be there; `unless` names what stands in for it. */
  readonly required?: boolean;
  readonly unless?: { readonly attributes?: readonly string[]; readonly children?: readonly string[] };
  /** Text and elements may alternate. */
  readonly mixed?: boolean;
  /** What the text is. */
  readonly content?: 'speech' | 'url' | 'phoneNumber' | 'name' | 'message' | 'json' | 'sip' | 'sid';
  readonly maxLength?: number;
  readonly twilioError?: number;
}

/** What executing an element does to the call. */
export interface FlowSpec {
  readonly class: FlowClass;
  /** The call waits until it is done. */
  readonly blocking?: boolean;
  /** Whether the elements after it are ever reached. */
  readonly endsDocument?: 'never' | 'conditional' | 'always';
  /** Whether executing it first answers the call. */
  readonly answersCall?: 'yes' | 'no' | 'notWhenFirst' | 'unlessAnswerOnBridge';
  /** Where it goes on without an `action` attribute. */
  readonly defaultAction?: 'currentUrl' | 'none';
  readonly outcomes?: readonly FlowOutcome[];
}

export type FlowClass =
  | 'inline'
  | 'gather'
  | 'record'
  | 'dial'
  | 'queue'
  | 'leave'
  | 'terminal'
  | 'transfer'
  | 'pay'
  | 'connect'
  | 'background'
  | 'message'
  | 'fax';

/** One way an element can end. */
export interface FlowOutcome {
  readonly id: string;
  readonly when: string;
  readonly next: FlowNext;
  /** Parameters that the following request carries; `Name=value` where the value is fixed. */
  readonly params?: readonly string[];
  readonly note?: string;
  /** How well the fact is backed, where it is not plainly documented. */
  readonly confidence?: 'inferred' | 'reported' | 'legacy' | 'undocumented';
}

/**
 * What happens next: `nextVerb` the following sibling, or the end of the call; `action` a request to the action URL or
 * its default; `actionOrNextVerb` the action URL if there is one; `url` a request to the URL in the text; `resumeAfterEnqueue`
 * back to the document that queued the caller.
 */
export type FlowNext =
  | 'nextVerb'
  | 'action'
  | 'actionOrNextVerb'
  | 'url'
  | 'endCall'
  | 'rejectCall'
  | 'resumeAfterEnqueue'
  | 'undefined';
