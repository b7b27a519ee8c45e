import type { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind, FieldProblem } from './field.ts';

/**
 * A field kind whose whole value is one template text. `check` sees only texts without expressions, since the others are
 * known during a call only; empty texts are the business of `required`.
 */
export function templateTextKind<Options>(
  kind: string,
  shape: z.ZodType<string>,
  check?: (value: string, options: Options) => readonly FieldProblem[],
): FieldKind<string, Options> {
  return {
    kind,
    shape: () => shape,
    check: (value, options) => (check === undefined || value === '' || hasTemplate(value) ? [] : check(value, options)),
    templates: (value) => [{ text: value, path: '' }],
    evaluate: (value, render) => render(value),
  };
}
