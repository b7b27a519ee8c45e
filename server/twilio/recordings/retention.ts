import type { Logger } from 'pino';
import type { Twilio } from 'twilio';
import { z } from 'zod';
import {
  type NewRetention,
  newRetentionSchema,
  type RetentionPreview,
  type RetentionView,
} from '../../../shared/api/recordings.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { Deletion, RecordingStore } from '../../store/recordings.ts';
import type { SettingsStore } from '../../store/store.ts';
import { carryOut, concernsAll, isRefused } from './deletion.ts';
import { type Found, madeAt, readPage } from './listing.ts';

/** Deletes recordings that are old enough, day by day, in small steps that a restart goes on with. */
export interface Retention {
  view(): Promise<RetentionView>;
  /** Takes effect at once: what was to be deleted under the former setting no longer is. */
  set(wanted: NewRetention): Promise<RetentionView>;
  /** What this setting would delete at once. @throws ApiFailure 409 or 502 */
  preview(wanted: { readonly days: number; readonly scope: NewRetention['scope'] }): Promise<RetentionPreview>;
  /** Does one small piece of what is due. @returns whether more is due now; never rejects */
  step(): Promise<'more' | 'done'>;
}

export interface RetentionDeps {
  readonly client: () => Promise<Twilio>;
  /** Account of the credentials set now. */
  readonly account: () => string | null;
  readonly recordings: RecordingStore;
  readonly settings: SettingsStore;
  readonly now: () => number;
  readonly log: Logger;
}

const DAY_MS = 24 * 3_600_000;
const PAGE = 200;
const PREVIEW_PAGE = 1000;
const PREVIEW_PAGES = 10;
/** Recordings deleted in one step. */
const STEP = 10;
/** Minutes until the next try, by the number of tries before. */
const PATIENCE_MIN = [10, 30, 120, 360, 1440];

const RULE = 'recordings.retention';
const WALK = 'recordings.retention.walk';
const OFF: NewRetention = { days: null, scope: 'flows' };

/** How far the account's recordings have been looked through. */
const walkSchema = z.object({
  account: z.string(),
  /** When the latest look began; the next begins a day later. */
  startedAt: z.number(),
  /** What was made before this time is looked at. */
  before: z.number(),
  /** Where the look under way goes on; null at its beginning. */
  cursor: z.string().nullable(),
  finishedAt: z.number().nullable(),
  /** All that was made before this time has been looked at by earlier ones. */
  clearedBefore: z.number().nullable(),
});
type Walk = z.infer<typeof walkSchema>;

export function createRetention(deps: RetentionDeps): Retention {
  const { client, account, recordings, settings, now, log } = deps;
  let quietUntil = 0;
  /** Why the latest step failed; a start of the server tries again at once. */
  let standing: { readonly account: string; readonly trouble: string } | undefined;
  /** Counts settings: what was begun under a former one is not carried on. */
  let setting = 0;

  const rule = async (): Promise<NewRetention> => {
    const kept = await settings.get(RULE);
    return kept === undefined ? OFF : newRetentionSchema.parse(JSON.parse(kept));
  };
  const walk = async (): Promise<Walk | undefined> => {
    const kept = await settings.get(WALK);
    return kept === undefined ? undefined : walkSchema.parse(JSON.parse(kept));
  };
  const keepWalk = (next: Walk) => settings.set(WALK, JSON.stringify(next));

  async function view(): Promise<RetentionView> {
    const [{ days, scope }, last] = await Promise.all([rule(), walk()]);
    const of = account() ?? '';
    const tally = await recordings.tally(of);
    const trouble = standing?.account === of ? standing.trouble : tally.trouble;
    return { days, scope, lookedAt: last?.finishedAt ?? null, ...tally, trouble };
  }

  /** One page of the look under way; all of it is noted before anything is deleted. */
  async function look(twilio: Twilio, { scope }: NewRetention, under: Walk): Promise<void> {
    const { before, cursor, clearedBefore } = under;
    const mine = setting;
    const wanted = { scope, to: before, from: clearedBefore ?? undefined };
    const reading = readPage(twilio, recordings, wanted, { size: PAGE, cursor: cursor ?? undefined });
    const page = await reading.catch(async (error) => {
      // What Twilio does not take today it will not take later: links to next pages end some time.
      if (setting === mine && cursor !== null && isRefused(error)) await keepWalk({ ...under, cursor: null });
      throw error;
    });
    const at = now();
    if (setting !== mine) return;
    await recordings.intend(page.found.map((found) => wishOf(found, under.account, at)));
    if (setting !== mine) return;
    if (page.next !== undefined) return keepWalk({ ...under, cursor: page.next });
    await keepWalk({ ...under, cursor: null, finishedAt: at, clearedBefore: before });
    const { waiting } = await recordings.tally(under.account);
    log.info(
      { before: new Date(before).toISOString(), waiting },
      'Looked for recordings that are old enough to delete.',
    );
  }

  async function remove(twilio: Twilio, deletion: Deletion): Promise<void> {
    const { sid, reason, attempts } = deletion;
    // Meanwhile it may have been withdrawn, or somebody else was faster.
    if ((await recordings.deletion(sid))?.doneAt !== null) return;
    try {
      const became = await carryOut(deps, twilio, { ...deletion, next: now() });
      if (became === 'withdrawn') log.info({ sid }, 'A recording was not deleted: the setting was changed.');
      else log.info({ sid, reason, already: became === 'already' }, 'A recording was deleted.');
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      const minutes = PATIENCE_MIN[Math.min(attempts, PATIENCE_MIN.length - 1)] ?? 10;
      await recordings.postpone(sid, trouble, now() + minutes * 60_000);
      log.warn({ sid, trouble }, `A recording could not be deleted; tried again in ${minutes} minutes.`);
      if (concernsAll(error)) throw error;
    }
  }

  async function work(of: string): Promise<'more' | 'done'> {
    const wanted = await rule();
    const under = dueWalk(wanted, await walk(), of, now());
    const due = under ? [] : await recordings.due(of, now(), STEP);
    if (!under && due.length === 0) return 'done';
    const twilio = await client();
    if (under) await look(twilio, wanted, under);
    for (const deletion of due) await remove(twilio, deletion);
    return 'more';
  }

  return {
    view,
    async set(wanted) {
      setting++;
      await recordings.withdrawAll('retention');
      await settings.set(RULE, JSON.stringify(wanted));
      await settings.remove(WALK);
      quietUntil = 0;
      standing = undefined;
      log.info({ days: wanted.days, scope: wanted.scope }, 'When recordings are deleted was set.');
      return view();
    },
    preview: ({ days, scope }) => previewOf(deps, { scope, to: now() - days * DAY_MS }),
    async step() {
      const of = account();
      if (of === null || now() < quietUntil) return 'done';
      try {
        const due = await work(of);
        standing = undefined;
        return due;
      } catch (error) {
        quietUntil = now() + (PATIENCE_MIN[0] ?? 10) * 60_000;
        const trouble = error instanceof Error ? error.message : String(error);
        standing = { account: of, trouble };
        if (!(error instanceof ApiFailure)) log.error({ err: error }, 'Deleting old recordings failed.');
        else if (error.code !== 'no-credentials') log.warn({ trouble }, 'Deleting old recordings has to wait.');
        return 'done';
      }
    },
  };
}

/** The look under way, or the day's next one where it is time; undefined where there is nothing to look for. */
function dueWalk({ days }: NewRetention, last: Walk | undefined, account: string, now: number): Walk | undefined {
  if (days === null) return undefined;
  const known = last?.account === account ? last : undefined;
  if (known && known.finishedAt === null) return known;
  if (known && now < known.startedAt + DAY_MS) return undefined;
  const clearedBefore = known?.clearedBefore ?? null;
  return { account, startedAt: now, before: now - days * DAY_MS, cursor: null, finishedAt: null, clearedBefore };
}

function wishOf({ recording }: Found, account: string, at: number) {
  return { account, sid: recording.sid, call: recording.callSid ?? null, reason: 'retention' as const, at, next: at };
}

async function previewOf(
  { client, recordings }: RetentionDeps,
  wanted: { readonly scope: NewRetention['scope']; readonly to: number },
): Promise<RetentionPreview> {
  const twilio = await client();
  let preview: RetentionPreview = { count: 0, seconds: 0, oldest: null, others: 0, complete: false };
  let cursor: string | undefined;
  for (let pages = 0; pages < PREVIEW_PAGES; pages++) {
    const page = await readPage(twilio, recordings, wanted, { size: PREVIEW_PAGE, cursor });
    const seconds = page.found.reduce((sum, { recording }) => sum + Math.max(0, Number(recording.duration) || 0), 0);
    preview = {
      count: preview.count + page.found.length,
      seconds: preview.seconds + seconds,
      oldest: oldestOf(page.found) ?? preview.oldest,
      others: preview.others + page.others,
      complete: page.next === undefined,
    };
    cursor = page.next;
    if (cursor === undefined) break;
  }
  return preview;
}

function oldestOf(found: readonly Found[]): number | undefined {
  const last = found.at(-1);
  return last && madeAt(last.recording);
}
