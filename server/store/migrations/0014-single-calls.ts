import type { Migration } from './migration.ts';

/** Nobody has to go through calls by themselves, or lists that were called, to find those that are still to call somebody. */
export const singleCalls: Migration = {
  version: 14,
  sql: `
    UPDATE outgoing_lists SET status = 'done' WHERE kind = 'call';
    CREATE INDEX outgoing_counts_planned ON outgoing_counts (list) WHERE state = 'planned' AND calls > 0;
  `,
};
