import type { Twilio } from 'twilio';
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import type { NumberView, PointsTo, ReleasedNumber } from '../../shared/api/twilio.ts';
import { entryUrl } from '../../shared/engine/links.ts';
import { ApiFailure } from '../routes/failure.ts';
import type { FlowStore, NumberBinding, NumberStore } from '../store/store.ts';
import { askTwilio } from './client.ts';

/** The account's numbers: what answers each one, pointing one at a flow, putting back what was there. */
export interface NumberDesk {
  list(): Promise<readonly NumberView[]>;
  /** @throws ApiFailure 404, 409 or 502 */
  assign(sid: string, flow: string): Promise<NumberView>;
  /** @throws ApiFailure 404, 409 or 502 */
  release(sid: string): Promise<ReleasedNumber>;
}

export interface NumberDeskDeps {
  /** A client for the credentials set now. Rejects with ApiFailure 409 when there are none. */
  readonly client: () => Promise<Twilio>;
  readonly publicUrl: () => string | null;
  readonly numbers: NumberStore;
  readonly flows: FlowStore;
  readonly now: () => number;
}

/** Most numbers listed; more than this need another way to choose one than a list. */
const LISTED = 1000;

/**
 * Properties a flow takes over, by their REST names.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#update-an-incomingphonenumber-resource
 */
const PROPERTIES = {
  VoiceUrl: 'voiceUrl',
  VoiceMethod: 'voiceMethod',
  VoiceFallbackUrl: 'voiceFallbackUrl',
  VoiceFallbackMethod: 'voiceFallbackMethod',
  StatusCallback: 'statusCallback',
  StatusCallbackMethod: 'statusCallbackMethod',
  VoiceApplicationSid: 'voiceApplicationSid',
} as const;

export function createNumberDesk({ client, publicUrl, numbers, flows, now }: NumberDeskDeps): NumberDesk {
  const view = async (number: IncomingPhoneNumberInstance) => {
    const [binding, names] = await Promise.all([numbers.get(number.sid), namesOf(flows)]);
    return describe(number, binding, publicUrl(), names);
  };

  return {
    async list() {
      const twilio = await client();
      const found = await askTwilio('Listing the numbers', () => twilio.incomingPhoneNumbers.list({ limit: LISTED }));
      const [bindings, names] = await Promise.all([numbers.list(), namesOf(flows)]);
      const bySid = new Map(bindings.map((binding) => [binding.sid, binding]));
      return found.map((number) => describe(number, bySid.get(number.sid), publicUrl(), names));
    },

    async assign(sid, flow) {
      const base = requirePublicUrl(publicUrl(), flow);
      await requireLive(flows, flow);
      const twilio = await orSayUrl(client(), entryUrl(base, flow));
      const before = await askTwilio('Reading the number', () => twilio.incomingPhoneNumbers(sid).fetch());
      requireNoTrunk(before);
      const known = await numbers.get(sid);
      // A number that already is ours keeps the memory of what was there before us, not our own address.
      const former = known && flowOfUrl(before.voiceUrl, base) !== undefined ? known.former : formerOf(before);
      await numbers.put({ sid, phoneNumber: before.phoneNumber, flow, at: now(), former });
      try {
        const update = () => twilio.incomingPhoneNumbers(sid).update(propertiesFor(base, flow, before));
        return await view(await askTwilio('Pointing the number at the flow', update));
      } catch (error) {
        // Twilio said no, so nothing changed. Without an answer it may have: then the memory stays.
        if (error instanceof ApiFailure && error.code !== 'twilio-unreachable')
          await restoreMemory(numbers, sid, known);
        throw error;
      }
    },

    async release(sid) {
      const binding = await numbers.get(sid);
      if (!binding)
        throw new ApiFailure(
          404,
          'not-assigned',
          'Patchcord has not pointed this number anywhere, so there is nothing to put back.',
        );
      const twilio = await client();
      const current = await askTwilio('Reading the number', () => twilio.incomingPhoneNumbers(sid).fetch());
      const ours = publicUrl();
      const stillOurs =
        current.voiceUrl === entryUrl(ours ?? '', binding.flow) || flowOfUrl(current.voiceUrl, ours) !== undefined;
      if (!stillOurs || current.voiceApplicationSid) {
        await numbers.remove(sid);
        return { restored: false, number: await view(current) };
      }
      const update = () => twilio.incomingPhoneNumbers(sid).update(propertiesBefore(binding));
      const restored = await askTwilio('Putting the number back', update);
      await numbers.remove(sid);
      return { restored: true, number: await view(restored) };
    },
  };
}

/** Flow that a webhook URL below our public address starts; undefined for any other URL. */
export function flowOfUrl(url: string | null, base: string | null): string | undefined {
  const root = base === null ? undefined : `${base}/voice/`;
  if (!url || root === undefined || !url.startsWith(root)) return undefined;
  const id = url.slice(root.length);
  return /^[a-z0-9-]+$/.test(id) ? id : undefined;
}

function describe(
  number: IncomingPhoneNumberInstance,
  binding: NumberBinding | undefined,
  base: string | null,
  names: ReadonlyMap<string, string>,
): NumberView {
  return {
    sid: number.sid,
    phoneNumber: number.phoneNumber,
    friendlyName: number.friendlyName ?? '',
    voice: number.capabilities?.voice ?? false,
    pointsTo: pointsTo(number, base, names),
    assigned: binding ? { flow: binding.flow, at: binding.at, former: binding.former } : null,
  };
}

/** Trunks win over applications and applications over URLs, as at Twilio. */
function pointsTo(
  number: IncomingPhoneNumberInstance,
  base: string | null,
  names: ReadonlyMap<string, string>,
): PointsTo {
  if (number.trunkSid) return { kind: 'trunk', sid: number.trunkSid };
  if (number.voiceApplicationSid) return { kind: 'application', sid: number.voiceApplicationSid };
  const flow = flowOfUrl(number.voiceUrl, base);
  if (flow !== undefined) return { kind: 'flow', flow, name: names.get(flow) ?? null };
  return number.voiceUrl ? { kind: 'url', url: number.voiceUrl } : { kind: 'none' };
}

function formerOf(number: IncomingPhoneNumberInstance): NumberBinding['former'] {
  return Object.fromEntries(Object.entries(PROPERTIES).map(([rest, property]) => [rest, number[property] ?? null]));
}

function propertiesFor(base: string, flow: string, before: IncomingPhoneNumberInstance) {
  const entry = entryUrl(base, flow);
  return {
    voiceUrl: entry,
    voiceMethod: 'POST',
    voiceFallbackUrl: `${entry}/fallback`,
    voiceFallbackMethod: 'POST',
    statusCallback: `${entry}/status`,
    statusCallbackMethod: 'POST',
    // While an application is set, Twilio ignores the URLs.
    ...(before.voiceApplicationSid ? { voiceApplicationSid: '' } : {}),
  };
}

/** An empty text clears a property at Twilio. */
function propertiesBefore({ former }: NumberBinding): Record<string, string> {
  const entries = Object.entries(PROPERTIES).filter(([rest]) => rest !== 'VoiceApplicationSid' || former[rest]);
  return Object.fromEntries(entries.map(([rest, property]) => [property, former[rest] ?? '']));
}

async function restoreMemory(numbers: NumberStore, sid: string, known: NumberBinding | undefined): Promise<void> {
  if (known) await numbers.put(known);
  else await numbers.remove(sid);
}

async function namesOf(flows: FlowStore): Promise<Map<string, string>> {
  return new Map((await flows.list()).map((flow) => [flow.id, flow.name]));
}

async function requireLive(flows: FlowStore, id: string): Promise<void> {
  const flow = await flows.get(id);
  if (!flow) throw new ApiFailure(404, 'no-such-flow', `There is no flow "${id}".`);
  if (flow.live === null) {
    throw new ApiFailure(
      409,
      'not-published',
      `"${flow.name}" is not published, so callers would hear nothing. Publish it first.`,
    );
  }
}

/** Without credentials a person can still do by hand what we cannot. */
async function orSayUrl(client: Promise<Twilio>, url: string): Promise<Twilio> {
  try {
    return await client;
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.code !== 'no-credentials') throw error;
    throw new ApiFailure(
      409,
      error.code,
      `${error.message} Or paste ${url} as the number's voice URL (POST) in the Twilio console.`,
    );
  }
}

function requirePublicUrl(base: string | null, flow: string): string {
  if (base !== null) return base;
  const url = entryUrl('https://your-public-address', flow);
  const message = `Patchcord does not know its public address, so Twilio could not reach it. Enter it in Settings or set PUBLIC_BASE_URL; the number's voice URL will then be ${url}.`;
  throw new ApiFailure(409, 'no-public-url', message);
}

function requireNoTrunk(number: IncomingPhoneNumberInstance): void {
  if (!number.trunkSid) return;
  const message = `${number.phoneNumber} belongs to the SIP trunk ${number.trunkSid}. Take it off the trunk in the Twilio console first.`;
  throw new ApiFailure(409, 'number-on-trunk', message);
}
