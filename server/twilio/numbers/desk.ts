import { randomUUID } from 'node:crypto';
import type { Twilio } from 'twilio';
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import type { AvailableNumbersView, NumberCountriesView, NumberSearch } from '../../../shared/api/number-market.ts';
import type {
  Channel,
  NumberChoice,
  NumberListView,
  NumberView,
  OperationView,
  PublishNumbers,
  ReleasedNumber,
} from '../../../shared/api/numbers.ts';
import { entryUrl } from '../../../shared/engine/links.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { NumberStore, Wiring } from '../../store/numbers.ts';
import type { FlowStore } from '../../store/store.ts';
import { askTwilio } from '../client.ts';
import { type Directory, readDirectory } from './directory.ts';
import { countriesOf, search } from './market.ts';
import { byGroup, changeTo, driftOf, settingsFor, settingsOf } from './properties.ts';
import { type Known, setBy, viewOf } from './view.ts';

/** The account's numbers: what answers each one, pointing some at a flow, putting back what was there, buying more. */
export interface NumberDesk {
  list(): Promise<NumberListView>;
  /** @throws ApiFailure 404, 409 or 502 */
  publish(wanted: PublishNumbers): Promise<OperationView>;
  /** @throws ApiFailure 404, 409 or 502 */
  release(numbers: readonly NumberChoice[]): Promise<OperationView>;
  /** @throws ApiFailure 404 or 409 */
  forget(numbers: readonly NumberChoice[]): Promise<void>;
  /** @throws ApiFailure 404, 409 or 502 */
  assign(sid: string, flow: string): Promise<NumberView>;
  /** @throws ApiFailure 404, 409 or 502 */
  releaseCalls(sid: string): Promise<ReleasedNumber>;
  countries(): Promise<NumberCountriesView>;
  search(query: NumberSearch): Promise<AvailableNumbersView>;
}

export interface NumberDeskDeps {
  /** A client for the credentials set now. Rejects with ApiFailure 409 when there are none. */
  readonly client: () => Promise<Twilio>;
  readonly publicUrl: () => string | null;
  readonly numbers: NumberStore;
  readonly flows: FlowStore;
  readonly now: () => number;
}

/** Numbers in one page of Twilio's list; more pages follow. */
const PAGE = 1000;

export function createNumberDesk({ client, publicUrl, numbers, flows, now }: NumberDeskDeps): NumberDesk {
  const known = async (directory: Directory): Promise<Known> => {
    const [wirings, all] = await Promise.all([numbers.wirings(), flows.list()]);
    return {
      base: publicUrl(),
      flows: new Map(all.map((flow) => [flow.id, flow])),
      directory,
      wirings,
      operations: new Map(),
    };
  };
  const view = async (twilio: Twilio, number: IncomingPhoneNumberInstance) =>
    viewOf(number, await known(await readDirectory(twilio, [number])));

  const one = async (sid: string, channel: Channel, flow: string): Promise<IncomingPhoneNumberInstance> => {
    const base = requirePublicUrl(publicUrl(), flow);
    await requireLive(flows, flow);
    const twilio = await orSayUrl(client(), entryUrl(base, flow, channel));
    const before = await askTwilio('Reading the number', () => twilio.incomingPhoneNumbers(sid).fetch());
    if (channel === 'voice') requireNoTrunk(before);
    const wiring = (await numbers.wirings()).find((known) => known.sid === sid && known.channel === channel);
    const found = settingsOf(before, channel);
    const set = settingsFor(base, flow, channel, found);
    const former = wiring ? byGroup(channel, setBy(wiring, base, found), found, clean(wiring.former), found) : found;
    await numbers.put({ sid, channel, phoneNumber: before.phoneNumber, flow, at: now(), former, set });
    try {
      const update = () => twilio.incomingPhoneNumbers(sid).update(changeTo(set, found));
      return await askTwilio('Pointing the number at the flow', update);
    } catch (error) {
      if (error instanceof ApiFailure && error.code !== 'twilio-unreachable') {
        if (wiring) await numbers.put(wiring);
        else await numbers.remove({ sid, channel });
      }
      throw error;
    }
  };

  const back = async (sid: string, channel: Channel) => {
    const wiring = (await numbers.wirings()).find((known) => known.sid === sid && known.channel === channel);
    if (!wiring) throw notAssigned();
    const twilio = await client();
    const current = await askTwilio('Reading the number', () => twilio.incomingPhoneNumbers(sid).fetch());
    const found = settingsOf(current, channel);
    const set = setBy(wiring, publicUrl(), found);
    const wanted = byGroup(channel, set, found, clean(wiring.former), found);
    const change = changeTo(wanted, found);
    const update = () => twilio.incomingPhoneNumbers(sid).update(change);
    const number = Object.keys(change).length > 0 ? await askTwilio('Putting the number back', update) : current;
    await numbers.remove({ sid, channel });
    return { number, kept: driftOf(set, found), view: await view(twilio, number) };
  };

  const report = (
    kind: OperationView['kind'],
    flow: string | null,
    lines: OperationView['numbers'],
  ): OperationView => ({
    id: randomUUID(),
    kind,
    flow,
    at: now(),
    endedAt: now(),
    state: 'done',
    direction: 'finish',
    running: false,
    error: null,
    numbers: lines,
  });

  return {
    async list() {
      const twilio = await client();
      const found = await askTwilio('Listing the numbers', () => twilio.incomingPhoneNumbers.list({ pageSize: PAGE }));
      const everything = await known(await readDirectory(twilio, found));
      const here = new Set(found.map(({ sid }) => sid));
      return {
        numbers: found.map((number) => viewOf(number, everything)),
        gone: everything.wirings
          .filter(({ sid }) => !here.has(sid))
          .map(({ sid, phoneNumber, channel, flow, at }) => ({ sid, phoneNumber, channel, flow, at })),
        remarks: [...everything.directory.remarks],
      };
    },

    async publish({ flow, numbers: chosen }) {
      const lines: OperationView['numbers'] = [];
      for (const choice of chosen) {
        for (const channel of channelsOf(choice)) {
          const number = await one(choice.sid, channel, flow);
          lines.push(lineOf(number, channel));
        }
      }
      return report('publish', flow, lines);
    },

    async release(chosen) {
      const lines: OperationView['numbers'] = [];
      for (const choice of chosen) {
        for (const channel of channelsOf(choice)) {
          const { number, kept } = await back(choice.sid, channel);
          lines.push({ ...lineOf(number, channel), kept });
        }
      }
      return report('release', null, lines);
    },

    async forget(chosen) {
      const wirings = await numbers.wirings();
      const lines = chosen.flatMap((choice) => channelsOf(choice).map((channel) => ({ sid: choice.sid, channel })));
      const known = ({ sid, channel }: (typeof lines)[number]) =>
        wirings.some((wiring: Wiring) => wiring.sid === sid && wiring.channel === channel);
      if (!lines.every(known)) throw notAssigned();
      for (const line of lines) await numbers.remove(line);
    },

    async assign(sid, flow) {
      const number = await one(sid, 'voice', flow);
      return view(await client(), number);
    },

    async releaseCalls(sid) {
      const { kept, view } = await back(sid, 'voice');
      return { restored: kept.length === 0, number: view };
    },

    async countries() {
      return { countries: await countriesOf(await client()) };
    },

    async search(query) {
      return search(await client(), query);
    },
  };
}

function lineOf(number: IncomingPhoneNumberInstance, channel: Channel): OperationView['numbers'][number] {
  const { sid, phoneNumber } = number;
  return { sid, phoneNumber, channels: [channel], state: 'done', message: null, changes: [], kept: [] };
}

function channelsOf({ voice, messaging }: NumberChoice): Channel[] {
  return [...(voice ? (['voice'] as const) : []), ...(messaging ? (['messaging'] as const) : [])];
}

function clean(former: Wiring['former']): Record<string, string> {
  return Object.fromEntries(Object.entries(former).map(([name, value]) => [name, value ?? '']));
}

function notAssigned(): ApiFailure {
  const message = 'Patchcord has not pointed this number anywhere, so there is nothing to put back.';
  return new ApiFailure(404, 'not-assigned', message);
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
