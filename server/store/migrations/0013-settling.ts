import type { Migration } from './migration.ts';

/** When Twilio was asked to change a number and for what, until it is known what came of it; and whose purchases are. */
export const settling: Migration = {
  version: 13,
  sql: `
    ALTER TABLE operation_steps ADD COLUMN sent_to TEXT;
    ALTER TABLE operation_steps ADD COLUMN sent_at INTEGER;
    UPDATE operation_steps SET sent_to = 'wanted', sent_at = (SELECT at FROM operations WHERE id = operation)
      WHERE state = 'sent';
    -- Null where an earlier version did not keep it.
    ALTER TABLE purchases ADD COLUMN account TEXT;
  `,
};
