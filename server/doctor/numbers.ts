import type { Channel, Destination, LineView, NumberListView, NumberView } from '../../shared/api/numbers.ts';
import { addressOf } from '../../shared/engine/links.ts';
import { targetOf } from '../../shared/engine/target.ts';
import { inEnvironment, LIVE } from '../../shared/flow/environments.ts';
import type { FlowSummary } from '../store/store.ts';
import type { DoctorDeps } from './deps.ts';
import { counted, type Fix, fix, type Note, reasonOf } from './finding.ts';

/** Whether every number that leads here, or should, leads to a flow that answers. */
export async function checkNumbers({ settings, store, numbers }: DoctorDeps): Promise<readonly Note[]> {
  if (!store || !numbers) return [unchecked('There is no database yet that says which numbers were pointed here.')];
  if (settings.publicUrl().url === null) return [unchecked('The public address is not set.')];
  let list: NumberListView;
  try {
    list = await numbers();
  } catch (error) {
    return [unchecked(reasonOf(error))];
  }
  const here = await surroundingsOf(store);
  const notes = [...list.numbers.flatMap((number) => judge(number, here)), ...gone(list), ...remarks(list)];
  return notes.some(({ status }) => status !== 'unknown') ? notes : [allWell(list), ...notes];
}

function unchecked(seen: string): Note {
  return { code: 'numbers-unchecked', status: 'unknown', title: 'The numbers could not be looked at', seen };
}

function remarks({ remarks: said }: NumberListView): readonly Note[] {
  if (said.length === 0) return [];
  return [{ ...unchecked(said.join(' ')), title: 'Some of the numbers’ settings could not be read' }];
}

function allWell({ numbers }: NumberListView): Note {
  const ours = numbers.filter(({ voice, messaging }) =>
    [voice, messaging].some((line) => flowOf(line) !== undefined),
  ).length;
  const seen =
    ours === 0
      ? `The account has ${counted(numbers.length, 'number', 'numbers')}, and none leads here yet.`
      : `${counted(ours, 'number leads', 'numbers lead')} to a published flow at the current address.`;
  return { code: 'numbers', status: 'ok', title: ours === 0 ? 'No number leads here' : 'The numbers lead here', seen };
}

/** What numbers can lead to here. */
interface Here {
  readonly flows: ReadonlyMap<string, FlowSummary>;
  /** Addresses at which a version runs: `menu`, `menu~staging`. */
  readonly running: ReadonlySet<string>;
  readonly environments: readonly string[];
}

async function surroundingsOf(store: NonNullable<DoctorDeps['store']>): Promise<Here> {
  const [flows, runs, { environments }] = await Promise.all([
    store.flows.list(),
    store.flows.runs(),
    store.environments.all(),
  ]);
  return { flows: new Map(flows.map((flow) => [flow.id, flow])), running: new Set(runs.map(addressOf)), environments };
}

/** A flow of this server where it runs. */
interface Place {
  readonly flow: FlowSummary;
  readonly environment: string;
  /** Whether a version of it runs there. */
  readonly runs: boolean;
}

/** @returns undefined where there is no such flow any more */
function placeFor({ flows, running }: Here, id: string, environment: string): Place | undefined {
  const flow = flows.get(id);
  return flow && { flow, environment, runs: running.has(addressOf({ flow: id, environment })) };
}

/** What is wrong with one channel of a number. */
interface Trouble extends Pick<Note, 'code' | 'status' | 'title' | 'why'> {
  readonly channel: Channel;
  readonly seen: string;
  /** Where the number is to be pointed at; undefined where there is no such step. */
  readonly to?: Place | undefined;
  readonly say: string;
}

/** What is the same for calls and messages of a number is said once. */
function judge(number: NumberView, here: Here): readonly Note[] {
  const troubles = (['voice', 'messaging'] as const).flatMap((channel) => troubleOf(number, channel, here) ?? []);
  const codes = [...new Set(troubles.map(({ code }) => code))];
  const notes = codes.map((code) =>
    noteOf(
      number,
      troubles.filter((trouble) => trouble.code === code),
    ),
  );
  return number.operation === null ? notes : [...notes, unfinished(number)];
}

function noteOf(number: NumberView, troubles: readonly Trouble[]): Note {
  const [first] = troubles as [Trouble];
  const { code, status, title, why } = first;
  const seen = troubles.map((trouble) => trouble.seen).join(' ');
  return {
    code,
    status,
    title: `${number.phoneNumber} ${title}`,
    seen,
    ...(why ? { why } : {}),
    fix: fixOf(number, troubles),
  };
}

function fixOf({ sid, phoneNumber }: NumberView, troubles: readonly Trouble[]): Fix {
  const [{ to, say }] = troubles as [Trouble];
  if (!to) return fix(say);
  const { environment, runs } = to;
  const { id, name } = to.flow;
  if (!runs) return fix(say, undefined, { kind: 'flow', flow: id, name });
  const same = troubles.filter((trouble) => trouble.to?.flow === to.flow && trouble.to.environment === environment);
  const channels = new Set(same.map(({ channel }) => channel));
  const number = { sid, phoneNumber, voice: channels.has('voice'), messaging: channels.has('messaging') };
  const where = environment === LIVE ? {} : { environment };
  return fix(say, undefined, { kind: 'point', flow: id, ...where, name, number });
}

function troubleOf(number: NumberView, channel: Channel, here: Here): Trouble | undefined {
  const line = number[channel];
  const { assigned } = line;
  const to = flowOf(line);
  if (to) return deadEnd(to, channel, here) ?? drifted(line, channel, here);
  if (assigned?.outdated) return stale(placeFor(here, assigned.flow, assigned.environment), line, channel);
  if (assigned) return elsewhere(assigned, line, channel, here);
  const former = formerPlace(line, channel, here);
  // Pasted by hand before the address changed, or meant for another server with the same flows.
  return former === undefined ? undefined : { ...stale(former, line, channel), status: 'warning' };
}

/** The flow of this server that a line leads to, directly or through an app or a service. */
function flowOf({ pointsTo }: LineView): Extract<Destination, { kind: 'flow' }> | undefined {
  const to = 'to' in pointsTo ? pointsTo.to : pointsTo;
  return to?.kind === 'flow' ? to : undefined;
}

function formerPlace({ pointsTo }: LineView, channel: Channel, here: Here): Place | undefined {
  if (pointsTo.kind !== 'url') return undefined;
  const path = new RegExp(`^https?://[^?#]+(/${channel}/[a-z0-9~-]+)$`).exec(pointsTo.url)?.[1];
  const target = path === undefined ? undefined : targetOf(path);
  return target && placeFor(here, target.flow, target.environment ?? LIVE);
}

const WHAT = { voice: 'Calls', messaging: 'Messages' } as const;

function deadEnd(
  { flow: id, name, environment, version }: Extract<Destination, { kind: 'flow' }>,
  channel: Channel,
  here: Here,
): Trouble | undefined {
  if (version !== null) return undefined;
  const why = 'Callers hear the general fallback prompt, and then the call ends.';
  if (name !== null && !here.environments.includes(environment)) {
    return {
      code: 'number-no-environment',
      status: 'error',
      channel,
      title: 'leads to an environment that does not exist',
      seen: `${WHAT[channel]} lead to “${name}” in “${environment}”; there are ${here.environments.join(', ')}.`,
      why,
      say: 'Add the environment and publish the flow to it, or point the number at another one.',
    };
  }
  if (name !== null) {
    return {
      code: 'number-unpublished',
      status: 'error',
      channel,
      title: `leads to a flow that ${environment === LIVE ? 'is not published' : `does not run in ${environment}`}`,
      seen: `${WHAT[channel]} lead to “${name}”, of which no version runs in ${environment}.`,
      why,
      to: placeFor(here, id, environment),
      say: environment === LIVE ? 'Publish the flow.' : `Publish the flow to ${environment}.`,
    };
  }
  return {
    code: 'number-no-flow',
    status: 'error',
    channel,
    title: 'leads to a flow that does not exist',
    seen: `${WHAT[channel]} lead to the flow “${id}”, which this server does not have.`,
    why,
    say: 'Open a published flow, press Publish there, and point the number at it.',
  };
}

/** Fallback, status callback and methods belong to it, too. */
function drifted({ assigned }: LineView, channel: Channel, here: Here): Trouble | undefined {
  if (!assigned || assigned.drift.length === 0) return undefined;
  const changes = assigned.drift.map(({ property, found }) => `${property} is ${found === '' ? 'empty' : found}`);
  return {
    code: 'number-changed',
    status: 'warning',
    channel,
    title: 'was changed since it was pointed here',
    seen: `${changes.join(', ')}.`,
    why: 'The fallback says what callers hear where Twilio cannot use an answer; the status callback tells when a call has ended.',
    to: placeFor(here, assigned.flow, assigned.environment),
    say: 'If that was not meant, point the number at the flow once more.',
  };
}

function stale(to: Place | undefined, { pointsTo }: LineView, channel: Channel): Trouble {
  const now = 'url' in pointsTo ? pointsTo.url : 'a former address';
  return {
    code: 'number-stale',
    status: 'error',
    channel,
    title: 'leads to an address that is no longer this server’s',
    seen: `${WHAT[channel]} lead to ${now}.`,
    why: 'They do not reach this server.',
    to,
    say: to?.runs
      ? 'Point it at the current address.'
      : to
        ? `Publish “${to.flow.name}”${inEnvironment(to.environment)} first, then point the number at it.`
        : 'Its flow does not exist any more. Point the number at another one when you publish that.',
  };
}

function elsewhere(
  { flow: id, environment, name }: NonNullable<LineView['assigned']>,
  { pointsTo }: LineView,
  channel: Channel,
  here: Here,
): Trouble {
  const to = placeFor(here, id, environment);
  return {
    code: 'number-elsewhere',
    status: 'warning',
    channel,
    title: 'was pointed elsewhere since',
    seen: `${WHAT[channel]} were pointed at “${name ?? id}”${inEnvironment(environment)}; now they lead to ${placeOf(pointsTo)}.`,
    why: 'They do not reach the flow any more.',
    ...(pointsTo.kind === 'trunk' || pointsTo.kind === 'service' ? {} : { to }),
    say: 'If that was not meant, point the number at the flow again.',
  };
}

function placeOf(to: LineView['pointsTo']): string {
  switch (to.kind) {
    case 'trunk':
      return `the SIP trunk ${to.sid}`;
    case 'application':
      return `the TwiML app ${to.name ?? to.sid}`;
    case 'service':
      return `the Messaging Service “${to.name}”`;
    case 'flow':
      return `“${to.name ?? to.flow}”`;
    case 'none':
      return 'nowhere';
    default:
      return to.url;
  }
}

function gone({ gone: lines }: NumberListView): readonly Note[] {
  const once = lines.filter(({ sid }, at) => lines.findIndex((other) => other.sid === sid) === at);
  return once.map(({ phoneNumber, flow }) => ({
    code: 'number-gone',
    status: 'warning',
    title: `${phoneNumber} is no longer in the account`,
    seen: `Patchcord pointed it at “${flow}”; the account does not have it any more.`,
    why: 'Whoever has the number now gets its calls.',
    fix: fix(
      'If it was given back on purpose there is nothing to do. If the account is another one than before, check its SID.',
      undefined,
      { kind: 'settings' },
    ),
  }));
}

function unfinished({ phoneNumber }: NumberView): Note {
  return {
    code: 'number-unfinished',
    status: 'warning',
    title: `A change of ${phoneNumber} is not over`,
    seen: 'Twilio did not tell yet what became of it; the server keeps asking.',
    fix: fix('Wait a minute and look again. What does not end can be undone where it was begun.'),
  };
}
