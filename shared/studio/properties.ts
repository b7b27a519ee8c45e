import type { Json } from '../flow/types.ts';
import { widgetSpec } from './widgets.ts';

/** Properties of a widget without `offset`, nothing, and what holds anyway. */
export function meant(type: string, properties: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const spec = widgetSpec(type);
  const found = Object.entries(properties).filter(([name, value]) => {
    if (name === 'offset' || value === null || value === '') return false;
    const usual = spec !== undefined && Object.hasOwn(spec.properties, name) ? spec.properties[name] : null;
    return !same(value, usual ?? null) && !(Array.isArray(value) && value.length === 0);
  });
  return Object.fromEntries(found);
}

/** Whether two values mean the same: exports write numbers and booleans as text now and then, and pairs in any order of keys. */
export function same(a: Json, b: Json): boolean {
  return canonical(a) === canonical(b);
}

/**
 * Whether two values are written alike. Texts with Liquid and lists are compared by what they mean: they are translated on the way,
 * and a copy beside the block would not follow names that change.
 */
export function alike(a: Json, b: Json): boolean {
  if (typeof a !== typeof b) return false;
  const isTranslated = typeof a === 'object' || (typeof a === 'string' && a.includes('{{'));
  return isTranslated ? same(a, b) : a === b;
}

/** One text for all ways to write a value. */
export function canonical(value: Json): string {
  if (value === null) return '""';
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
  if (typeof value !== 'object')
    return JSON.stringify(
      String(value)
        .trim()
        .replace(/(\{\{-?)\s+|\s+(-?\}\})/g, '$1$2'),
    );
  const record = value as Readonly<Record<string, Json>>;
  const keys = Object.keys(record)
    .filter((key) => record[key] !== null && key !== 'index')
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(record[key] ?? null)}`).join(',')}}`;
}
