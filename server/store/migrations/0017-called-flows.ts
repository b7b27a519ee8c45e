import type { Migration } from './migration.ts';

/** Versions keep which versions of other flows they call. */
export const calledFlows: Migration = {
  version: 17,
  sql: `
    -- A JSON object: version by flow. Null for none.
    ALTER TABLE versions ADD COLUMN calls TEXT;
  `,
};
