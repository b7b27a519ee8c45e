import { recordingSidSchema } from '../../shared/api/recordings.ts';
import type { MarkedVoicemails, VoicemailListView, VoicemailView } from '../../shared/api/voicemails.ts';
import type { ApiClient } from './api-client.ts';
import { type Command, type CommandArgs, type Outcome, UsageError } from './command.ts';
import { deleteRecordings } from './delete-recordings.ts';
import { runningServer } from './server-option.ts';

/** `patchcord voicemail [list|heard|new|delete]` */
export const voicemail: Command = {
  name: 'voicemail',
  usage:
    '[list | heard SID… | new SID… | delete SID…] [--box NAME] [--flow ID] [--unheard] [--search TEXT] [--limit N]',
  about: 'Lists messages that callers left, marks them as heard or new, or deletes them, through a running server.',
  options: {
    box: { type: 'string' },
    flow: { type: 'string' },
    unheard: { type: 'boolean' },
    search: { type: 'string' },
    limit: { type: 'string' },
    server: { type: 'string' },
    token: { type: 'string' },
  },
  help: [
    '--box NAME        Only messages of this mailbox; "" for those without one.',
    '--flow ID         Only messages that callers of this flow left.',
    '--unheard         Only those that are new.',
    '--search TEXT     Only those in which this was said, or from a number with these digits.',
    '--limit N         At most so many, latest first; 50 if absent.',
    '--server URL      The running server; http://localhost:3000 (or PORT) if absent.',
    '--token T         Its PATCHCORD_TOKEN; read from the environment if absent.',
    '',
    'Messages are saved with "patchcord recordings download": the SID is that of the recording.',
  ],
  async run(args, io) {
    const [what = 'list', ...sids] = args.files;
    const act = ACTS[what];
    if (!act) throw new UsageError(`voicemail can list, mark as heard or new, or delete; "${what}" was given.`);
    return act({ args, api: runningServer(args, io).api, sids: checked(what, sids) });
  },
};

interface Asked {
  readonly args: CommandArgs;
  readonly api: ApiClient;
  readonly sids: readonly string[];
}

const ACTS: Readonly<Record<string, (asked: Asked) => Promise<Outcome>>> = {
  list,
  heard: (asked) => mark(asked, true),
  new: (asked) => mark(asked, false),
  delete: ({ api, sids }) => deleteRecordings(api, '/voicemails/delete', sids),
};
const PAGE = 100;
const MARKED_AT_ONCE = 100;

function checked(what: string, sids: readonly string[]): readonly string[] {
  if (what === 'list') {
    if (sids.length > 0) throw new UsageError(`list takes no SID; "${sids[0]}" was given. Use --box or --search.`);
    return sids;
  }
  if (sids.length === 0) throw new UsageError(`Name the messages: RE… as "patchcord voicemail" lists them.`);
  for (const sid of sids) {
    const judged = recordingSidSchema.safeParse(sid);
    if (!judged.success) throw new UsageError(`"${sid}" is no message. ${judged.error.issues[0]?.message}`);
  }
  return [...new Set(sids)];
}

async function list({ args, api }: Asked): Promise<Outcome> {
  const limit = limitOf(args.option('limit'));
  const filter = new URLSearchParams({ limit: String(Math.min(limit, PAGE)) });
  for (const name of ['box', 'flow', 'search']) {
    const value = args.option(name);
    if (value !== undefined) filter.set(name, value);
  }
  if (args.given.some(({ name }) => name === 'unheard')) filter.set('state', 'new');
  const found: VoicemailView[] = [];
  let unread = 0;
  for (let cursor: string | null = ''; cursor !== null && found.length < limit; ) {
    if (cursor !== '') filter.set('cursor', cursor);
    const page: VoicemailListView = await api<VoicemailListView>('GET', `/voicemails?${filter}`);
    found.push(...page.voicemails);
    unread = page.unread;
    cursor = page.next;
  }
  const shown = found.slice(0, limit);
  const text = shown.length === 0 ? 'No messages.\n' : shown.map(line).join('');
  return { code: 0, text, json: { voicemails: shown, unread } };
}

function line({ sid, at, duration, heardAt, from, box, transcription, sound }: VoicemailView): string {
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const state = sound === 'gone' || sound === 'absent' ? sound : heardAt === null ? 'new' : 'heard';
  const where = box === '' ? '' : `  ${box}`;
  const said = transcription?.text ? `  "${transcription.text.replace(/\s+/g, ' ').slice(0, 80)}"` : '';
  return `${sid}  ${when}  ${state.padEnd(6)}  ${`${duration} s`.padStart(6)}  ${from || 'hidden number'}${where}${said}\n`;
}

async function mark({ api, sids }: Asked, heard: boolean): Promise<Outcome> {
  let marked = 0;
  let unread = 0;
  for (let at = 0; at < sids.length; at += MARKED_AT_ONCE) {
    const body = { sids: sids.slice(at, at + MARKED_AT_ONCE), heard };
    const answer = await api<MarkedVoicemails>('POST', '/voicemails/mark', { body });
    marked += answer.marked;
    unread = answer.unread;
  }
  const missing = sids.length - marked;
  return {
    code: missing === 0 ? 0 : 1,
    text: `${marked} marked as ${heard ? 'heard' : 'new'}, ${unread} new in all\n`,
    json: { ok: missing === 0, marked, unread },
    ...(missing > 0 && { remarks: `${missing} of them ${missing === 1 ? 'is' : 'are'} not in the inbox.\n` }),
  };
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return 50;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`--limit is "${text}"; expected a number of messages.`);
  return Number(text);
}
