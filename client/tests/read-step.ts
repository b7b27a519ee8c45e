import { type CallStep, callStepSchema, type StepKind, stepKind } from '../../shared/flow/call-test.ts';
import { STEP_FORMS, type StepField } from './step-fields.ts';

/** What is typed into the form of a step. */
export type Draft = Readonly<Record<string, string | boolean>>;

/** The form's content for a step. */
export function draftOf(step: CallStep): { readonly kind: StepKind; readonly draft: Draft } {
  const kind = stepKind(step) ?? 'press';
  const entries = Object.entries(step).map(([name, value]) => [
    name,
    typeof value === 'boolean' && name !== 'is' ? value : String(value),
  ]);
  return { kind, draft: Object.fromEntries(entries) };
}

/** The step a form describes, or what is wrong with it. */
export function readStep(
  kind: StepKind,
  draft: Draft,
  before?: CallStep,
): { readonly step: CallStep } | { readonly problem: string } {
  const { fields } = STEP_FORMS[kind];
  const read: Record<string, unknown> = before && stepKind(before) === kind ? { ...before } : {};
  if (kind === 'silence' || kind === 'hangUp') read[kind] = true;
  for (const field of fields) {
    const value = typedValue(field, draft[field.name]);
    if (value === undefined && !field.optional && field.kind !== 'flag')
      return { problem: `Fill in “${field.label}”.` };
    if (value === undefined) delete read[field.name];
    else read[field.name] = value;
  }
  const parsed = callStepSchema.safeParse(read);
  if (parsed.success) return { step: parsed.data };
  const [issue] = parsed.error.issues;
  const label = fields[0]?.label ?? 'The step';
  return {
    problem:
      kind === 'press' ? `“${label}” can be 0-9, *, #, A-D, and w for half a second.` : (issue?.message ?? label),
  };
}

function typedValue({ kind, name }: StepField, typed: string | boolean | undefined): unknown {
  if (kind === 'flag') return typed === true ? true : undefined;
  const text = String(typed ?? (kind === 'does' ? 'answer' : '')).trim();
  if (text === '') return undefined;
  if (kind === 'seconds') return Number(text);
  return name === 'is' ? plainValue(text) : text;
}

/** `5` and `true` as the values they are; variables are compared as text anyway. */
function plainValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? Number(text) : text;
}
