import type { Migration } from './migration.ts';

/** Browser phones are known by name: flows are offered them, and calls of others are refused. */
export const phones: Migration = {
  version: 12,
  sql: `
    CREATE TABLE phones (
      identity TEXT NOT NULL PRIMARY KEY,
      last_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
