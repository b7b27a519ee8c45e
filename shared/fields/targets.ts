import { z } from 'zod';
import type { Json } from '../flow/types.ts';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind, FieldProblem, Render, TemplateSpot } from './field.ts';
import { fieldOf } from './make.ts';
import type { Noun } from './noun.ts';
import { phoneProblem } from './phone.ts';
import { badValue, missingValue } from './problem.ts';
import { TARGET_KINDS, type TargetKind, targetFields } from './target-fields.ts';

export type { TargetKind } from './target-fields.ts';

/** Whom Dial rings: a phone number, a client's identity, a SIP address …, and what holds for this line alone. */
export type Target = {
  readonly kind: TargetKind;
  readonly to: string;
  /** A number written as the text of Dial itself, where it is the only one. */
  readonly plain?: true;
  /** Attributes of its noun by name, as their fields store them. */
  readonly attributes?: Readonly<Record<string, Json>>;
  /** What stands in its noun: parameters of a client, headers of a SIP call … */
  readonly children?: readonly Noun[];
};

export interface TargetsOptions {
  readonly kinds?: readonly TargetKind[];
}

export const targetsKind: FieldKind<readonly Target[], TargetsOptions> = {
  kind: 'targets',
  shape: () => z.array(z.discriminatedUnion('kind', TARGET_KINDS.map(shapeOf) as [Shape, ...Shape[]])) as never,
  check: (value) => [...value.flatMap((target, index) => targetProblems(target, `[${index}]`)), ...alone(value)],
  templates: (value) => value.flatMap((target, index) => spots(target, `[${index}]`)),
  evaluate: (value, render) => value.map((target) => rendered(target, render)),
};

/** Whom to ring. */
export const targets = fieldOf(targetsKind);

/** Whether a line says whom to ring. */
export function isFilled({ kind, to, children = [] }: Target): boolean {
  return to.trim() !== '' || (kind === 'sip' && children.some(({ tag }) => tag === 'Uri'));
}

type Shape = z.ZodObject<{ kind: z.ZodLiteral<TargetKind> }>;

function shapeOf(kind: TargetKind): Shape {
  const { attributes, children } = targetFields(kind);
  const shapes = Object.entries(attributes).map(([name, field]) => [name, field.kind.shape(field.options).optional()]);
  return z.strictObject({
    kind: z.literal(kind),
    to: z.string(),
    ...(kind === 'number' && { plain: z.literal(true).optional() }),
    ...(shapes.length > 0 && { attributes: z.strictObject(Object.fromEntries(shapes)).optional() }),
    ...(children && { children: children.kind.shape(children.options).optional() }),
  }) as unknown as Shape;
}

function targetProblems(target: Target, path: string): readonly FieldProblem[] {
  const fields = targetFields(target.kind);
  const own = Object.entries(target.attributes ?? {}).flatMap(([name, value]) => {
    const field = fields.attributes[name];
    const found = value === '' ? [] : (field?.kind.check?.(value, field.options) ?? []);
    return below(found, `${path}.attributes.${name}`);
  });
  const { children } = fields;
  const inside = target.children && children?.kind.check?.(target.children, children.options);
  return [...addressProblems(target, `${path}.to`), ...own, ...below(inside ?? [], `${path}.children`)];
}

function below(problems: readonly FieldProblem[], path: string): readonly FieldProblem[] {
  return problems.map((problem) => ({ ...problem, path: path + (problem.path ?? '') }));
}

function addressProblems(target: Target, path: string): readonly FieldProblem[] {
  const { kind, to } = target;
  if (to.trim() === '') {
    return isFilled(target) ? [] : [missingValue('Fill in whom to call, or remove the line.', path)];
  }
  const problem = hasTemplate(to) ? undefined : ADDRESS[kind](to);
  if (problem === undefined) return [];
  return [kind === 'number' ? { ...badValue(problem, path), code: 'bad-phone-number' } : badValue(problem, path)];
}

const ADDRESS: Readonly<Record<TargetKind, (to: string) => string | undefined>> = {
  number: (to) => phoneProblem(to),
  whatsapp: (to) => phoneProblem(to.replace(/^whatsapp:/, '')),
  client: (to) => (to.length > 256 ? 'A client identity has at most 256 characters.' : undefined),
  sip: (to) => {
    if (!/^sips?:\S+@\S+$/.test(to)) return 'A SIP address looks like sip:desk@example.com.';
    return to.length > 255 ? 'A SIP address has at most 255 characters.' : undefined;
  },
  sim: (to) => (/^DE/.test(to.trim()) ? undefined : 'The SID of a SIM begins with DE.'),
  application: (to) => (/^AP/.test(to.trim()) ? undefined : 'The SID of a TwiML app begins with AP.'),
};

/** https://www.twilio.com/docs/voice/twiml/dial/application */
function alone(value: readonly Target[]): readonly FieldProblem[] {
  const index = value.findIndex(({ kind }) => kind === 'application');
  if (index < 0 || value.length === 1) return [];
  return [badValue('A TwiML app can only be called alone; give it a block of its own.', `[${index}].to`)];
}

function spots({ kind, to, attributes = {}, children = [] }: Target, path: string): readonly TemplateSpot[] {
  const fields = targetFields(kind);
  const all: TemplateSpot[] = [{ text: to, path: `${path}.to` }];
  const add = (found: readonly TemplateSpot[] | undefined, at: string): void => {
    for (const spot of found ?? []) all.push({ text: spot.text, path: at + spot.path });
  };
  for (const [name, value] of Object.entries(attributes)) {
    add(fields.attributes[name]?.kind.templates?.(value), `${path}.attributes.${name}`);
  }
  add(fields.children?.kind.templates?.(children), `${path}.children`);
  return all;
}

function rendered(target: Target, render: Render): Target {
  const { kind, to, attributes, children } = target;
  const fields = targetFields(kind);
  const values = Object.entries(attributes ?? {}).map(([name, value]) => {
    const evaluate = fields.attributes[name]?.kind.evaluate;
    return [name, evaluate ? evaluate(value, render) : value] as const;
  });
  const inside = children && fields.children?.kind.evaluate?.(children, render);
  return {
    ...target,
    to: render(to),
    ...(attributes && { attributes: Object.fromEntries(values.filter(([, value]) => value !== undefined)) }),
    ...(inside && { children: inside }),
  };
}
