import { setTimeout as wait } from 'node:timers/promises';
import type {
  CallerIdListView,
  CallerIdView,
  VerificationState,
  VerificationView,
  VerifyCallerId,
} from '../../shared/api/caller-ids.ts';
import { endWords, followVerification } from '../../shared/api/follow-verification.ts';
import type { ApiClient } from './api-client.ts';
import { type Command, type CommandArgs, CommandFailure, type Io, type Outcome, UsageError } from './command.ts';
import { runningServer } from './server-option.ts';

const PAUSE_MS = 2000;

/** `patchcord caller-ids list|verify|remove` */
export const callerIds: Command = {
  name: 'caller-ids',
  usage: 'list | verify NUMBER [--name TEXT] [--delay S] [--extension DIGITS] [--again] | remove NUMBER',
  about: 'Lists, verifies or removes the numbers outside the account that its calls may show.',
  options: {
    name: { type: 'string' },
    delay: { type: 'string' },
    extension: { type: 'string' },
    again: { type: 'boolean' },
    server: { type: 'string' },
    token: { type: 'string' },
  },
  help: [
    '--name TEXT       Name of the number at Twilio, 64 characters at most.',
    '--delay S         Seconds until Twilio calls, 0 to 60.',
    '--extension N     Digits that are dialled once somebody answers.',
    '--again           Call although a call for this number was asked for a moment ago.',
    '--server URL      The running server; http://localhost:3000 (or PORT) if absent.',
    '--token T         Its PATCHCORD_TOKEN; read from the environment if absent.',
    '',
    'verify prints the code to key in, and waits until Twilio has heard it (exit code 0) or the call is over (1).',
    'remove takes the number (+1555…) or its SID (PN…).',
  ],
  async run(args, io) {
    const [action, ...rest] = args.files;
    if (action === undefined) throw new UsageError('Say what to do: list, verify NUMBER or remove NUMBER.');
    const act = ACTIONS[action];
    if (!act) throw new UsageError(`caller-ids cannot "${action}"; it can ${Object.keys(ACTIONS).join(', ')}.`);
    const wrong = args.given.find(({ name }) => VERIFY_ONLY.has(name) && action !== 'verify');
    if (wrong) throw new UsageError(`--${wrong.name} belongs to verify.`);
    return act(runningServer(args, io).api, rest, args, io);
  },
};

const VERIFY_ONLY = new Set(['name', 'delay', 'extension', 'again']);

type Action = (api: ApiClient, rest: readonly string[], args: CommandArgs, io: Io) => Promise<Outcome>;

const ACTIONS: Readonly<Record<string, Action>> = {
  async list(api, rest) {
    if (rest.length > 0) throw new UsageError(`list takes nothing more; "${rest[0]}" was given.`);
    const list = await api<CallerIdListView>('GET', '/caller-ids');
    const lines = list.callerIds.map(({ phoneNumber, friendlyName, sid }) => `${phoneNumber}\t${friendlyName}\t${sid}`);
    const text = lines.length > 0 ? `${lines.join('\n')}\n` : 'The account has no verified caller IDs.\n';
    return { code: 0, text, json: list };
  },

  async verify(api, rest, args, io) {
    const phoneNumber = numberOf(onlyOne(rest, 'verify'));
    const answer = await api<VerificationView>('POST', '/caller-ids/verifications', {
      body: requestOf(phoneNumber, args),
    });
    // At once and beside the result: without it nobody could go on.
    io.err(`Twilio calls ${phoneNumber}${whenWords(answer)}. Key in ${answer.validationCode} there.\n`);
    const end = await followVerification(answer, {
      ask: (number, callSid) => {
        const query = new URLSearchParams({ phoneNumber: number, ...(callSid === null ? {} : { callSid }) });
        return api<VerificationState>('GET', `/caller-ids/verifications?${query}`);
      },
      now: () => performance.now(),
      pause: () => wait(PAUSE_MS),
    });
    if (end.end !== 'verified')
      throw new CommandFailure('not-verified', `${endWords(end)} ${phoneNumber} is not verified.`, {
        phoneNumber,
        callStatus: end.end === 'late' ? null : end.callStatus,
      });
    return { code: 0, text: `${phoneNumber} is verified.\n`, json: { ok: true, callerId: end.state.callerId } };
  },

  async remove(api, rest) {
    const wanted = onlyOne(rest, 'remove');
    const { callerIds: known } = await api<CallerIdListView>('GET', '/caller-ids');
    const one = find(known, wanted);
    await api<undefined>('DELETE', `/caller-ids/${one.sid}`);
    return { code: 0, text: `${one.phoneNumber} is removed.\n`, json: { ok: true, removed: one } };
  },
};

function onlyOne(rest: readonly string[], action: string): string {
  const [first, second] = rest;
  if (first === undefined) throw new UsageError(`${action} needs a number, such as +15550100199.`);
  if (second !== undefined) throw new UsageError(`${action} takes one number; "${second}" was given, too.`);
  return first;
}

/** Without what people put between the digits. @throws UsageError */
function numberOf(given: string): string {
  const number = given.replace(/[\s().-]/g, '');
  if (!/^\+[1-9]\d{6,14}$/.test(number))
    throw new UsageError(`"${given}" is no phone number; write it like +15550100199.`);
  return number;
}

function requestOf(phoneNumber: string, { option, given }: CommandArgs): VerifyCallerId {
  const [friendlyName, delay, extension] = ['name', 'delay', 'extension'].map(option);
  if (delay !== undefined && !(/^\d+$/.test(delay) && Number(delay) <= 60))
    throw new UsageError(`--delay is "${delay}"; expected whole seconds from 0 to 60.`);
  if (extension !== undefined && !/^\d{1,20}$/.test(extension))
    throw new UsageError(`--extension is "${extension}"; expected 1 to 20 digits.`);
  if (friendlyName !== undefined && friendlyName.length > 64)
    throw new UsageError('--name may have 64 characters at most.');
  return {
    phoneNumber,
    ...(friendlyName === undefined ? {} : { friendlyName }),
    ...(delay === undefined ? {} : { callDelay: Number(delay) }),
    ...(extension === undefined ? {} : { extension }),
    ...(given.some(({ name }) => name === 'again') ? { again: true } : {}),
  };
}

function whenWords({ callAt }: VerificationView): string {
  const seconds = Math.ceil((callAt - Date.now()) / 1000);
  return seconds > 0 ? ` in ${seconds} s` : ' now';
}

function find(known: readonly CallerIdView[], wanted: string): CallerIdView {
  const plain = wanted.replace(/[\s().-]/g, '');
  const one = known.find(({ phoneNumber, sid }) => phoneNumber === plain || sid === wanted);
  if (one) return one;
  const list = known.map(({ phoneNumber }) => phoneNumber).slice(0, 20);
  throw new CommandFailure(
    'no-such-caller-id',
    `The account has no verified caller ID ${wanted}. It has ${list.join(', ') || 'none'}.`,
  );
}
