import type { Migration } from './migration.ts';

/** Turns may answer what Twilio asks for beside a call: they name the block and exit that led there. */
export const asides: Migration = {
  version: 4,
  sql: 'ALTER TABLE turns ADD COLUMN aside TEXT;',
};
