import { describeFailure } from '../../shared/rehearsal/run-test.ts';
import { signerFor } from '../phone/sign.ts';
import { BIND_HELP, BIND_OPTION } from './bindings.ts';
import { type PlacedCall, type PlaceOptions, placeCall } from './call/place.ts';
import { type CallPlan, oneOf, readPlan } from './call/plan.ts';
import { conversationLine, wire } from './call/print.ts';
import { recordCall } from './call/record.ts';
import { type Command, type CommandArgs, type Io, type Outcome, UsageError } from './command.ts';
import { requireWritable } from './document.ts';

const TEXT = { type: 'string' } as const;
const MANY = { type: 'string', multiple: true } as const;
const SWITCH = { type: 'boolean' } as const;

/** `patchcord call FILE|URL` */
export const call: Command = {
  name: 'call',
  usage: 'FILE|URL [--from N] [--to N] [--press KEYS] [--say TEXT] [--wait S] [--silence] [--hangup] …',
  about: 'Calls a flow file, or any TwiML webhook, as Twilio would, and prints the conversation.',
  options: {
    ...{ from: TEXT, to: TEXT, method: TEXT, fallback: TEXT, 'status-callback': TEXT },
    ...{
      'auth-token': TEXT,
      'account-sid': TEXT,
      script: TEXT,
      record: TEXT,
      'on-warning': TEXT,
      duplicate: TEXT,
      delay: TEXT,
    },
    ...{ press: MANY, say: MANY, confidence: MANY, wait: MANY, dialled: MANY },
    silence: { type: 'boolean', multiple: true },
    ...{ language: TEXT, ...BIND_OPTION },
    ...{ hangup: SWITCH, trace: SWITCH, 'real-time': SWITCH, reorder: SWITCH },
  },
  help: [
    'What the caller does, in the order it is written; keys and words wait until the phone listens:',
    '--press KEYS      0-9, *, #; w is half a second.    --say TEXT [--confidence 0..1]',
    '--wait S          Seconds pass.                     --silence   Until what listens has given up.',
    '--hangup          Hangs up.',
    '--dialled WHAT    What the next phone that rings does: answer, busy, no-answer or fail.',
    '--script FILE     A saved script instead, as a flow keeps its tests: {"name", "steps": [{"press": "1"}, …]}.',
    '--record FILE     Writes the call down as such a script.',
    'Without any of these, lines from the terminal or a pipe: keys, words, an empty line for silence, /help.',
    '',
    '--from N, --to N  Who calls whom.',
    '--language CODE   Language of the flow in which the call begins.',
    ...BIND_HELP,
    '--trace           Every request and every answer as well.',
    '--real-time       Time passes as it does; otherwise waiting takes no time.',
    '--on-warning stop A schema warning (12200) is fatal.',
    '--duplicate P     Share of webhooks that arrive twice, 0 to 1.',
    '--delay S         Webhooks are up to S seconds late.',
    '--reorder         Callbacks overtake each other.',
    '',
    'Where a URL is called:',
    '--auth-token T    Signs with it; TWILIO_AUTH_TOKEN if absent. Without either, nothing is signed.',
    '--account-sid S   TWILIO_ACCOUNT_SID if absent.',
    '--method GET|POST --fallback URL  --status-callback URL',
    '',
    'Exits 1 if there was a fatal error during the call, or the script did not go as written.',
  ],
  async run(args, io) {
    const plan = readPlan(args);
    const file = args.option('record');
    // A call that was made cannot be made again only to be written down.
    if (file !== undefined) requireWritable(file);
    const placed = await placeAsTold(plan, args, io);
    const { events, leg, transcript, script, rehearsal } = placed;
    const recorded = file === undefined ? undefined : recordCall(file, plan, placed);
    const errors = events.flatMap(({ kind, ...event }) => (kind === 'error' ? [event] : []));
    const failure = script?.failure && describeFailure(script.failure);
    const broken = rehearsal?.app.turns.find(({ result }) => result.failure)?.result.failure?.message;
    const remarks = [failure, broken && `The flow failed: ${broken}`].filter((text) => text !== undefined);
    const ok = errors.length === 0 && remarks.length === 0;
    const ended = { status: leg.status, seconds: leg.seconds };
    return {
      code: ok ? 0 : 1,
      text: '',
      json: { ok, ended, transcript, path: rehearsal?.path, script, recorded, errors, events },
      ...(remarks.length > 0 ? { remarks: `${remarks.join('\n')}\n` } : {}),
    } satisfies Outcome;
  },
};

async function placeAsTold(plan: CallPlan, args: CommandArgs, io: Io): Promise<PlacedCall> {
  const out = args.json ? () => {} : (text: string) => io.out(text);
  const trace = args.given.some(({ name }) => name === 'trace');
  const lines = plan.script ? undefined : io.lines?.();
  try {
    return await placeCall(plan, {
      ...webhookOf(args, io),
      lines,
      say: out,
      onLine: (line, start) => out(conversationLine(line, start)),
      onEvent: (event) => (trace ? out(wire(event)) : undefined),
    });
  } finally {
    lines?.return?.().catch(() => {});
  }
}

function webhookOf({ option }: CommandArgs, { env }: Io): Pick<PlaceOptions, 'webhook' | 'exchange'> {
  const token = option('auth-token') ?? env.TWILIO_AUTH_TOKEN;
  const accountSid = option('account-sid') ?? env.TWILIO_ACCOUNT_SID;
  const fallbackUrl = addressOf('fallback', option('fallback'));
  const statusCallback = addressOf('status-callback', option('status-callback'));
  return {
    webhook: {
      voiceMethod: oneOf('method', option('method') ?? 'POST', METHODS),
      ...(fallbackUrl === undefined ? {} : { fallbackUrl }),
      ...(statusCallback === undefined ? {} : { statusCallback }),
    },
    exchange: { ...(token ? { sign: signerFor(token) } : {}), ...(accountSid ? { accountSid } : {}) },
  };
}

const METHODS = ['GET', 'POST'] as const;

function addressOf(name: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  // As it goes over the wire, since that is what the other end checks the signature against.
  if (/^https?:\/\//i.test(given) && URL.canParse(given)) return new URL(given).href;
  throw new UsageError(`--${name} is "${given}"; expected an address such as https://example.com/${name}.`);
}
