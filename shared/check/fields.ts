import type { AnyBlock } from '../block.ts';
import type { FlowBlock, FlowFacts } from '../flow/types.ts';
import type { Problem } from './problem.ts';
import { templateFacts } from './template-facts.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';

/** Problems inside a block: each field by its kind, then what the block itself knows. */
export function checkFields(id: string, block: FlowBlock, type: AnyBlock, flow: FlowFacts): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [key, field] of Object.entries(type.fields)) {
    if (field.when && !field.when(block.props)) continue;
    const value = block.props[key];
    if (isEmpty(value)) {
      if (field.required) {
        problems.push({
          code: 'missing-value',
          severity: 'error',
          block: id,
          field: key,
          message: say['missing-value'](field.label),
        });
      }
      continue;
    }
    if (field.deprecated) {
      const message = say['deprecated-value'](field.label, field.deprecated);
      problems.push({ code: 'deprecated-value', severity: 'warning', block: id, field: key, message });
    }
    for (const found of field.kind.check?.(value, field.options) ?? [])
      problems.push({ ...found, block: id, field: key });
    for (const spot of field.kind.templates?.(value) ?? []) {
      const why = templateFacts(spot.text).problem;
      if (why === null) continue;
      problems.push({
        code: 'bad-template',
        severity: 'error',
        block: id,
        field: key,
        path: spot.path,
        message: say['bad-template'](why),
      });
    }
  }
  for (const found of type.check?.(block.props as never, flow) ?? []) problems.push({ ...found, block: id });
  return problems;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}
