import { z } from 'zod';

/** What the doctor looks at, in the order it shows it. */
export const CHECK_GROUPS = ['account', 'address', 'webhooks', 'numbers', 'flows', 'server'] as const;

const group = z.enum(CHECK_GROUPS);

/** `unknown` means that it could not be looked at, and `seen` says why. */
const status = z.enum(['ok', 'warning', 'error', 'unknown']);

/** Something a person can do about a finding without leaving the product, or a page that explains it. */
export const fixActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('settings') }),
  z.strictObject({ kind: z.literal('flow'), flow: z.string(), name: z.string() }),
  z
    .strictObject({
      kind: z.literal('point'),
      flow: z.string(),
      environment: z.string().optional().meta({ description: 'Where the flow runs; `live` if absent.' }),
      name: z.string(),
      number: z.strictObject({ sid: z.string(), phoneNumber: z.string(), voice: z.boolean(), messaging: z.boolean() }),
    })
    .meta({ description: 'Point a number at a flow, for calls, messages or both: `POST /numbers/publish`.' }),
  z.strictObject({ kind: z.literal('link'), url: z.string(), title: z.string() }),
]);

/** One thing the doctor looked at. */
export const findingSchema = z.strictObject({
  group,
  code: z.string().meta({ description: 'Stable name, e.g. `certificate-expired`. docs/deploying.md lists them.' }),
  status,
  title: z.string(),
  seen: z.string().meta({ description: 'What was seen, or why nothing could be.' }),
  why: z.string().optional().meta({ description: 'What it means for callers.' }),
  fix: z
    .strictObject({
      say: z.string(),
      code: z.string().optional().meta({ description: 'Lines of a configuration or a command.' }),
      actions: z.array(fixActionSchema),
    })
    .optional(),
  facts: z
    .array(z.strictObject({ name: z.string(), value: z.string() }))
    .optional()
    .meta({ description: 'Details for whoever looks into it, e.g. how a request arrived.' }),
});

/** `only` leaves the other groups out. */
export const newCheckupSchema = z.strictObject({ only: z.array(group).min(1).max(CHECK_GROUPS.length).optional() });

export const checkupSchema = z.strictObject({
  checkedAt: z.int().meta({ description: 'Milliseconds since 1970-01-01 UTC.' }),
  groups: z.array(group).meta({ description: 'What was looked at.' }),
  findings: z.array(findingSchema).meta({ description: 'Worst first within each group.' }),
});

export type CheckGroup = (typeof CHECK_GROUPS)[number];
export type FindingStatus = z.infer<typeof status>;
export type FixAction = z.infer<typeof fixActionSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type NewCheckup = z.infer<typeof newCheckupSchema>;
export type Checkup = z.infer<typeof checkupSchema>;

/** What each group is called. */
export const GROUP_TITLES: Readonly<Record<CheckGroup, string>> = {
  account: 'Twilio account',
  address: 'Public address',
  webhooks: 'Webhooks through the public address',
  numbers: 'Numbers',
  flows: 'Published flows',
  server: 'This server',
};

const WORST_FIRST: readonly FindingStatus[] = ['error', 'warning', 'unknown', 'ok'];

/** The worst of some statuses; `ok` for none. */
export function worstOf(statuses: readonly FindingStatus[]): FindingStatus {
  return WORST_FIRST.find((one) => statuses.includes(one)) ?? 'ok';
}

/** The same findings, worst first; equals stay in their order. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => WORST_FIRST.indexOf(a.status) - WORST_FIRST.indexOf(b.status));
}
