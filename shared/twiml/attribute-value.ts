import { nearest } from '../text/nearest.ts';
import type { AttributeSpec } from './catalogue/types.ts';

/**
 * What is wrong with an attribute's value, or undefined when Twilio accepts it. Values outside an open list are only
 * worth a warning, since Twilio adds some without notice.
 */
export function attributeValueFault(spec: AttributeSpec, value: string): ValueFault | undefined {
  if (spec.separator === undefined || spec.type === 'text') return textFault(spec, value) ?? itemFault(spec, value);
  for (const item of value.trim().split(/\s+/)) {
    const fault = itemFault(spec, item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Why a value is refused; `message` is the end of a sentence that names the attribute. */
export interface ValueFault {
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly suggestion?: string;
}

function itemFault(spec: AttributeSpec, value: string): ValueFault | undefined {
  switch (spec.type) {
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : wrong(value, 'true or false', booleanMeant(value));
    case 'integer':
      return numberFault(spec, value, /^-?[0-9]+$/, 'a whole number');
    case 'decimal':
      return numberFault(spec, value, /^-?[0-9]+(\.[0-9]+)?$/, 'a number');
    case 'enum':
      return enumFault(spec, value);
    default:
      return undefined;
  }
}

function numberFault(spec: AttributeSpec, value: string, form: RegExp, kind: string): ValueFault | undefined {
  if (spec.values?.includes(value)) return undefined;
  const expected = kind + rangeOf(spec) + (spec.values === undefined ? '' : `, or ${spec.values.join(' or ')}`);
  if (!form.test(value)) return wrong(value, expected, nearest(value, spec.values ?? []));
  const number = Number(value);
  if (spec.min !== undefined && number < spec.min) return wrong(value, expected, String(spec.min));
  if (spec.max !== undefined && number > spec.max) return wrong(value, expected, String(spec.max));
  return undefined;
}

function rangeOf(spec: AttributeSpec): string {
  if (spec.min !== undefined && spec.max !== undefined) return ` from ${spec.min} to ${spec.max}`;
  if (spec.min !== undefined) return ` of at least ${spec.min}`;
  return spec.max === undefined ? '' : ` of at most ${spec.max}`;
}

function enumFault(spec: AttributeSpec, value: string): ValueFault | undefined {
  const values = spec.values ?? [];
  if (values.includes(value)) return undefined;
  if (spec.pattern !== undefined && matches(spec.pattern, value)) return undefined;
  const few = values.length <= 12 ? list(values) : 'one of the values Twilio lists';
  const fault = wrong(value, few, nearest(value, values));
  return spec.openEnum === true ? { ...fault, severity: 'warning' } : fault;
}

/** The rules that hold for a value as a whole: pattern and lengths. */
function textFault(spec: AttributeSpec, value: string): ValueFault | undefined {
  if (spec.type !== 'text' && spec.type !== 'url') return undefined;
  if (spec.pattern !== undefined && !matches(spec.pattern, value)) {
    return wrong(value, spec.form ?? `text of the form ${spec.pattern}`, undefined);
  }
  if (spec.maxLength !== undefined && value.length > spec.maxLength) {
    return { message: `has ${value.length} characters; at most ${spec.maxLength} are allowed`, severity: 'error' };
  }
  if (spec.separator === undefined) return undefined;
  const items = value.split(spec.separator);
  if (spec.maxItems !== undefined && items.length > spec.maxItems) {
    return { message: `has ${items.length} entries; at most ${spec.maxItems} are allowed`, severity: 'error' };
  }
  const long = items.find((item) => spec.maxItemLength !== undefined && item.trim().length > spec.maxItemLength);
  if (long === undefined) return undefined;
  return { message: `has an entry longer than ${spec.maxItemLength} characters: "${shown(long)}"`, severity: 'error' };
}

/** Compiled patterns of the catalogue; their number is bounded by it. */
const patterns = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    compiled = new RegExp(pattern);
    patterns.set(pattern, compiled);
  }
  return compiled.test(value);
}

function booleanMeant(value: string): string | undefined {
  if (/^(true|yes|1|on)$/i.test(value)) return 'true';
  return /^(false|no|0|off)$/i.test(value) ? 'false' : nearest(value, ['true', 'false']);
}

function wrong(value: string, expected: string, suggestion: string | undefined): ValueFault {
  const message = `is "${shown(value)}"; expected ${expected}`;
  return suggestion === undefined ? { message, severity: 'error' } : { message, severity: 'error', suggestion };
}

function list(values: readonly string[]): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
