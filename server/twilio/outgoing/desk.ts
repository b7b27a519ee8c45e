import type { Logger } from 'pino';
import type { Twilio } from 'twilio';
import type { NewOutgoingSettings, OutgoingSettingsView } from '../../../shared/api/outgoing.ts';
import type { CallbackEffect } from '../../../shared/effect.ts';
import type { Job } from '../../job.ts';
import type { EnvironmentStore } from '../../store/environments.ts';
import type { OutgoingStore } from '../../store/outgoing.ts';
import type { FlowStore, SettingsStore } from '../../store/store.ts';
import type { EffectService } from '../../webhooks/effects.ts';
import { tokenSource } from '../../webhooks/tokens.ts';
import type { Froms } from '../froms.ts';
import { createCallbackService } from './callbacks.ts';
import { Caller } from './caller.ts';
import { callerIds } from './caller-ids.ts';
import { CallDesk } from './calls.ts';
import { Checker } from './checker.ts';
import { outgoingLimits } from './limits.ts';
import { ListDesk } from './lists.ts';
import { Needs } from './needs.ts';

/** Calls that go out: one by one, or a list of them. */
export interface OutgoingDesk {
  readonly calls: CallDesk;
  readonly lists: ListDesk;
  /** Puts those on the list whom flows are to call back. */
  readonly callbacks: EffectService<CallbackEffect>;
  /**
   * Admits a call that a phone makes by itself: its number is judged as any other's, and it counts for its day.
   *
   * @returns the number as it is to be called
   * @throws ApiFailure 422 or 429; 409 or 502 where the countries that may be called cannot be told
   */
  admit(to: string): Promise<string>;
  settings(): Promise<OutgoingSettingsView>;
  setSettings(settings: NewOutgoingSettings): Promise<OutgoingSettingsView>;
  /** To be called when something new was heard of a call. */
  onNews(): void;
  readonly jobs: readonly Job[];
}

export interface OutgoingDeskDeps {
  readonly client: () => Promise<Twilio>;
  readonly froms: Froms;
  readonly publicUrl: () => string | null;
  /** Throws ApiFailure 409 while webhooks cannot be answered. */
  readonly requireAnswerable: () => void;
  readonly outgoing: OutgoingStore;
  readonly flows: FlowStore;
  readonly environments: EnvironmentStore;
  readonly settings: SettingsStore;
  readonly now: () => number;
  readonly log: Logger;
}

export function createOutgoingDesk(deps: OutgoingDeskDeps): OutgoingDesk {
  const { outgoing, now } = deps;
  const ids = callerIds(deps.froms);
  const limits = outgoingLimits(deps.settings, ids);
  const newId = tokenSource();
  const caller = new Caller({ ...deps, limits, newId });
  const needs = new Needs({ ...deps, limits, callerIds: ids });
  const parts = { ...deps, limits, needs, caller, newId };
  const onNews = () => caller.wake();

  const settings = async (): Promise<OutgoingSettingsView> => {
    const [set, callsToday] = await Promise.all([limits.get(), outgoing.callsToday(now())]);
    // Without credentials there are no numbers, and no calls either.
    const allowed = await limits.countries().catch(() => []);
    return { ...set, allowed: [...allowed], callsToday };
  };

  return {
    calls: new CallDesk(parts),
    lists: new ListDesk(parts),
    callbacks: createCallbackService(parts),
    async admit(to) {
      const number = await needs.callee(to);
      await needs.countCall();
      return number;
    },
    settings,
    async setSettings(set) {
      await limits.set(set);
      caller.wake();
      return settings();
    },
    onNews,
    jobs: [caller, new Checker({ ...deps, onNews })],
  };
}
