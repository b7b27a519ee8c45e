import type { Twilio } from 'twilio';
import { suggestion } from '../../../shared/text/nearest.ts';
import { ApiFailure } from '../../routes/failure.ts';
import { askTwilio } from '../client.ts';

/** Numbers that calls may come from. */
export interface CallerIds {
  /** The account's own numbers that can call. @throws ApiFailure 409, 502 */
  numbers(): Promise<readonly string[]>;
  /** @throws ApiFailure 422 where the account neither has the number nor verified it */
  require(from: string): Promise<void>;
}

/**
 * The account's numbers and its verified caller IDs, asked for again after a while.
 * https://www.twilio.com/docs/voice/api/outgoing-caller-ids
 */
export function callerIds(client: () => Promise<Twilio>, now: () => number): CallerIds {
  let known: { readonly at: number; readonly own: readonly string[]; readonly verified: readonly string[] } | undefined;

  async function read() {
    if (known && now() - known.at < KEPT_MS) return known;
    const twilio = await client();
    const [own, verified] = await askTwilio('Reading the numbers of the account', () =>
      Promise.all([
        twilio.incomingPhoneNumbers.list({ limit: LISTED }),
        twilio.outgoingCallerIds.list({ limit: LISTED }),
      ]),
    );
    known = {
      at: now(),
      own: own.filter(({ capabilities }) => capabilities?.voice !== false).map(({ phoneNumber }) => phoneNumber),
      verified: verified.map(({ phoneNumber }) => phoneNumber),
    };
    return known;
  }

  return {
    numbers: async () => (await read()).own,
    async require(from) {
      const usable = ({ own, verified }: Awaited<ReturnType<typeof read>>) => [...own, ...verified];
      if (usable(await read()).includes(from)) return;
      // It may have been bought a moment ago.
      known = undefined;
      const all = usable(await read());
      if (all.includes(from)) return;
      const hint = all.length === 0 ? ' It has none.' : suggestion(from, all);
      const message = `${from} is neither a number of the account that can call nor a verified caller ID.${hint}`;
      throw new ApiFailure(422, 'bad-caller-id', message, {
        problems: [{ path: '$.from', message, code: 'bad-caller-id' }],
      });
    },
  };
}

const KEPT_MS = 5 * 60_000;
const LISTED = 1000;
