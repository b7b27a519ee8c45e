import type { Migration } from './migration.ts';

/** What a message has done is found by the message: when it comes again it may belong to another conversation. */
export const effectsOfMessages: Migration = {
  version: 15,
  sql: 'CREATE INDEX effects_by_visit ON effects (flow, block, visit);',
};
