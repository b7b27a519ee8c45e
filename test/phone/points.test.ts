import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CaseFile } from './support/run-case.ts';

const FOLDER = join(import.meta.dirname, 'cases');
const cases = readdirSync(FOLDER).flatMap(
  (file) => (JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as CaseFile).cases,
);

it('holds every rule that docs/phone.md names by a case', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/phone.md'), 'utf8');
  const rules = [...guide.matchAll(/^(\d+)\. /gm)].map((found) => Number(found[1]));
  expect(rules).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  const held = new Set(cases.map(({ point }) => point));
  expect(rules.filter((rule) => !held.has(rule))).toEqual([]);
});

it('names no case twice and has at least 150', () => {
  const names = cases.map(({ name, page }) => `${page} ${name}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(150);
});
