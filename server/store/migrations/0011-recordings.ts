import type { Migration } from './migration.ts';

/** Recordings that were deleted, or are to be: noted before Twilio is asked, so that nothing is left half done. */
export const recordings: Migration = {
  version: 11,
  sql: `
    CREATE TABLE recording_deletions (
      sid TEXT PRIMARY KEY,
      account TEXT NOT NULL,
      call TEXT,
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      -- When it is tried next; null once it is gone.
      next_at INTEGER,
      done_at INTEGER,
      attempts INTEGER NOT NULL DEFAULT 0,
      trouble TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX recording_deletions_due ON recording_deletions (next_at) WHERE next_at IS NOT NULL;
  `,
};
