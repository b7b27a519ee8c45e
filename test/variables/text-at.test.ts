import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { TemplateSpot } from '../../shared/fields/field.ts';
import type { Json } from '../../shared/flow/types.ts';
import { textAt, withTextAt } from '../../shared/variables/text-at.ts';

const CASES = new URL('../blocks/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, CASES), 'utf8'));

/** Every set of props in a block's case file. */
function propsIn(value: unknown): Record<string, Json>[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.hasOwn(value, 'props') ? [(value as { props: Record<string, Json> }).props] : [];
  return [...own, ...Object.values(value).flatMap(propsIn)];
}

const files = readdirSync(CASES).filter((file) => file.endsWith('.json') && blockTypes.has(file.replace('.json', '')));

describe('paths of the texts in a field', () => {
  it.each(files)('lead to them: %s', (file) => {
    const type = blockTypes.get(file.replace('.json', ''));
    for (const props of propsIn(read(file))) {
      for (const [name, { kind }] of Object.entries(type?.fields ?? {})) {
        const value = props[name];
        if (value === undefined || value === null) continue;
        const spots = [...(kind.templates?.(value) ?? []), ...(kind.variables?.(value) ?? [])] as TemplateSpot[];
        for (const { text, path, bare } of spots) {
          expect(textAt(value, path), `${name}${path}`).toBe(bare ? text.slice(3, -3) : text);
          expect(textAt(withTextAt(value, path, 'other'), path)).toBe('other');
        }
      }
    }
  });

  it.each(files)('name every variable that is set: %s', (file) => {
    const type = blockTypes.get(file.replace('.json', ''));
    for (const props of propsIn(read(file))) {
      const named = Object.entries(type?.fields ?? {}).flatMap(([name, { kind }]) => {
        const value = props[name];
        return value === undefined || value === null ? [] : (kind.variables?.(value) ?? []);
      }) as TemplateSpot[];
      const written = type?.writes?.(props as never) ?? [];
      expect(named.map(({ text }) => text)).toEqual(expect.arrayContaining([...written]));
    }
  });
});
