import type { Migration } from './migration.ts';

/** What calls had done outside of their flows, such as messages sent: written before it is begun, settled after. */
export const effects: Migration = {
  version: 10,
  sql: `
    CREATE TABLE effects (
      id TEXT PRIMARY KEY,
      sid TEXT NOT NULL,
      block TEXT NOT NULL,
      visit TEXT NOT NULL,
      flow TEXT NOT NULL,
      kind TEXT NOT NULL,
      target TEXT NOT NULL,
      effect TEXT NOT NULL,
      at INTEGER NOT NULL,
      -- Null while it is under way, or where the process ended meanwhile.
      outcome TEXT,
      refused INTEGER NOT NULL DEFAULT 0,
      reference TEXT
    ) STRICT;
    CREATE UNIQUE INDEX effects_by_place ON effects (sid, block, visit);
    CREATE INDEX effects_by_target ON effects (kind, target, at);
    CREATE INDEX effects_by_flow ON effects (kind, flow, at);
    CREATE INDEX effects_by_reference ON effects (reference) WHERE reference IS NOT NULL;
  `,
};
