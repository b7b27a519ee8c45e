import type { Migration } from './migration.ts';

/** Numbers are pointed at flows, and people are called through them, in other environments than `live`, too. */
export const environmentsOfNumbers: Migration = {
  version: 19,
  sql: `
    -- Null for live, in all of them.
    ALTER TABLE wirings ADD COLUMN environment TEXT;
    ALTER TABLE operations ADD COLUMN environment TEXT;
    ALTER TABLE outgoing_lists ADD COLUMN environment TEXT;
  `,
};
