import type { Twilio } from 'twilio';
import type { AllowedFromsView } from '../../shared/api/caller-ids.ts';
import { askTwilio } from './client.ts';

/** What calls may come from: the account's numbers that can call and its verified caller IDs. */
export interface Froms {
  /**
   * Read from Twilio, or remembered for five minutes.
   *
   * @throws ApiFailure 409 without credentials, 502
   */
  allowedFroms(): Promise<AllowedFromsView>;
  /** Makes the next question go to Twilio again. */
  forget(): void;
}

/** Most numbers and most caller IDs that are read. */
const LISTED = 1000;
const KEPT_MS = 5 * 60_000;

/** https://www.twilio.com/docs/voice/api/outgoing-caller-ids */
export function createFroms(client: () => Promise<Twilio>, now: () => number): Froms {
  let known: { readonly account: string; readonly at: number; readonly froms: Promise<AllowedFromsView> } | undefined;
  return {
    async allowedFroms() {
      const twilio = await client();
      const { accountSid: account } = twilio;
      if (known?.account === account && now() - known.at < KEPT_MS) return known.froms;
      const froms = read(twilio);
      const mine = { account, at: now(), froms };
      known = mine;
      // A failure is not remembered.
      froms.catch(() => {
        if (known === mine) known = undefined;
      });
      return froms;
    },
    forget() {
      known = undefined;
    },
  };
}

async function read(twilio: Twilio): Promise<AllowedFromsView> {
  const [numbers, verified] = await askTwilio('Reading the numbers of the account', () =>
    Promise.all([
      twilio.incomingPhoneNumbers.list({ limit: LISTED, pageSize: LISTED }),
      twilio.outgoingCallerIds.list({ limit: LISTED, pageSize: LISTED }),
    ]),
  );
  return {
    numbers: numbers.filter(({ capabilities }) => capabilities?.voice !== false).map(fromOf),
    verified: verified.map(fromOf),
  };
}

function fromOf({ phoneNumber, friendlyName }: { phoneNumber: string; friendlyName: string | null }) {
  return { phoneNumber, friendlyName: friendlyName ?? '' };
}
