import type { DeletedRecordings } from '../../shared/api/recordings.ts';
import type { ApiClient } from './api-client.ts';
import type { Outcome } from './command.ts';

/** Twilio deletes them one by one. */
const AT_ONCE = 20;

/** Has recordings deleted, some at a time, by the route that a command asks; exit code 1 where one could not be. */
export async function deleteRecordings(api: ApiClient, path: string, sids: readonly string[]): Promise<Outcome> {
  const results: DeletedRecordings['results'][number][] = [];
  for (let at = 0; at < sids.length; at += AT_ONCE) {
    const body = { sids: sids.slice(at, at + AT_ONCE) };
    results.push(...(await api<DeletedRecordings>('POST', path, { body })).results);
  }
  const failed = results.filter(({ deleted }) => !deleted);
  const text = results
    .filter(({ deleted }) => deleted)
    .map(({ sid, already }) => `${sid} ${already ? 'was gone already' : 'deleted'}\n`)
    .join('');
  return {
    code: failed.length === 0 ? 0 : 1,
    text,
    json: { ok: failed.length === 0, results },
    ...(failed.length > 0 && { remarks: failed.map(({ sid, error }) => `${sid}: ${error?.message}\n`).join('') }),
  };
}
