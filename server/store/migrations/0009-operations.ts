import type { Migration } from './migration.ts';

/** The journal of what is done to numbers, and the numbers bought. */
export const operations: Migration = {
  version: 9,
  sql: `
    CREATE TABLE operations (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      account TEXT NOT NULL,
      flow TEXT,
      at INTEGER NOT NULL,
      ended_at INTEGER,
      state TEXT NOT NULL,
      direction TEXT NOT NULL,
      error TEXT
    ) STRICT;
    CREATE INDEX operations_by_time ON operations (state, at);

    CREATE TABLE operation_steps (
      operation TEXT NOT NULL REFERENCES operations (id),
      position INTEGER NOT NULL,
      number TEXT NOT NULL,
      -- What is there, what is wanted, and what is remembered then: JSON.
      plan TEXT NOT NULL,
      state TEXT NOT NULL,
      message TEXT,
      PRIMARY KEY (operation, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE purchases (
      id TEXT PRIMARY KEY,
      phone_number TEXT NOT NULL,
      country TEXT NOT NULL,
      type TEXT NOT NULL,
      price TEXT NOT NULL,
      at INTEGER NOT NULL,
      state TEXT NOT NULL,
      number TEXT,
      message TEXT
    ) STRICT;
    CREATE INDEX purchases_by_number ON purchases (phone_number, at);
  `,
};
