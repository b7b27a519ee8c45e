import { createWriteStream } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { API_BASE } from '../../shared/api/base.ts';
import { type RecordingListView, type RecordingView, recordingSidSchema } from '../../shared/api/recordings.ts';
import { type ApiClient, refusal } from './api-client.ts';
import { type Command, type CommandArgs, CommandFailure, type Io, type Outcome, UsageError } from './command.ts';
import { deleteRecordings } from './delete-recordings.ts';
import { runningServer } from './server-option.ts';

/** `patchcord recordings [list|download|delete]` */
export const recordings: Command = {
  name: 'recordings',
  usage:
    '[list | download SID… | delete SID…] [--flow ID] [--call SID] [--since DAY] [--until DAY] [--limit N] [--wav] [--to FOLDER]',
  about: "Lists, saves or deletes the account's recordings, through a running server.",
  options: {
    flow: { type: 'string' },
    call: { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    limit: { type: 'string' },
    wav: { type: 'boolean' },
    to: { type: 'string' },
    server: { type: 'string' },
    token: { type: 'string' },
  },
  help: [
    '--flow ID         Only recordings that this flow made.',
    '--call SID        Only recordings of this call (CA…).',
    '--since DAY       Only those made on this day (2026-11-27, UTC) or later.',
    '--until DAY       Only those made on this day or before.',
    '--limit N         At most so many, latest first; 50 if absent.',
    '--wav             Save WAV files instead of MP3.',
    '--to FOLDER       Where files are saved; here if absent. Files that are there are replaced.',
    '--server URL      The running server; http://localhost:3000 (or PORT) if absent.',
    '--token T         Its PATCHCORD_TOKEN; read from the environment if absent.',
  ],
  async run(args, io) {
    const [what = 'list', ...sids] = args.files;
    const act = ACTS[what];
    if (!act) throw new UsageError(`recordings can list, download or delete; "${what}" was given.`);
    return act({ args, io, ...runningServer(args, io), sids: checked(what, sids) });
  },
};

interface Asked {
  readonly args: CommandArgs;
  readonly io: Io;
  readonly server: string;
  readonly token: string;
  readonly api: ApiClient;
  readonly sids: readonly string[];
}

const ACTS: Readonly<Record<string, (asked: Asked) => Promise<Outcome>>> = {
  list,
  download,
  delete: ({ api, sids }) => deleteRecordings(api, '/recordings/delete', sids),
};
const PAGE = 100;

function checked(what: string, sids: readonly string[]): readonly string[] {
  if (what === 'list') {
    if (sids.length > 0) throw new UsageError(`list takes no SID; "${sids[0]}" was given. Use --call or --flow.`);
    return sids;
  }
  if (sids.length === 0)
    throw new UsageError(`Name the recordings to ${what}: RE… as "patchcord recordings" lists them.`);
  for (const sid of sids) {
    const judged = recordingSidSchema.safeParse(sid);
    if (!judged.success) throw new UsageError(`"${sid}" is no recording. ${judged.error.issues[0]?.message}`);
  }
  return sids;
}

async function list({ args, api }: Asked): Promise<Outcome> {
  const limit = limitOf(args.option('limit'));
  const filter = new URLSearchParams({ limit: String(Math.min(limit, PAGE)) });
  for (const [name, value] of [
    ['flow', args.option('flow')],
    ['call', args.option('call')],
    ['from', dayOf('--since', args.option('since'), 0)],
    ['to', dayOf('--until', args.option('until'), 1)],
  ] as const) {
    if (value !== undefined) filter.set(name, value);
  }
  const found: RecordingView[] = [];
  for (let cursor: string | null = ''; cursor !== null && found.length < limit; ) {
    if (cursor !== '') filter.set('cursor', cursor);
    const page: RecordingListView = await api<RecordingListView>('GET', `/recordings?${filter}`);
    found.push(...page.recordings);
    cursor = page.next;
  }
  const shown = found.slice(0, limit);
  const text = shown.length === 0 ? 'No recordings.\n' : shown.map(line).join('');
  return { code: 0, text, json: { recordings: shown } };
}

function line({ sid, startedAt, duration, origin, status, transcription }: RecordingView): string {
  const when = new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ');
  const length = status === 'completed' ? `${duration ?? 0} s` : status;
  const made = origin
    ? `${origin.flow}${origin.block === null ? '' : `/${origin.block}`} from ${origin.from}`
    : 'not by a flow here';
  const said = transcription?.text ? `  "${transcription.text.replace(/\s+/g, ' ').slice(0, 80)}"` : '';
  return `${sid}  ${when}  ${length.padStart(7)}  ${made}${said}\n`;
}

async function download({ args, io, server, token, sids }: Asked): Promise<Outcome> {
  const format = args.given.some(({ name }) => name === 'wav') ? 'wav' : 'mp3';
  const folder = (args.option('to') ?? '.').replace(/\/+$/, '') || '/';
  const files: { sid: string; file: string }[] = [];
  for (const sid of sids) {
    const file = `${folder}/${sid}.${format}`;
    const url = `${server}${API_BASE}/recordings/${sid}/media?format=${format}&download=true`;
    const answer = await io.fetch(url, { headers: { authorization: `Bearer ${token}` } }).catch(() => undefined);
    if (!answer) throw new CommandFailure('no-server', `Nothing answers at ${server}.`, { files });
    if (!answer.ok || !answer.body) {
      const failure = refusal(server, answer.status, await answer.json().catch(() => undefined));
      throw new CommandFailure(failure.code, `${sid}: ${failure.message}`, { files });
    }
    await save(answer.body as ReadableStream, file);
    files.push({ sid, file });
  }
  return { code: 0, text: files.map(({ file }) => `${file}\n`).join(''), json: { ok: true, files } };
}

/** A file that is there is replaced once the new one is whole; half a file is taken away again. */
async function save(body: ReadableStream, file: string): Promise<void> {
  // Another download of the same recording may be under way.
  const part = `${file}.${process.pid}.part`;
  try {
    await pipeline(Readable.fromWeb(body), createWriteStream(part));
    await rename(part, file);
  } catch (error) {
    await unlink(part).catch(() => {});
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure('not-saved', `${file} could not be saved: ${why}.`);
  }
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return 50;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`--limit is "${text}"; expected a number of recordings.`);
  return Number(text);
}

/** Milliseconds of a day's beginning, or of its end. */
function dayOf(option: string, text: string | undefined, after: 0 | 1): string | undefined {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at)) throw new UsageError(`${option} is "${text}"; expected a day such as 2026-11-27.`);
  return String(at + after * 24 * 3_600_000);
}
