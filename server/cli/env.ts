import { readFileSync } from 'node:fs';
import type { BindingView, EnvironmentsView } from '../../shared/api/environments.ts';
import type { FlowSummaryView, VersionListView } from '../../shared/api/flows.ts';
import { BINDING_KINDS, type BindingKind, bindingPath, LIVE } from '../../shared/flow/environments.ts';
import { suggestion } from '../../shared/text/nearest.ts';
import type { ApiClient } from './api-client.ts';
import { type Command, type CommandArgs, CommandFailure, type Outcome, UsageError } from './command.ts';
import { runningServer } from './server-option.ts';

/** `patchcord env list|add|remove|set|unset|promote` */
export const env: Command = {
  name: 'env',
  usage:
    'list | add ENV | remove ENV | set NAME --value V [--env ENV] [--kind KIND] | unset NAME [--env ENV] | promote FLOW …',
  about: 'Environments of a running server: what they hold, and which version of a flow runs in them.',
  options: {
    env: { type: 'string' },
    value: { type: 'string' },
    kind: { type: 'string' },
    about: { type: 'string' },
    version: { type: 'string' },
    from: { type: 'string' },
    server: { type: 'string' },
    token: { type: 'string' },
  },
  help: [
    'list              Environments, bindings and their values; a secret’s value is never told.',
    'add ENV, remove ENV  An environment; its values go with it.',
    'set NAME          Sets the value of a binding and makes the binding where there is none.',
    '--value V         The value; "-" reads it from standard input, so that a secret stays out of the shell’s history.',
    `--kind KIND       Of a new binding: ${BINDING_KINDS.join(', ')}; number if absent.`,
    '--about TEXT      What the binding is for.',
    '--env ENV         Environment; live if absent.',
    'unset NAME        Takes the value away.',
    'promote FLOW      Lets an environment (--env, live if absent) run a version as it is: --version N, or the one that',
    '                  runs in another environment: --from ENV.',
    '--server URL      The running server; http://localhost:3000 (or PORT) if absent.',
    '--token T         Its PATCHCORD_TOKEN; read from the environment if absent.',
  ],
  async run(args, io) {
    const [action, ...rest] = args.files;
    const act = ACTIONS.get(action ?? '');
    if (!act) {
      const said = action === undefined ? 'Say what to do' : `env cannot "${action}"`;
      throw new UsageError(
        `${said}: ${[...ACTIONS.keys()].join(', ')}.${suggestion(action ?? '', [...ACTIONS.keys()])}`,
      );
    }
    return act(runningServer(args, io).api, rest, args);
  },
};

type Action = (api: ApiClient, rest: readonly string[], args: CommandArgs) => Promise<Outcome>;

const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['list', list],
  [
    'add',
    (api, rest) => api<EnvironmentsView>('POST', '/environments', { body: { name: only(rest, 'ENV') } }).then(done),
  ],
  ['remove', (api, rest) => api<EnvironmentsView>('DELETE', `/environments/${path(only(rest, 'ENV'))}`).then(done)],
  ['set', set],
  ['unset', unset],
  ['promote', promote],
]);

async function list(api: ApiClient, rest: readonly string[]): Promise<Outcome> {
  if (rest.length > 0) throw new UsageError(`list takes nothing more; "${rest[0]}" was given.`);
  const all = await api<EnvironmentsView>('GET', '/environments');
  const rows = all.bindings.flatMap((binding) => all.environments.map((name) => line(binding, name)));
  const wanted = all.wanted.map(
    ({ name, secret, usedBy }) =>
      `${bindingPath(name, secret ? 'secret' : 'text')} is not made yet; named by ${usedBy.map(({ flow }) => flow).join(', ')}`,
  );
  const text = [`Environments: ${all.environments.join(', ')}`, ...rows, ...wanted].join('\n');
  return { code: 0, text: `${text}\n`, json: all };
}

function line({ name, kind, values }: BindingView, environment: string): string {
  const held = values[environment];
  const value = held ? (held.value ?? '(secret)') : '(not set)';
  return [bindingPath(name, kind), kind, environment, value.replaceAll('\n', '\\n')].join('\t');
}

async function set(api: ApiClient, rest: readonly string[], args: CommandArgs): Promise<Outcome> {
  const name = only(rest, 'NAME');
  const value = readValue(args.option('value'));
  const { bindings } = await api<EnvironmentsView>('GET', '/environments');
  const known = bindings.find((binding) => binding.name === name);
  const kind = kindOf(args.option('kind')) ?? known?.kind ?? 'number';
  const about = args.option('about');
  if (!known || kind !== known.kind || about !== undefined) {
    await api('PUT', `/bindings/${path(name)}`, { body: { kind, ...(about !== undefined && { about }) } });
  }
  const environment = args.option('env') ?? LIVE;
  const all = await api<EnvironmentsView>('PUT', valuePath(name, environment), { body: { value } });
  return { code: 0, text: `${bindingPath(name, kind)} is set in ${environment}.\n`, json: all };
}

async function unset(api: ApiClient, rest: readonly string[], args: CommandArgs): Promise<Outcome> {
  const name = only(rest, 'NAME');
  const environment = args.option('env') ?? LIVE;
  const all = await api<EnvironmentsView>('DELETE', valuePath(name, environment));
  return { code: 0, text: `${name} is not set in ${environment} any more.\n`, json: all };
}

async function promote(api: ApiClient, rest: readonly string[], args: CommandArgs): Promise<Outcome> {
  const flow = only(rest, 'FLOW');
  const environment = args.option('env') ?? LIVE;
  const version = await versionOf(api, flow, args);
  const body = { version, ...(environment === LIVE ? {} : { environment }) };
  const summary = await api<FlowSummaryView>('POST', `/flows/${path(flow)}/live`, { body });
  return {
    code: 0,
    text: `New calls to ${flow} in ${environment} get version ${version}.\n`,
    json: { flow, environment, version, summary },
  };
}

async function versionOf(api: ApiClient, flow: string, { option }: CommandArgs): Promise<number> {
  const [written, from] = [option('version'), option('from')];
  if ((written === undefined) === (from === undefined)) throw new UsageError('Say which: --version N or --from ENV.');
  if (from !== undefined) {
    const { environments } = await api<VersionListView>('GET', `/flows/${path(flow)}/versions`);
    const version = environments[from];
    if (version === undefined) throw new CommandFailure('nothing-runs', `No version of ${flow} runs in ${from}.`);
    return version;
  }
  const version = Number(written);
  if (!Number.isInteger(version) || version < 1) throw new UsageError(`--version is "${written}"; expected a number.`);
  return version;
}

function kindOf(written: string | undefined): BindingKind | undefined {
  const kind = BINDING_KINDS.find((one) => one === written);
  if (written === undefined || kind) return kind;
  throw new UsageError(
    `--kind is "${written}"; expected ${BINDING_KINDS.join(', ')}.${suggestion(written, BINDING_KINDS)}`,
  );
}

function readValue(written: string | undefined): string {
  if (written === undefined) throw new UsageError('Say the value: --value V, or --value - to read it.');
  return written === '-' ? readFileSync(0, 'utf8').replace(/\r?\n$/, '') : written;
}

function only([first, ...more]: readonly string[], what: string): string {
  if (first === undefined) throw new UsageError(`Name it: ${what}.`);
  if (more.length > 0) throw new UsageError(`Only one ${what} is expected; "${more[0]}" was given, too.`);
  return first;
}

function done(all: EnvironmentsView): Outcome {
  return { code: 0, text: `Environments: ${all.environments.join(', ')}\n`, json: all };
}

function path(part: string): string {
  return encodeURIComponent(part);
}

function valuePath(name: string, environment: string): string {
  return `/bindings/${path(name)}/values/${path(environment)}`;
}
