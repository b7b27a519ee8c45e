import type { Migration } from './migration.ts';

/** The first tables. Published versions and turns are only ever added to; triggers hold that for versions. */
export const initial: Migration = {
  version: 1,
  sql: `
    CREATE TABLE flows (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      document TEXT NOT NULL,
      revision INTEGER NOT NULL,
      live INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    -- No reference to flows: calls pinned to a version of a removed flow still run to their end.
    CREATE TABLE versions (
      flow TEXT NOT NULL,
      version INTEGER NOT NULL,
      document TEXT NOT NULL,
      note TEXT NOT NULL,
      published_at INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      retired INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (flow, version)
    ) STRICT;
    CREATE TRIGGER versions_stay BEFORE DELETE ON versions
      BEGIN SELECT RAISE(ABORT, 'a published version cannot be deleted'); END;
    CREATE TRIGGER versions_immutable
      BEFORE UPDATE OF flow, version, document, note, published_at, revision ON versions
      BEGIN SELECT RAISE(ABORT, 'a published version cannot be changed'); END;

    -- Turns refer to calls by small numbers that count up: their index then grows at its end instead of anywhere.
    CREATE TABLE calls (
      id INTEGER PRIMARY KEY,
      sid TEXT NOT NULL UNIQUE,
      channel TEXT NOT NULL,
      flow TEXT NOT NULL,
      version INTEGER NOT NULL,
      caller TEXT NOT NULL,
      called TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      -- What Twilio reported as the call's end; null until it did.
      outcome TEXT
    ) STRICT;
    CREATE INDEX calls_by_time ON calls (started_at);
    CREATE INDEX calls_by_flow ON calls (flow, started_at);

    CREATE TABLE turns (
      call INTEGER NOT NULL REFERENCES calls (id),
      turn INTEGER NOT NULL,
      key TEXT NOT NULL,
      at INTEGER NOT NULL,
      took REAL NOT NULL,
      -- Of the first turn all; of a later one what differs from the first, null for what is absent.
      parameters TEXT NOT NULL,
      answer TEXT NOT NULL,
      -- Without its call parameters, which rarely change: the origin of the latest turn that has one counts.
      session TEXT NOT NULL,
      origin TEXT,
      log TEXT NOT NULL,
      failure TEXT,
      ended INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX turns_by_call ON turns (call, turn);

    CREATE TABLE callbacks (
      sid TEXT NOT NULL,
      key TEXT NOT NULL,
      kind TEXT NOT NULL,
      block TEXT,
      at INTEGER NOT NULL,
      parameters TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX callbacks_by_call ON callbacks (sid, key);

    CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE cookies (hash TEXT PRIMARY KEY, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT;

    CREATE TABLE numbers (
      sid TEXT PRIMARY KEY,
      phone_number TEXT NOT NULL,
      flow TEXT NOT NULL,
      at INTEGER NOT NULL,
      former TEXT NOT NULL
    ) STRICT;
  `,
};
