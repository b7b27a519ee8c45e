import type { Migration } from './migration.ts';

/**
 * Calls are found by a table that is filled in bulk, later. An index on the sids themselves, which are random, took in each new
 * call on a page of its own, and every commit wrote those pages.
 */
export const callSids: Migration = {
  version: 6,
  sql: `
    CREATE TABLE new_calls (
      id INTEGER PRIMARY KEY,
      sid TEXT NOT NULL,
      channel TEXT NOT NULL,
      flow TEXT NOT NULL,
      version INTEGER NOT NULL,
      caller TEXT NOT NULL,
      called TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      -- What Twilio reported as the call's end; null until it did.
      outcome TEXT
    ) STRICT;
    INSERT INTO new_calls (id, sid, channel, flow, version, caller, called, started_at, outcome)
      SELECT id, sid, channel, flow, version, caller, called, started_at, outcome FROM calls;

    CREATE TABLE call_sids (sid TEXT PRIMARY KEY, call INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO call_sids (sid, call) SELECT sid, id FROM calls ORDER BY sid;

    -- Every call up to this one is in call_sids.
    CREATE TABLE call_sids_upto (call INTEGER NOT NULL) STRICT;
    INSERT INTO call_sids_upto (call) SELECT coalesce(max(id), 0) FROM calls;

    DROP TABLE calls;
    ALTER TABLE new_calls RENAME TO calls;
    CREATE INDEX calls_by_flow ON calls (flow, started_at);
  `,
};
