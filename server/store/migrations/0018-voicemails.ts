import type { Migration } from './migration.ts';

/** Messages that callers left, and whom to tell of them. */
export const voicemails: Migration = {
  version: 18,
  sql: `
    CREATE TABLE voicemails (
      recording TEXT PRIMARY KEY,
      url TEXT NOT NULL,
      call TEXT NOT NULL,
      flow TEXT NOT NULL,
      -- Null for live.
      environment TEXT,
      block TEXT NOT NULL,
      visit TEXT NOT NULL,
      box TEXT NOT NULL,
      caller TEXT NOT NULL,
      called TEXT NOT NULL,
      at INTEGER NOT NULL,
      seconds INTEGER NOT NULL,
      heard_at INTEGER,
      -- What became of the sound: null until Twilio told, then completed or absent; gone once it was found deleted.
      sound TEXT,
      transcribed INTEGER NOT NULL,
      -- What was said, once Twilio told: null while it may come.
      written TEXT,
      notice TEXT,
      -- When somebody is told at the latest, whatever is still missing; null once they were, or nobody is.
      tell_by INTEGER,
      told TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX voicemails_by_time ON voicemails (at);
    CREATE INDEX voicemails_new ON voicemails (at) WHERE heard_at IS NULL;
    CREATE INDEX voicemails_to_tell ON voicemails (tell_by) WHERE tell_by IS NOT NULL;
  `,
};
