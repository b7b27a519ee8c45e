import type { AllowedFromsView } from '../../../shared/api/caller-ids.ts';
import type { OutgoingCallersView } from '../../../shared/api/outgoing.ts';
import { suggestion } from '../../../shared/text/nearest.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { Froms } from '../froms.ts';

/** Numbers that calls may come from. */
export interface CallerIds {
  /** The account's own numbers that can call. @throws ApiFailure 409, 502 */
  numbers(): Promise<readonly string[]>;
  /** Whatever a call may come from. @throws ApiFailure 409, 502 */
  all(): Promise<OutgoingCallersView>;
  /** @throws ApiFailure 422 where the account neither has the number nor verified it */
  require(from: string): Promise<void>;
}

/** Judges the number a call is to come from by what the account has. */
export function callerIds(froms: Froms): CallerIds {
  const usable = ({ numbers, verified }: AllowedFromsView) => [...numbers, ...verified].map((one) => one.phoneNumber);
  const numbersOf = (list: AllowedFromsView['numbers'] | AllowedFromsView['verified']) =>
    list.map((one) => one.phoneNumber);
  return {
    all: async () => {
      const { numbers, verified } = await froms.allowedFroms();
      return { numbers: numbersOf(numbers), verified: numbersOf(verified) };
    },
    numbers: async () => (await froms.allowedFroms()).numbers.map((one) => one.phoneNumber),
    async require(from) {
      if (usable(await froms.allowedFroms()).includes(from)) return;
      // It may have been bought or verified a moment ago.
      froms.forget();
      const all = usable(await froms.allowedFroms());
      if (all.includes(from)) return;
      const hint = all.length === 0 ? ' It has none.' : suggestion(from, all);
      const message = `${from} is neither a number of the account that can call nor a verified caller ID.${hint}`;
      throw new ApiFailure(422, 'bad-caller-id', message, {
        problems: [{ path: '$.from', message, code: 'bad-caller-id' }],
      });
    },
  };
}
