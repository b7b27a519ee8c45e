import type { CallTest, DialledStep } from '../flow/call-test.ts';
import type { Leg } from '../phone/leg.ts';
import { scriptedWorld } from '../phone/world/scripted.ts';
import type { World, WorldTime } from '../phone/world/world.ts';
import { isParty } from './plain.ts';

/** The world of a test: what is called does what the test's `dialled` steps say, as they are reached. */
export interface TestWorld extends World {
  /** Decides what the phone does that rings already and was not decided on, else the next one to ring. */
  prepare(step: DialledStep): void;
}

/** @param test its files, other servers and ends of what has no phone; phones that no step decides on are answered after 3 seconds, for 10 */
export function worldOf(test: Pick<CallTest, 'media' | 'http' | 'outcomes'>): TestWorld {
  const { media = {}, http = {}, outcomes = {} } = test;
  const prepared: DialledStep[] = [];
  const ringing: Ringing[] = [];
  return {
    ...scriptedWorld({ media, http, outcomes }),
    rings: (leg, time) => {
      const step = takeFirst(prepared, ({ to }) => fits(to, leg));
      if (step) return act(leg, time, step);
      const phone: Ringing = { leg, time, stop: () => {} };
      phone.stop = time.after(RINGS, () => {
        takeFirst(ringing, (one) => one === phone);
        act(leg, time, { dialled: 'answer', after: 0 });
      });
      ringing.push(phone);
    },
    prepare: (step) => {
      const phone = takeFirst(ringing, ({ leg }) => !leg.over && fits(step.to, leg));
      if (!phone) return void prepared.push(step);
      phone.stop();
      act(phone.leg, phone.time, step);
    },
  };
}

interface Ringing {
  readonly leg: Leg;
  readonly time: WorldTime;
  stop: () => void;
}

/** Seconds a phone rings before it is answered, where nothing else is said. */
const RINGS = 3;

function fits(to: string | undefined, leg: Leg): boolean {
  return to === undefined || isParty(to, leg.spec.to);
}

function act(leg: Leg, time: WorldTime, { dialled, after = RINGS, talks, press }: DialledStep): void {
  const script = { does: dialled, after, ...(talks === undefined ? {} : { talks }), ...(press ? { press } : {}) };
  scriptedWorld({ answers: [script] }).rings(leg, time);
}

function takeFirst<T>(list: T[], is: (item: T) => boolean): T | undefined {
  const at = list.findIndex(is);
  return at === -1 ? undefined : list.splice(at, 1)[0];
}
