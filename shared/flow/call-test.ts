import { z } from 'zod';
import { BINDING_NAME, ENVIRONMENT_LIMITS } from './environments.ts';

/** Caps on what one flow keeps of tests. `answers`: characters that a recorded test keeps of other servers' answers, URLs and all. */
export const CALL_TEST_LIMITS = { tests: 200, steps: 200, text: 2_000, name: 120, answers: 262_144 } as const;

const text = z.string().max(CALL_TEST_LIMITS.text);
const words = text.min(1);
const seconds = z.number().min(0).max(86_400);

/** What the caller does. Unless `during` is true, keys and speech wait until the phone listens after its prompts. */
const ACTIONS = {
  /** What the next phone that rings (or the one named by `to`) does. */
  dialled: z.strictObject({
    dialled: z.enum(['answer', 'busy', 'no-answer', 'fail']),
    to: words.optional(),
    /** Seconds it rings before that. */
    after: seconds.optional(),
    /** Seconds they talk before they hang up. */
    talks: seconds.optional(),
    /** Keys they press after the answer. */
    press: z.string().max(100).optional(),
  }),
  press: z.strictObject({
    press: z.string().regex(/^[0-9*#A-Dw]{1,100}$/, 'is not made of keys: 0-9, *, #, A-D, w for half a second'),
    during: z.boolean().optional(),
  }),
  say: z.strictObject({
    say: words,
    confidence: z.number().min(0).max(1).optional(),
    during: z.boolean().optional(),
  }),
  /** Writes a message to the flow's number; of such a test the caller only writes. */
  write: z.strictObject({
    write: z.string().max(1_600),
    /** Type of a file that comes with it, such as `image/jpeg`. */
    file: z
      .string()
      .regex(/^[a-z]+\/[a-z0-9.+-]+$/, 'is not a type such as image/jpeg')
      .optional(),
  }),
  /** Time passes; with `listening`, from when something listens. */
  wait: z.strictObject({ wait: seconds, listening: z.literal(true).optional() }),
  /** Nothing is done until whatever listens now has given up. */
  silence: z.strictObject({ silence: z.literal(true) }),
  hangUp: z.strictObject({
    hangUp: z.literal(true),
    /** Not at once, but when something listens: into a recording, or in a conversation. */
    listening: z.literal(true).optional(),
  }),
} as const;

/** What must have happened since the action before. */
const EXPECTATIONS = {
  /** Part of what is said; case, spaces and punctuation do not matter. */
  says: z.strictObject({ says: words }),
  /** A row of the flow's texts, `<block>.<field>`, in the language of the call. */
  hears: z.strictObject({ hears: words }),
  /** End of the URL that plays. */
  plays: z.strictObject({ plays: words }),
  dials: z.strictObject({ dials: words }),
  /** Part of the message. */
  sends: z.strictObject({ sends: words, to: words.optional() }),
  /** What Twilio does beside the talk, by its name: `stream-started`, `stream-stopped`, `paid` …; `of` names which one, or how. */
  happens: z.strictObject({ happens: words, of: words.optional() }),
  variable: z.strictObject({ variable: words, is: z.union([z.string(), z.number(), z.boolean()]) }),
  /** Block that acts now. */
  at: z.strictObject({ at: words }),
  /** The call is over, and this block was the last. */
  endsAt: z.strictObject({ endsAt: words }),
} as const;

/** Every kind of step by the key that names it. `dialled` comes first: it may have `press`, too. */
export const STEP_SCHEMAS = { ...ACTIONS, ...EXPECTATIONS } as const;

export type StepKind = keyof typeof STEP_SCHEMAS;

export const STEP_KINDS = Object.keys(STEP_SCHEMAS) as readonly StepKind[];

/** Kind of a step by its keys; undefined where it has none of a step. */
export function stepKind(step: object): StepKind | undefined {
  return STEP_KINDS.find((kind) => Object.hasOwn(step, kind));
}

export const callStepSchema = z.union([
  ACTIONS.dialled,
  ACTIONS.press,
  ACTIONS.say,
  ACTIONS.write,
  ACTIONS.wait,
  ACTIONS.silence,
  ACTIONS.hangUp,
  EXPECTATIONS.says,
  EXPECTATIONS.hears,
  EXPECTATIONS.plays,
  EXPECTATIONS.dials,
  EXPECTATIONS.sends,
  EXPECTATIONS.happens,
  EXPECTATIONS.variable,
  EXPECTATIONS.at,
  EXPECTATIONS.endsAt,
]);

const reply = z.strictObject({
  status: z.int().min(100).max(599).optional(),
  body: z.string().max(65_536).optional(),
  contentType: text.optional(),
  seconds: seconds.optional(),
  failure: z.enum(['connect', 'refused', 'host', 'tls', 'timeout']).optional(),
});

/** One call that must go as written: who calls when, what they do, what they must hear. */
export const callTestSchema = z.strictObject({
  name: z.string().min(1).max(CALL_TEST_LIMITS.name),
  /** Empty where the caller's number is not known. */
  from: text.optional(),
  to: text.optional(),
  /** Language of the flow in which the call begins; `all`: a call in each of them. Else the number decides. */
  language: z.string().min(1).max(40).optional(),
  /** Values of bindings, as the environment would hold them: `"salesNumber": "+15550100199"`. */
  env: z.record(z.string().regex(BINDING_NAME), z.string().max(ENVIRONMENT_LIMITS.value)).optional(),
  /** When the call comes in. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** Files that play, by the end of their URL, in seconds; null where there is none. */
  media: z.record(z.string(), seconds.nullable()).optional(),
  /** What other servers answer, by the URL or its beginning; the longest that fits counts. */
  http: z.record(z.string(), reply).optional(),
  /** How what has no phone ends, by the tag: `"Pay": { "Result": "payment-connector-error" }`. */
  outcomes: z.record(z.string(), z.record(z.string(), text)).optional(),
  /** What functions give instead of being run, by block: `"total": { "sum": 12 }`. */
  functions: z.record(z.string(), z.json()).optional(),
  /** Numbers to which Twilio refuses messages, with its error code: `"+15550100199": 21610` has opted out. */
  refused: z.record(z.string(), z.int().min(10_000).max(99_999)).optional(),
  steps: z.array(callStepSchema).max(CALL_TEST_LIMITS.steps),
});

export type CallTest = z.infer<typeof callTestSchema>;
export type CallStep = z.infer<typeof callStepSchema>;
/** What the caller, or a phone that is called, does. */
export type CallAction = z.infer<(typeof ACTIONS)[keyof typeof ACTIONS]>;
/** What must happen. */
export type CallExpectation = z.infer<(typeof EXPECTATIONS)[keyof typeof EXPECTATIONS]>;
export type DialledStep = z.infer<typeof ACTIONS.dialled>;

export function isExpectation(step: CallStep): step is CallExpectation {
  const kind = stepKind(step);
  return kind !== undefined && Object.hasOwn(EXPECTATIONS, kind);
}
