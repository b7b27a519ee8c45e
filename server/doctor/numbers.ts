import type { Channel, Destination, LineView, NumberListView, NumberView } from '../../shared/api/numbers.ts';
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
  const flows = new Map((await store.flows.list()).map((flow) => [flow.id, flow]));
  const notes = [...list.numbers.flatMap((number) => judge(number, flows)), ...gone(list), ...remarks(list)];
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

type Flows = ReadonlyMap<string, FlowSummary>;

/** What is wrong with one channel of a number. */
interface Trouble extends Pick<Note, 'code' | 'status' | 'title' | 'why'> {
  readonly channel: Channel;
  readonly seen: string;
  /** Flow the number is to be pointed at; undefined where there is no such step. */
  readonly flow?: FlowSummary | undefined;
  readonly say: string;
}

/** What is the same for calls and messages of a number is said once. */
function judge(number: NumberView, flows: Flows): readonly Note[] {
  const troubles = (['voice', 'messaging'] as const).flatMap((channel) => troubleOf(number, channel, flows) ?? []);
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
  const [{ flow, say }] = troubles as [Trouble];
  if (!flow) return fix(say);
  const { id, name } = flow;
  if (flow.live === null) return fix(say, undefined, { kind: 'flow', flow: id, name });
  const channels = new Set(troubles.filter((trouble) => trouble.flow?.id === id).map(({ channel }) => channel));
  const number = { sid, phoneNumber, voice: channels.has('voice'), messaging: channels.has('messaging') };
  return fix(say, undefined, { kind: 'point', flow: id, name, number });
}

function troubleOf(number: NumberView, channel: Channel, flows: Flows): Trouble | undefined {
  const line = number[channel];
  const here = flowOf(line);
  if (here) return deadEnd(here, channel, flows) ?? drifted(line, channel, flows);
  if (line.assigned?.outdated) return stale(line.assigned.flow, line, channel, flows);
  if (line.assigned) return elsewhere(line.assigned, line, channel, flows);
  const former = formerFlow(line, channel, flows);
  // Pasted by hand before the address changed, or meant for another server with the same flows.
  return former === undefined ? undefined : { ...stale(former, line, channel, flows), status: 'warning' };
}

/** The flow of this server that a line leads to, directly or through an app or a service. */
function flowOf({ pointsTo }: LineView): Extract<Destination, { kind: 'flow' }> | undefined {
  const to = 'to' in pointsTo ? pointsTo.to : pointsTo;
  return to?.kind === 'flow' ? to : undefined;
}

function formerFlow({ pointsTo }: LineView, channel: Channel, flows: Flows): string | undefined {
  if (pointsTo.kind !== 'url') return undefined;
  const id = new RegExp(`^https?://[^?#]+/${channel}/([a-z0-9-]+)$`).exec(pointsTo.url)?.[1];
  return id !== undefined && flows.has(id) ? id : undefined;
}

const WHAT = { voice: 'Calls', messaging: 'Messages' } as const;

function deadEnd(
  { flow: id, name, version }: { flow: string; name: string | null; version: number | null },
  channel: Channel,
  flows: Flows,
): Trouble | undefined {
  if (version !== null) return undefined;
  const why = 'Callers hear the general fallback prompt, and then the call ends.';
  if (name !== null) {
    return {
      code: 'number-unpublished',
      status: 'error',
      channel,
      title: 'leads to a flow that is not published',
      seen: `${WHAT[channel]} lead to “${name}”, which has no live version.`,
      why,
      flow: flows.get(id),
      say: 'Publish the flow.',
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
function drifted({ assigned }: LineView, channel: Channel, flows: Flows): Trouble | undefined {
  if (!assigned || assigned.drift.length === 0) return undefined;
  const changes = assigned.drift.map(({ property, found }) => `${property} is ${found === '' ? 'empty' : found}`);
  return {
    code: 'number-changed',
    status: 'warning',
    channel,
    title: 'was changed since it was pointed here',
    seen: `${changes.join(', ')}.`,
    why: 'The fallback says what callers hear where Twilio cannot use an answer; the status callback tells when a call has ended.',
    flow: flows.get(assigned.flow),
    say: 'If that was not meant, point the number at the flow once more.',
  };
}

function stale(id: string, { pointsTo }: LineView, channel: Channel, flows: Flows): Trouble {
  const flow = flows.get(id);
  const to = 'url' in pointsTo ? pointsTo.url : 'a former address';
  const live = flow && flow.live !== null;
  return {
    code: 'number-stale',
    status: 'error',
    channel,
    title: 'leads to an address that is no longer this server’s',
    seen: `${WHAT[channel]} lead to ${to}.`,
    why: 'They do not reach this server.',
    flow,
    say: live
      ? 'Point it at the current address.'
      : flow
        ? `Publish “${flow.name}” first, then point the number at it.`
        : 'Its flow does not exist any more. Point the number at another one when you publish that.',
  };
}

function elsewhere(
  { flow: id, name }: NonNullable<LineView['assigned']>,
  { pointsTo }: LineView,
  channel: Channel,
  flows: Flows,
): Trouble {
  const flow = flows.get(id);
  return {
    code: 'number-elsewhere',
    status: 'warning',
    channel,
    title: 'was pointed elsewhere since',
    seen: `${WHAT[channel]} were pointed at “${name ?? id}”; now they lead to ${placeOf(pointsTo)}.`,
    why: 'They do not reach the flow any more.',
    ...(pointsTo.kind === 'trunk' || pointsTo.kind === 'service' ? {} : { flow }),
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
