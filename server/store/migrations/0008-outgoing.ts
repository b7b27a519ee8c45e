import type { Migration } from './migration.ts';

/** Outgoing calls: every one belongs to a list, a call by itself to one of its own. */
export const outgoing: Migration = {
  version: 8,
  sql: `
    CREATE TABLE outgoing_lists (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      -- 'list', or 'call' for one call by itself.
      kind TEXT NOT NULL,
      -- Idempotency key, and a hash of the request that came with it.
      key TEXT,
      request TEXT,
      name TEXT NOT NULL,
      flow TEXT NOT NULL,
      version INTEGER NOT NULL,
      caller TEXT NOT NULL,
      settings TEXT NOT NULL,
      -- 'loading' until all its rows are stored.
      status TEXT NOT NULL,
      reason TEXT,
      bad INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      done_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX outgoing_lists_by_key ON outgoing_lists (key) WHERE key IS NOT NULL;
    CREATE INDEX outgoing_lists_by_kind ON outgoing_lists (kind, seq);
    CREATE INDEX outgoing_lists_by_status ON outgoing_lists (status) WHERE status IN ('loading', 'running');

    CREATE TABLE outgoing_items (
      seq INTEGER PRIMARY KEY,
      -- Unguessable: it is part of the call's webhooks.
      id TEXT NOT NULL UNIQUE,
      list INTEGER NOT NULL REFERENCES outgoing_lists (seq),
      line INTEGER,
      called TEXT NOT NULL,
      variables TEXT NOT NULL,
      state TEXT NOT NULL,
      -- How often Twilio was asked to place it.
      attempts INTEGER NOT NULL DEFAULT 0,
      call_sid TEXT,
      -- The intent; durable before Twilio is asked.
      called_at INTEGER,
      -- Since when it cannot be told whether Twilio placed it.
      uncertain_at INTEGER,
      -- When to look at Twilio for news of it.
      check_at INTEGER,
      answered_at INTEGER,
      ended_at INTEGER,
      duration INTEGER,
      answered_by TEXT,
      price TEXT,
      price_unit TEXT,
      error_code INTEGER,
      reason TEXT
    ) STRICT;
    CREATE INDEX outgoing_items_by_state ON outgoing_items (list, state, seq);
    CREATE INDEX outgoing_items_to_check ON outgoing_items (check_at) WHERE check_at IS NOT NULL;
    CREATE INDEX outgoing_items_by_time ON outgoing_items (called_at) WHERE called_at IS NOT NULL;
    CREATE INDEX outgoing_items_by_call ON outgoing_items (call_sid) WHERE call_sid IS NOT NULL;

    -- Progress is read often and must not be counted each time.
    CREATE TABLE outgoing_counts (
      list INTEGER NOT NULL,
      state TEXT NOT NULL,
      calls INTEGER NOT NULL,
      PRIMARY KEY (list, state)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER outgoing_items_added AFTER INSERT ON outgoing_items BEGIN
      INSERT INTO outgoing_counts (list, state, calls) VALUES (new.list, new.state, 1)
        ON CONFLICT (list, state) DO UPDATE SET calls = calls + 1;
    END;
    CREATE TRIGGER outgoing_items_moved AFTER UPDATE OF state ON outgoing_items WHEN old.state <> new.state BEGIN
      UPDATE outgoing_counts SET calls = calls - 1 WHERE list = old.list AND state = old.state;
      INSERT INTO outgoing_counts (list, state, calls) VALUES (new.list, new.state, 1)
        ON CONFLICT (list, state) DO UPDATE SET calls = calls + 1;
    END;
    CREATE TRIGGER outgoing_items_removed AFTER DELETE ON outgoing_items BEGIN
      UPDATE outgoing_counts SET calls = calls - 1 WHERE list = old.list AND state = old.state;
    END;

    -- Intents by day in UTC (days since 1970): the daily cap is held against them.
    CREATE TABLE outgoing_days (day INTEGER PRIMARY KEY, calls INTEGER NOT NULL) STRICT;
  `,
};
