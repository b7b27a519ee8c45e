import type { Migration } from './migration.ts';

/** Numbers are wired by channel, and what was set is kept, so that changes made elsewhere can be told. */
export const wirings: Migration = {
  version: 7,
  sql: `
    CREATE TABLE wirings (
      number TEXT NOT NULL,
      channel TEXT NOT NULL,
      phone_number TEXT NOT NULL,
      flow TEXT NOT NULL,
      at INTEGER NOT NULL,
      former TEXT NOT NULL,
      -- What was set; null for what was set before this table was.
      wanted TEXT,
      PRIMARY KEY (number, channel)
    ) STRICT;
    INSERT INTO wirings (number, channel, phone_number, flow, at, former)
      SELECT sid, 'voice', phone_number, flow, at, former FROM numbers;
    DROP TABLE numbers;
  `,
};
