import { type NewOutgoingSettings, newOutgoingSettingsSchema } from '../../../shared/api/outgoing.ts';
import type { SettingsStore } from '../../store/store.ts';
import type { CallerIds } from './caller-ids.ts';
import { countryOf } from './numbers.ts';

/** What holds for every outgoing call of the account. */
export interface OutgoingLimits {
  get(): Promise<NewOutgoingSettings>;
  set(limits: NewOutgoingSettings): Promise<void>;
  /** Countries that may be called now. @throws ApiFailure where they are those of the account's numbers, which cannot be read */
  countries(): Promise<readonly string[]>;
}

/** Until a person sets others. Twilio places one call a second unless it was asked for more. */
const SAFE: NewOutgoingSettings = { countries: null, callsPerDay: 500, callsPerSecond: 1 };
const ROW = 'outgoing-limits';

export function outgoingLimits(settings: SettingsStore, callerIds: CallerIds): OutgoingLimits {
  let known: NewOutgoingSettings | undefined;
  const get = async (): Promise<NewOutgoingSettings> => {
    if (known) return known;
    const stored = await settings.get(ROW);
    known = stored === undefined ? SAFE : newOutgoingSettingsSchema.parse(JSON.parse(stored));
    return known;
  };
  return {
    get,
    async set(limits) {
      await settings.set(ROW, JSON.stringify(limits));
      known = limits;
    },
    async countries() {
      const { countries } = await get();
      if (countries !== null) return [...countries].sort();
      const found = await Promise.all((await callerIds.numbers()).map(countryOf));
      return [...new Set(found.filter((country) => country !== undefined))].sort();
    },
  };
}
