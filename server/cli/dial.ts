import { readFileSync } from 'node:fs';
import type { OutgoingCallView, OutgoingCheck, OutgoingListView, OutgoingOptions } from '../../shared/api/outgoing.ts';
import { inEnvironment } from '../../shared/flow/environments.ts';
import type { ApiClient } from './api-client.ts';
import { type Command, type CommandArgs, CommandFailure, type Outcome, UsageError } from './command.ts';
import { runningServer } from './server-option.ts';
import { readText } from './text.ts';

/** `patchcord dial FLOW --to N --from N`, or `--list FILE` */
export const dial: Command = {
  name: 'dial',
  usage: 'FLOW --from N (--to N [--set NAME=VALUE]… [--draft] | --list FILE [--check]) [options]',
  about: 'Has a running server call a number, or every number of a CSV, through a flow.',
  options: {
    to: { type: 'string' },
    from: { type: 'string' },
    set: { type: 'string', multiple: true },
    draft: { type: 'boolean' },
    env: { type: 'string' },
    list: { type: 'string' },
    check: { type: 'boolean' },
    'skip-bad': { type: 'boolean' },
    'to-column': { type: 'string' },
    column: { type: 'string', multiple: true },
    concurrency: { type: 'string' },
    'calls-per-second': { type: 'string' },
    timeout: { type: 'string' },
    'machine-detection': { type: 'string' },
    'async-amd': { type: 'boolean' },
    record: { type: 'boolean' },
    key: { type: 'string' },
    server: { type: 'string' },
    token: { type: 'string' },
  },
  help: [
    'FLOW              Id of a flow of the server.',
    '--from N          Number of the account, or a verified caller ID (+1555…).',
    '--to N            Number to call.',
    '--set NAME=VALUE  Value of a variable of the flow, for this call; again for others.',
    '--draft           Call through the draft as it is now, instead of what is published.',
    '--env ENV         Environment whose version and values are used; live if absent.',
    '--list FILE       Call every row of this CSV instead: its columns are To and variables of the flow.',
    '--check           Only say what the CSV holds and which rows are bad; nobody is called.',
    '--skip-bad        Call the good rows although others are bad.',
    '--to-column NAME  Column of the numbers, where it is not called To.',
    '--column C=NAME   Variable that column C is for; "C=" leaves the column out. Again for others.',
    '--concurrency N   Calls of the list at the same time; 5 if absent.',
    '--calls-per-second N  Of the list; 1 if absent.',
    '--timeout N       Seconds the phone rings.',
    '--machine-detection M  Enable or DetectMessageEnd.',
    '--async-amd       Tell machines apart while the call already goes on.',
    '--record          Record the call.',
    '--key K           Idempotency key: the same key again calls nobody twice.',
    '--server URL      The running server; http://localhost:3000 (or PORT) if absent.',
    '--token T         Its PATCHCORD_TOKEN; read from the environment if absent.',
  ],
  async run(args, io) {
    const { option } = args;
    const [flow, ...others] = args.files;
    if (flow === undefined || others.length > 0) throw new UsageError('Name one flow, by its id on the server.');
    const from = option('from');
    if (from === undefined) throw new UsageError('Say which number calls: --from +1555…');
    if ((option('to') === undefined) === (option('list') === undefined)) {
      throw new UsageError('Say whom to call: --to with a number, or --list with a CSV.');
    }
    requireMeant(args);
    const { api } = runningServer(args, io);
    const key = option('key');
    const environment = option('env');
    const common = {
      flow,
      ...(environment === undefined ? {} : { environment }),
      from,
      options: optionsOf(args),
      ...(key === undefined ? {} : { idempotencyKey: key }),
    };
    return option('list') === undefined ? callOne(api, args, common) : callList(api, args, common);
  },
};

const LIST_ONLY: ReadonlySet<string> = new Set([
  'check',
  'skip-bad',
  'to-column',
  'column',
  'concurrency',
  'calls-per-second',
]);
const CALL_ONLY: ReadonlySet<string> = new Set(['set', 'draft']);

/** An option that would not be heeded was meant for something: nobody is called instead. */
function requireMeant({ given, option }: CommandArgs): void {
  const [alien, belongs] = option('list') === undefined ? [LIST_ONLY, '--list'] : [CALL_ONLY, '--to'];
  const stray = given.find(({ name }) => alien.has(name));
  if (stray) throw new UsageError(`--${stray.name} goes with ${belongs} only. Nobody was called.`);
}

interface Common {
  readonly flow: string;
  readonly environment?: string;
  readonly from: string;
  readonly options: OutgoingOptions;
  readonly idempotencyKey?: string;
}

async function callOne(api: ApiClient, args: CommandArgs, common: Common): Promise<Outcome> {
  const to = args.option('to');
  const draft = has(args, 'draft');
  const variables = Object.fromEntries(pairsOf(args, 'set'));
  const call = await api<OutgoingCallView>('POST', '/outgoing/calls', { body: { ...common, to, draft, variables } });
  const through = call.version < 0 ? 'its draft' : `version ${call.version}`;
  const how = call.callSid === null ? `is ${call.state}` : `is ${call.state} as ${call.callSid}`;
  const why = call.reason === null ? '' : ` ${call.reason}`;
  return {
    code: call.state === 'failed' || call.state === 'unknown' ? 1 : 0,
    text: `The call to ${call.to} through ${call.flow}${inEnvironment(call.environment)}, ${through}, ${how}.${why}\n`,
    json: call,
  };
}

async function callList(api: ApiClient, args: CommandArgs, common: Common): Promise<Outcome> {
  const toColumn = args.option('to-column');
  const columns = Object.fromEntries(pairsOf(args, 'column').map(([name, to]) => [name, to === '' ? null : to]));
  const body = {
    ...common,
    csv: readCsvFile(args.option('list') ?? ''),
    columns,
    skipBad: has(args, 'skip-bad'),
    ...(toColumn === undefined ? {} : { toColumn }),
    ...numberOption(args, 'concurrency', 'concurrency'),
    ...numberOption(args, 'calls-per-second', 'callsPerSecond'),
  };
  if (has(args, 'check')) return checked(await api<OutgoingCheck>('POST', '/outgoing/lists/check', { body }));
  const list = await api<OutgoingListView>('POST', '/outgoing/lists', { body });
  const left = list.bad === 0 ? '' : ` ${list.bad === 1 ? '1 bad row was' : `${list.bad} bad rows were`} left out.`;
  return {
    code: 0,
    text: `Calling ${list.total} numbers through ${list.flow}${inEnvironment(list.environment)}, version ${list.version}: list ${list.id}.${left}\n`,
    json: list,
  };
}

function checked(check: OutgoingCheck): Outcome {
  const bad = check.bad.map(({ line, message }) => `  line ${line}: ${message}\n`).join('');
  const more = check.badTotal > check.bad.length ? '  …\n' : '';
  const text = `${check.rows} rows: ${check.good} can be called, ${check.badTotal} cannot.\n${bad}${more}`;
  return { code: check.badTotal === 0 && check.good > 0 ? 0 : 1, text, json: check };
}

function optionsOf(args: CommandArgs): OutgoingOptions {
  const detection = args.option('machine-detection');
  if (detection !== undefined && detection !== 'Enable' && detection !== 'DetectMessageEnd') {
    throw new UsageError(`--machine-detection is "${detection}"; expected Enable or DetectMessageEnd.`);
  }
  return {
    ...numberOption(args, 'timeout', 'timeout'),
    ...(detection === undefined ? {} : { machineDetection: detection }),
    ...(has(args, 'async-amd') ? { asyncAmd: true } : {}),
    ...(has(args, 'record') ? { record: true } : {}),
  };
}

function numberOption(args: CommandArgs, option: string, name: string): Record<string, number> {
  const value = args.option(option);
  if (value === undefined) return {};
  if (!/^\d+(?:\.\d+)?$/.test(value)) throw new UsageError(`--${option} is "${value}"; expected a number.`);
  return { [name]: Number(value) };
}

function has({ given }: CommandArgs, name: string): boolean {
  return given.some((one) => one.name === name);
}

/** What stands on both sides of the first `=`. */
function pairsOf({ given }: CommandArgs, option: string): [string, string][] {
  return given.flatMap(({ name, value = '' }) => {
    if (name !== option) return [];
    const at = value.indexOf('=');
    if (at < 1) throw new UsageError(`--${option} is "${value}"; expected NAME=VALUE.`);
    return [[value.slice(0, at), value.slice(at + 1)]];
  });
}

function readCsvFile(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new CommandFailure('no-file', `${file} cannot be read: ${(error as Error).message}.`);
  }
  const read = readText(bytes);
  if ('text' in read) return read.text;
  throw new CommandFailure('encoding', `${file}, line ${read.problem.line}: ${read.problem.message}`);
}
