import type { Migration } from './migration.ts';

/** Messages find the conversation they belong to: by who writes to whom, and one that comes again by its own sid. */
export const conversations: Migration = {
  version: 5,
  sql: `
    -- The conversation that waits, or waited last, for a message of these two.
    CREATE TABLE conversations (
      flow TEXT NOT NULL,
      sender TEXT NOT NULL,
      receiver TEXT NOT NULL,
      call INTEGER NOT NULL REFERENCES calls (id),
      PRIMARY KEY (flow, sender, receiver)
    ) STRICT, WITHOUT ROWID;

    -- Which turn answered a message, and which flow was asked; the ids say in which order.
    CREATE TABLE messages (
      id INTEGER PRIMARY KEY,
      sid TEXT NOT NULL,
      call INTEGER NOT NULL REFERENCES calls (id),
      turn INTEGER NOT NULL,
      flow TEXT NOT NULL
    ) STRICT;
    CREATE INDEX messages_by_sid ON messages (sid);
    INSERT INTO messages (sid, call, turn, flow)
      SELECT c.sid, c.id, t.turn, c.flow FROM calls c JOIN turns t ON t.call = c.id WHERE c.channel = 'messaging';
  `,
};
