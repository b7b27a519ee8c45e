import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CaseFile, mismatch, runCase } from './support/run-case.ts';

const FOLDER = join(import.meta.dirname, 'cases');

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
  const { cases } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as CaseFile;
  describe(file, () => {
    for (const one of cases) {
      it(one.name, () => {
        expect(one.page).toMatch(/^https:\/\/www\.twilio\.com\/docs\//);
        expect(mismatch(one, runCase(one)), one.page).toBeUndefined();
      });
    }
  });
}
