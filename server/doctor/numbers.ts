import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import { entryUrl } from '../../shared/engine/links.ts';
import type { FlowSummary, NumberBinding } from '../store/store.ts';
import { canReachAccount } from '../twilio/settings.ts';
import type { DoctorDeps } from './deps.ts';
import { counted, fix, type Note } from './finding.ts';
import { inquire } from './inquire.ts';

/** Most numbers looked at, as many as the list of numbers shows. */
const LISTED = 1000;

/** Whether every number that leads here, or should, leads to a flow that answers. */
export async function checkNumbers(deps: DoctorDeps): Promise<readonly Note[]> {
  const { settings, store } = deps;
  const credentials = settings.credentials();
  const { url: base } = settings.publicUrl();
  if (!canReachAccount(credentials)) return [unchecked('There are no credentials to ask Twilio with.')];
  if (!store) return [unchecked('There is no database yet that says which numbers were pointed here.')];
  const found = await inquire(async () => {
    const client = await deps.client(credentials);
    return client.incomingPhoneNumbers.list({ limit: LISTED });
  });
  if (!found.ok) return [unchecked(`Twilio could not be asked: ${found.seen}.`)];
  const [bindings, flows] = await Promise.all([store.numbers.list(), store.flows.list()]);
  const known = new Map(flows.map((flow) => [flow.id, flow]));
  const bySid = new Map(bindings.map((binding) => [binding.sid, binding]));
  const notes = found.value.flatMap((number) => judge(number, bySid.get(number.sid), known, base));
  const gone = bindings.filter(({ sid }) => !found.value.some((number) => number.sid === sid)).map(numberGone);
  const ours = found.value.filter(({ sid, voiceUrl }) => bySid.has(sid) || flowAt(voiceUrl, base) !== undefined).length;
  const all = [...notes, ...gone];
  return all.length > 0 ? all : [allWell(ours, found.value.length)];
}

function unchecked(seen: string): Note {
  return { code: 'numbers-unchecked', status: 'unknown', title: 'The numbers could not be looked at', seen };
}

function allWell(ours: number, all: number): Note {
  const seen =
    ours === 0
      ? `The account has ${counted(all, 'number', 'numbers')}, and none leads here yet.`
      : `${counted(ours, 'number leads', 'numbers lead')} to a published flow at the current address.`;
  return { code: 'numbers', status: 'ok', title: ours === 0 ? 'No number leads here' : 'The numbers lead here', seen };
}

/** Flow that a voice URL below `base` starts. */
function flowAt(url: string | null, base: string | null): string | undefined {
  if (base === null || !url?.startsWith(`${base}/voice/`)) return undefined;
  const id = url.slice(base.length + '/voice/'.length);
  return /^[a-z0-9-]+$/.test(id) ? id : undefined;
}

type Flows = ReadonlyMap<string, FlowSummary>;

function judge(
  number: IncomingPhoneNumberInstance,
  binding: NumberBinding | undefined,
  flows: Flows,
  base: string | null,
): readonly Note[] {
  const leadsTo = flowAt(number.voiceUrl, base);
  const taken = number.trunkSid || number.voiceApplicationSid;
  if (leadsTo !== undefined && !taken) {
    const dead = notLive(number, leadsTo, flows);
    const flow = flows.get(leadsTo);
    return dead || !flow ? [dead].filter((note) => note !== undefined) : fallbackNote(number, flow, base);
  }
  const former = formerFlow(number.voiceUrl, flows);
  if (binding && !taken && (former !== undefined || number.voiceUrl === ''))
    return [stale(number, binding.flow, flows, base)];
  if (binding) return [pointedElsewhere(number, binding, flows)];
  // Pasted by hand, before the address changed.
  return former !== undefined && !taken ? [{ ...stale(number, former, flows, base), status: 'warning' }] : [];
}

/** Flow of this server that a URL at another address names. */
function formerFlow(url: string | null, flows: Flows): string | undefined {
  const id = /^https?:\/\/[^?#]+\/voice\/([a-z0-9-]+)$/.exec(url ?? '')?.[1];
  return id !== undefined && flows.has(id) ? id : undefined;
}

function notLive({ phoneNumber, sid }: IncomingPhoneNumberInstance, id: string, flows: Flows): Note | undefined {
  const flow = flows.get(id);
  if (flow && flow.live !== null) return undefined;
  const why = 'Callers hear the general fallback prompt, and then the call ends.';
  if (flow) {
    return {
      code: 'number-unpublished',
      status: 'error',
      title: `${phoneNumber} leads to a flow that is not published`,
      seen: `It leads to “${flow.name}”, which has no live version.`,
      why,
      fix: fix('Publish the flow.', undefined, { kind: 'flow', flow: id, name: flow.name }),
    };
  }
  const live = [...flows.values()].filter((one) => one.live !== null).slice(0, 3);
  return {
    code: 'number-no-flow',
    status: 'error',
    title: `${phoneNumber} leads to a flow that does not exist`,
    seen: `Its voice URL names the flow “${id}”, which this server does not have.`,
    why,
    fix: fix(
      'Point the number at a flow that is published.',
      undefined,
      ...live.map((one) => point(sid, phoneNumber, one)),
    ),
  };
}

function fallbackNote(number: IncomingPhoneNumberInstance, flow: FlowSummary, base: string | null): readonly Note[] {
  const { phoneNumber, sid, voiceFallbackUrl } = number;
  if (voiceFallbackUrl === `${entryUrl(base ?? '', flow.id)}/fallback`) return [];
  const seen = voiceFallbackUrl ? `Its fallback URL is ${voiceFallbackUrl}.` : 'It has no fallback URL.';
  return [
    {
      code: 'number-fallback',
      status: 'warning',
      title: `${phoneNumber} has no fallback at this server`,
      seen,
      why: 'Where Twilio cannot use an answer, it asks there what callers should hear instead of its own error message.',
      fix: fix(
        'Point the number at the flow once more; that sets fallback and status callback, too.',
        undefined,
        point(sid, phoneNumber, flow),
      ),
    },
  ];
}

function stale(number: IncomingPhoneNumberInstance, flow: string, flows: Flows, base: string | null): Note {
  const { phoneNumber, sid, voiceUrl } = number;
  const known = flows.get(flow);
  const seen = voiceUrl
    ? `It leads to ${voiceUrl}; the public address is ${base ?? 'not set'}.`
    : 'It leads nowhere any more.';
  const mend =
    known && known.live !== null && base !== null
      ? fix('Point it at the current address.', undefined, point(sid, phoneNumber, known))
      : fix(
          base === null
            ? 'Set the public address first.'
            : `Publish the flow “${known?.name ?? flow}” first, then point the number at it.`,
          undefined,
          { kind: 'settings' },
        );
  return {
    code: 'number-stale',
    status: 'error',
    title: `${phoneNumber} leads to an address that is no longer this server’s`,
    seen,
    why: 'Its callers do not reach this server.',
    fix: mend,
  };
}

function pointedElsewhere(number: IncomingPhoneNumberInstance, { flow, sid }: NumberBinding, flows: Flows): Note {
  const { phoneNumber, trunkSid, voiceApplicationSid, voiceUrl } = number;
  const where = trunkSid
    ? `the SIP trunk ${trunkSid}`
    : voiceApplicationSid
      ? `the TwiML app ${voiceApplicationSid}`
      : voiceUrl;
  const known = flows.get(flow);
  const name = known?.name ?? flow;
  const back = known && known.live !== null && !trunkSid ? [point(sid, phoneNumber, known)] : [];
  return {
    code: 'number-elsewhere',
    status: 'warning',
    title: `${phoneNumber} was pointed elsewhere since`,
    seen: `Patchcord pointed it at “${name}”; now it leads to ${where}.`,
    why: 'Its callers do not reach the flow any more.',
    fix: fix('If that was not meant, point it at the flow again.', undefined, ...back),
  };
}

function numberGone({ phoneNumber, flow }: NumberBinding): Note {
  return {
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
  };
}

function point(sid: string, phoneNumber: string, { id, name }: FlowSummary) {
  return { kind: 'point', sid, phoneNumber, flow: id, name } as const;
}
