import { ApiFailure } from '../../routes/failure.ts';
import type { OutgoingStore } from '../../store/outgoing.ts';
import type { CallerIds } from './caller-ids.ts';
import type { OutgoingLimits } from './limits.ts';

export interface NeedsDeps {
  readonly publicUrl: () => string | null;
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
  }

  /** @throws ApiFailure 429 when no more calls are allowed today */
  async callsLeft(): Promise<void> {
    const { outgoing, limits, now } = this.#deps;
    const { callsPerDay } = await limits.get();
    if ((await outgoing.callsToday(now())) < callsPerDay) return;
    const message = `${callsPerDay} calls were placed today (UTC); no more are allowed a day. The settings of outgoing calls say how many.`;
    throw new ApiFailure(429, 'daily-cap', message);
  }
}

/** 422 for one part of a request. @param path JSON path of it */
export function unusable(path: string, code: string, message: string): ApiFailure {
  return new ApiFailure(422, code, message, { problems: [{ path, message, code }] });
}
