import { z } from 'zod';

/** Caps on what one flow keeps of tests. */
export const CALL_TEST_LIMITS = { tests: 200, steps: 200, text: 2_000 } as const;

const text = z.string().max(CALL_TEST_LIMITS.text);
const words = text.min(1);
const seconds = z.number().min(0).max(86_400);

/** What the caller does. Unless `during` is true, keys and speech wait until the phone listens after its prompts. */
const actions = [
  z.strictObject({
    press: z.string().regex(/^[0-9*#A-Dw]{1,100}$/, 'is not made of keys: 0-9, *, #, A-D, w for half a second'),
    during: z.boolean().optional(),
  }),
  z.strictObject({ say: words, confidence: z.number().min(0).max(1).optional(), during: z.boolean().optional() }),
  /** Time passes. */
  z.strictObject({ wait: seconds }),
  /** Nothing is done until whatever listens now has given up. */
  z.strictObject({ silence: z.literal(true) }),
  z.strictObject({ hangUp: z.literal(true) }),
  /** What the next phone that rings (or the one named by `to`) does. */
  z.strictObject({
    dialled: z.enum(['answer', 'busy', 'no-answer', 'fail']),
    to: words.optional(),
    /** Seconds it rings before that. */
    after: seconds.optional(),
    /** Seconds they talk before they hang up. */
    talks: seconds.optional(),
    /** Keys they press after the answer. */
    press: z.string().max(100).optional(),
  }),
] as const;

/** What must have happened since the step before. */
const expectations = [
  /** Part of what is said; case and spaces do not matter. */
  z.strictObject({ says: words }),
  /** End of the URL that plays. */
  z.strictObject({ plays: words }),
  z.strictObject({ dials: words }),
  /** Part of the message. */
  z.strictObject({ sends: words, to: words.optional() }),
  z.strictObject({ variable: words, is: z.union([z.string(), z.number(), z.boolean()]) }),
  /** Block that acts now. */
  z.strictObject({ at: words }),
  /** The call is over, and this block was the last. */
  z.strictObject({ endsAt: words }),
] as const;

export const callStepSchema = z.union([...actions, ...expectations]);

const reply = z.strictObject({
  status: z.int().min(100).max(599).optional(),
  body: z.string().max(65_536).optional(),
  contentType: text.optional(),
  seconds: seconds.optional(),
  failure: z.enum(['connect', 'refused', 'host', 'tls', 'timeout']).optional(),
});

/** One call that must go as written: who calls when, what they do, what they must hear. */
export const callTestSchema = z.strictObject({
  name: z.string().min(1).max(120),
  from: words.optional(),
  to: words.optional(),
  /** When the call comes in. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** Files that play, by the end of their URL, in seconds; null where there is none. */
  media: z.record(z.string(), seconds.nullable()).optional(),
  /** What other servers answer, by the beginning of the URL. */
  http: z.record(z.string(), reply).optional(),
  steps: z.array(callStepSchema).max(CALL_TEST_LIMITS.steps),
});

export type CallTest = z.infer<typeof callTestSchema>;
export type CallStep = z.infer<typeof callStepSchema>;
