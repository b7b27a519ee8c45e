import type { Migration } from './migration.ts';

/** Environments, what they hold, and which version of a flow runs in them; `live` keeps its pointer in `flows`. */
export const environments: Migration = {
  version: 16,
  sql: `
    CREATE TABLE environments (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL) STRICT;
    INSERT INTO environments (name, created_at) VALUES ('live', 0);
    CREATE TABLE bindings (name TEXT PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL) STRICT;
    CREATE TABLE binding_values (
      binding TEXT NOT NULL REFERENCES bindings (name) ON DELETE CASCADE,
      environment TEXT NOT NULL REFERENCES environments (name) ON DELETE CASCADE,
      -- Of a secret encrypted.
      value TEXT NOT NULL,
      set_at INTEGER NOT NULL,
      PRIMARY KEY (binding, environment)
    ) STRICT;
    CREATE TABLE runs (
      flow TEXT NOT NULL,
      environment TEXT NOT NULL REFERENCES environments (name),
      version INTEGER NOT NULL,
      PRIMARY KEY (flow, environment)
    ) STRICT;
    -- Null for live.
    ALTER TABLE effects ADD COLUMN environment TEXT;
  `,
};
