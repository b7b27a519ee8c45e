import type { Migration } from './migration.ts';

/** Calls are numbered as they come in, so their own order is that of time: an index of it was written for nothing. */
export const oneIndexLess: Migration = {
  version: 3,
  sql: 'DROP INDEX calls_by_time;',
};
