import type { Migration } from './migration.ts';

/** A turn keeps its request as the form it was, not as JSON of what differs from the call's first one. */
export const forms: Migration = {
  version: 2,
  sql: `
    UPDATE turns SET parameters = (
      SELECT json_patch(f.parameters, turns.parameters) FROM turns f
      WHERE f.call = turns.call AND f.turn = (SELECT min(turn) FROM turns m WHERE m.call = turns.call)
    )
    WHERE turn > (SELECT min(turn) FROM turns m WHERE m.call = turns.call);

    UPDATE turns SET parameters = coalesce((
      SELECT group_concat(
        replace(replace(replace(replace(key, '%', '%25'), '&', '%26'), '+', '%2B'), '=', '%3D') || '=' ||
        replace(replace(replace(value, '%', '%25'), '&', '%26'), '+', '%2B'), '&')
      FROM json_each(parameters)), '');

    ALTER TABLE turns RENAME COLUMN parameters TO form;
  `,
};
