import type { Logger } from 'pino';
import type { Twilio } from 'twilio';
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import type {
  AvailableNumbersView,
  BuyNumber,
  NumberCountriesView,
  NumberSearch,
  PurchaseView,
} from '../../../shared/api/number-market.ts';
import type { AssignNumber, NumberListView, NumberView, ReleasedNumber } from '../../../shared/api/numbers.ts';
import { addressOf } from '../../../shared/engine/links.ts';
import type { EnvironmentStore } from '../../store/environments.ts';
import type { NumberStore } from '../../store/numbers.ts';
import type { OperationStore } from '../../store/operations.ts';
import type { Purchase, PurchaseStore } from '../../store/purchases.ts';
import type { FlowStore } from '../../store/store.ts';
import { askTwilio } from '../client.ts';
import { Claims } from './claims.ts';
import { readDirectory } from './directory.ts';
import { countriesOf, search } from './market.ts';
import { NumberOperations, type ReadOperation } from './operations.ts';
import { buy, settlePurchases } from './purchases.ts';
import { createRecovery, type Recovery } from './recovery.ts';
import { afterwards, type Known, viewOf } from './view.ts';

/** The account's numbers: what answers each one, pointing some at a flow, putting back what was there, buying more. */
export interface NumberDesk {
  list(): Promise<NumberListView>;
  readonly operations: NumberOperations;
  /** Points the calls of one number at a flow. @throws ApiFailure 404, 409 or 502 */
  assign(sid: string, place: AssignNumber): Promise<NumberView>;
  /** Puts back what answered the calls of one number. @throws ApiFailure 404, 409 or 502 */
  release(sid: string): Promise<ReleasedNumber>;
  countries(): Promise<NumberCountriesView>;
  search(query: NumberSearch): Promise<AvailableNumbersView>;
  /** @throws ApiFailure 409 or 502 */
  buy(wanted: BuyNumber): Promise<{ readonly purchase: PurchaseView; readonly made: boolean }>;
  /** Latest first. */
  purchases(): Promise<PurchaseView[]>;
  /** Goes on with what was under way when the server stopped. */
  readonly recovery: Recovery;
}

export interface NumberDeskDeps {
  /** A client for the credentials set now. Rejects with ApiFailure 409 when there are none. */
  readonly client: () => Promise<Twilio>;
  /** The account they belong to. */
  readonly account: () => string | null;
  readonly publicUrl: () => string | null;
  /** Throws ApiFailure 409 while webhooks cannot be answered. */
  readonly requireAnswerable: () => void;
  readonly store: {
    readonly numbers: NumberStore;
    readonly operations: OperationStore;
    readonly purchases: PurchaseStore;
    readonly flows: FlowStore;
    readonly environments: EnvironmentStore;
  };
  readonly now: () => number;
  /** Milliseconds after which a request to Twilio that was not answered takes effect no more. */
  readonly settleMs: number;
  readonly log: Logger;
}

/** Numbers in one page of Twilio's list; all pages are read. */
const PAGE = 1000;
/** Purchases that are listed. */
const LISTED = 100;

export function createNumberDesk({ store, ...deps }: NumberDeskDeps): NumberDesk {
  const { client, account, publicUrl, log } = deps;
  const { numbers, flows, purchases } = store;
  const claims = new Claims(store.operations);
  const operations = new NumberOperations({ ...deps, ...store, claims, onFailed: () => recovery.wake() });
  const buying = { ...deps, purchases };
  const recovery = createRecovery(async (stopping) => {
    const open = await operations.takeUp(stopping);
    return open + (await settlePurchases({ ...buying, claims, log }, stopping));
  }, log);

  const known = async (twilio: Twilio, found: readonly IncomingPhoneNumberInstance[]): Promise<Known> => {
    const [directory, wirings, all, running, holders] = await Promise.all([
      readDirectory(twilio, found),
      numbers.wirings(),
      flows.list(),
      flows.runs(),
      operations.holders(),
    ]);
    const byId = new Map(all.map((flow) => [flow.id, flow]));
    const runs = new Map(running.map((run) => [addressOf(run), run.version]));
    return { base: publicUrl(), flows: byId, runs, directory, wirings, operations: holders };
  };
  /** A number after an operation. That went through, whether or not the number can be read once more. */
  const view = async (sid: string, { operation, chosen }: ReadOperation): Promise<NumberView> => {
    const twilio = await client();
    const read = () => twilio.incomingPhoneNumbers(sid).fetch();
    const number = await askTwilio('Reading the number', read).catch(() => afterwards(sid, operation, chosen));
    return viewOf(number, await known(twilio, [number]));
  };

  return {
    operations,
    recovery,

    async list() {
      const twilio = await client();
      const found = await askTwilio('Listing the numbers', () => twilio.incomingPhoneNumbers.list({ pageSize: PAGE }));
      const everything = await known(twilio, found);
      const here = new Set(found.map(({ sid }) => sid));
      return {
        numbers: found.map((number) => viewOf(number, everything)),
        gone: everything.wirings
          .filter(({ sid }) => !here.has(sid))
          .map(({ sid, phoneNumber, channel, flow, at }) => ({ sid, phoneNumber, channel, flow, at })),
        remarks: [...everything.directory.remarks],
      };
    },

    async assign(sid, place) {
      return view(sid, await operations.publishRead({ ...place, numbers: [{ sid, voice: true, messaging: false }] }));
    },

    async release(sid) {
      const done = await operations.releaseRead([{ sid, voice: true, messaging: false }]);
      const restored = done.operation.numbers.every(({ kept }) => kept.length === 0);
      return { restored, number: await view(sid, done) };
    },

    countries: async () => ({ countries: await countriesOf(await client()) }),
    search: async (query) => search(await client(), query),
    async buy(wanted) {
      try {
        const { purchase, made } = await claims.during([wanted.phoneNumber], () => buy(buying, wanted));
        return { purchase: purchaseView(purchase), made };
      } catch (error) {
        recovery.wake();
        throw error;
      }
    },
    purchases: async () => (await purchases.list(account() ?? '', LISTED)).map(purchaseView),
  };
}

function purchaseView({ account: _, ...shown }: Purchase): PurchaseView {
  return shown;
}
