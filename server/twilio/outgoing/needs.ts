import { ApiFailure } from '../../routes/failure.ts';
import type { OutgoingStore } from '../../store/outgoing.ts';
import type { CallerIds } from './caller-ids.ts';
import type { OutgoingLimits } from './limits.ts';
import { numberJudge } from './numbers.ts';

export interface NeedsDeps {
  readonly publicUrl: () => string | null;
  /** Throws ApiFailure 409 while webhooks cannot be answered. */
  readonly requireAnswerable: () => void;
  readonly callerIds: CallerIds;
  readonly limits: OutgoingLimits;
  readonly outgoing: OutgoingStore;
  readonly now: () => number;
}

/** What must be so before anybody is called. */
export class Needs {
  readonly #deps: NeedsDeps;

  constructor(deps: NeedsDeps) {
    this.#deps = deps;
  }

  /** @throws ApiFailure 409, 422 or 502 where calls from this number could not be placed or answered */
  async caller(from: string): Promise<void> {
    if (this.#deps.publicUrl() === null) {
      const message =
        'Patchcord does not know its public address, so Twilio could not reach it. Enter it in Settings or set PUBLIC_BASE_URL.';
      throw new ApiFailure(409, 'no-public-url', message);
    }
    await this.#deps.callerIds.require(from);
    this.#deps.requireAnswerable();
  }

  /** @returns the number as it is to be called @throws ApiFailure 422, or where the countries that may be called cannot be told */
  async callee(to: string): Promise<string> {
    const judged = (await numberJudge())(to, await this.#deps.limits.countries());
    if (judged.ok) return judged.number;
    throw unusable('$.to', judged.code, judged.message);
  }

  /** @throws ApiFailure 429 when no more calls are allowed today */
  async callsLeft(): Promise<void> {
    const { outgoing, limits, now } = this.#deps;
    const { callsPerDay } = await limits.get();
    if ((await outgoing.callsToday(now())) >= callsPerDay) throw noCallsLeft(callsPerDay);
  }

  /** `callsLeft` for a call that is kept nowhere else: it is counted at once. @throws ApiFailure 429 */
  async countCall(): Promise<void> {
    const { outgoing, limits, now } = this.#deps;
    const { callsPerDay } = await limits.get();
    if (!(await outgoing.countCall(now(), callsPerDay))) throw noCallsLeft(callsPerDay);
  }
}

/** 429 where the day has as many calls as it may. */
export function noCallsLeft(callsPerDay: number): ApiFailure {
  const message = `${callsPerDay} calls were placed today (UTC); no more are allowed a day. The settings of outgoing calls say how many.`;
  return new ApiFailure(429, 'daily-cap', message);
}

/** 422 for one part of a request. @param path JSON path of it */
export function unusable(path: string, code: string, message: string): ApiFailure {
  return new ApiFailure(422, code, message, { problems: [{ path, message, code }] });
}
