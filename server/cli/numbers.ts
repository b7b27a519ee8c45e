import type { AvailableNumbersView } from '../../shared/api/number-market.ts';
import type { NumberListView, NumberView, OperationView } from '../../shared/api/numbers.ts';
import type { ApiClient } from './api-client.ts';
import { type Command, type CommandArgs, CommandFailure, type Io, type Outcome, UsageError } from './command.ts';
import { buy } from './numbers/buy.ts';
import { findNumbers } from './numbers/find.ts';
import { listText, operationText, searchText } from './numbers/words.ts';
import { runningServer } from './server-option.ts';

/** `patchcord numbers [list|search|buy N|point N…|release N…]` */
export const numbers: Command = {
  name: 'numbers',
  usage: '[list | search | buy N | point N… --flow ID | release N…] [options]',
  about:
    "Lists the account's numbers and what each leads to, finds and buys others, points them at flows and puts them back.",
  options: {
    country: { type: 'string' },
    type: { type: 'string' },
    'area-code': { type: 'string' },
    contains: { type: 'string' },
    limit: { type: 'string' },
    yes: { type: 'boolean' },
    address: { type: 'string' },
    bundle: { type: 'string' },
    flow: { type: 'string' },
    env: { type: 'string' },
    voice: { type: 'boolean' },
    messaging: { type: 'boolean' },
    server: { type: 'string' },
    token: { type: 'string' },
  },
  help: [
    'list              What answers the calls and messages of each number, and what was changed elsewhere. The default.',
    'search            Numbers on sale, with what they cost.',
    'buy N             Buys a number. Its price is shown first; --yes confirms it, or the price typed in.',
    'point N…          Points N, all or none, at a flow of the server that is published.',
    'release N…        Puts back what N pointed to before Patchcord set it. The number stays in the account.',
    '--country CC      For search and buy: two letters; US if absent.',
    '--type T          For search and buy: local (if absent), tollFree, mobile or national.',
    '--area-code N     For search, in the US and Canada: three digits.',
    '--contains TEXT   For search: digits or letters; * stands for any digit.',
    '--flow ID         For point: the flow.',
    '--env ENV         For point: the environment that runs it; live if absent. For list: only numbers that lead there.',
    '--voice           For search: only numbers that take calls. For point and release: only the calls.',
    '--messaging       For search: only numbers that take messages. For point and release: only the messages.',
    '--limit N         For search: at most so many; 20 if absent.',
    '--yes             For buy: the price is confirmed, whatever it is.',
    '--address SID     For buy: an address (AD…), where a country asks for one.',
    '--bundle SID      For buy: a regulatory bundle (BU…), where a country asks for one.',
    '--server URL      The running server; http://localhost:3000 (or PORT) if absent.',
    '--token T         Its PATCHCORD_TOKEN; read from the environment if absent.',
  ],
  async run(args, io) {
    const [what = 'list', ...named] = args.files;
    const run = ACTIONS[what];
    if (!run) throw new UsageError(`numbers cannot "${what}"; it can ${Object.keys(ACTIONS).join(', ')}.`);
    return run(runningServer(args, io).api, args, named, io);
  },
};

type Action = (api: ApiClient, args: CommandArgs, named: readonly string[], io: Io) => Promise<Outcome>;

const ACTIONS: Readonly<Record<string, Action>> = {
  async list(api, { option }, named) {
    requireNone('list', named);
    const all = await api<NumberListView>('GET', '/numbers');
    const environment = option('env');
    const found = environment === undefined ? all : { ...all, numbers: all.numbers.filter(leadsTo(environment)) };
    return { code: 0, text: listText(found), json: found };
  },

  async point(api, args, named) {
    if (named.length === 0) throw new UsageError('Name the numbers to point, such as +15550100123.');
    const flow = args.option('flow');
    if (flow === undefined) throw new UsageError('Say which flow is to answer: --flow with its id.');
    const environment = args.option('env');
    const asked = channelsAsked(args) ?? { voice: true, messaging: false };
    const numbers = (await findNumbers(api, named)).map(({ sid }) => ({ sid, ...asked }));
    const body = { flow, numbers, ...(environment === undefined ? {} : { environment }) };
    const operation = await api<OperationView>('POST', '/numbers/publish', { body });
    return { code: 0, text: operationText(operation), json: operation };
  },

  async search(api, { option, given }, named) {
    requireNone('search', named);
    const has = (name: string) => (given.some((one) => one.name === name) ? 'true' : undefined);
    const query = {
      country: option('country'),
      type: option('type'),
      areaCode: option('area-code'),
      contains: option('contains'),
      voice: has('voice'),
      sms: has('messaging'),
      limit: option('limit'),
    };
    const set = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const found = await api<AvailableNumbersView>('GET', `/numbers/available?${new URLSearchParams(set)}`);
    return { code: 0, text: searchText(found), json: found };
  },

  async buy(api, args, named, io) {
    const [number, ...more] = named;
    if (number === undefined || more.length > 0) throw new UsageError('Name one number to buy, such as +15550100123.');
    return buy(api, args, number, io);
  },

  async release(api, args, named) {
    if (named.length === 0) throw new UsageError('Name the numbers to put back, such as +15550100123.');
    const chosen = (await findNumbers(api, named)).map((number) => releaseChoice(number, args));
    const operation = await api<OperationView>('POST', '/numbers/release', { body: { numbers: chosen } });
    return { code: 0, text: operationText(operation), json: operation };
  },
};

/** What was asked for, or else whatever Patchcord has set. */
function releaseChoice({ sid, phoneNumber, voice, messaging }: NumberView, args: CommandArgs) {
  const asked = channelsAsked(args);
  if (asked) return { sid, ...asked };
  if (voice.assigned || messaging.assigned) {
    return { sid, voice: voice.assigned !== null, messaging: messaging.assigned !== null };
  }
  const message = `Patchcord has not pointed ${phoneNumber} anywhere, so there is nothing to put back.`;
  throw new CommandFailure('not-assigned', message);
}

/** Undefined where neither is named. */
function channelsAsked({ given }: CommandArgs) {
  const asked = (name: string) => given.some((one) => one.name === name);
  return asked('voice') || asked('messaging') ? { voice: asked('voice'), messaging: asked('messaging') } : undefined;
}

/** Whether calls or messages of a number lead to an environment, directly or through an app or a service. */
function leadsTo(environment: string): (number: NumberView) => boolean {
  return ({ voice, messaging }) =>
    [voice, messaging].some(({ pointsTo }) => {
      const to = 'to' in pointsTo ? pointsTo.to : pointsTo;
      return to?.kind === 'flow' && to.environment === environment;
    });
}

function requireNone(action: string, named: readonly string[]): void {
  if (named.length > 0) throw new UsageError(`numbers ${action} takes no numbers; "${named[0]}" was given.`);
}
