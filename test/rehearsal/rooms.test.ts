import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import type { Activity, PhoneEvent } from '../../shared/phone/events.ts';
import { Exchange } from '../../shared/phone/exchange.ts';
import type { Transport } from '../../shared/phone/http/transport.ts';
import type { Leg } from '../../shared/phone/leg.ts';
import { virtualClock } from '../../shared/phone/time/clock.ts';
import { type Task, until } from '../../shared/phone/time/task.ts';
import { scriptedWorld } from '../../shared/phone/world/scripted.ts';
import { FlowApp } from '../../shared/rehearsal/flow-app.ts';
import { callQueue } from '../../shared/templates/call-queue.ts';
import { conferenceRoom } from '../../shared/templates/conference-room.ts';
import { queueAgent } from '../../shared/templates/queue-agent.ts';

/** Flows published side by side, and one exchange that calls them. */
class House {
  readonly clock = virtualClock();
  readonly exchange: Exchange;
  readonly apps = new Map<string, FlowApp>();

  constructor(flows: Readonly<Record<string, FlowDocument>>) {
    for (const [id, flow] of Object.entries(flows)) {
      this.apps.set(id, new FlowApp({ flow: compileFlow(flow, blockTypes), id, now: () => this.clock.now() }));
    }
    const transport: Transport = {
      send: (request) => {
        const [, id = ''] = /\/voice\/([a-z-]+)/.exec(request.url) ?? [];
        return this.app(id).send(request);
      },
    };
    const world = scriptedWorld({ media: { 'classic.mp3': 60 } });
    this.exchange = new Exchange({ clock: this.clock, world, transport, seed: 1 });
  }

  app(id: string): FlowApp {
    const app = this.apps.get(id);
    if (!app) throw new Error(`There is no flow "${id}"`);
    return app;
  }

  /** Makes all calls, each so many seconds after the first; virtual time passes until all of them are over. */
  calls(all: readonly Call[]): void {
    const house = this;
    const one = function* ({ id, from, after, hand }: Call): Task<void> {
      yield* house.pause(after);
      house.exchange.call({ from, to: '+15550100100', voiceUrl: house.app(id).entry() }, hand);
    };
    this.exchange.spawn(
      (function* () {
        for (const call of all) house.exchange.spawn(one(call));
        yield* house.pause(0);
      })(),
    );
  }

  /** Hangs up so many seconds after the leg has come so far. */
  *talk(leg: Leg, activity: Activity, seconds: number): Task<void> {
    yield* until(leg.when((one) => one.activity === activity));
    yield* this.pause(seconds);
    leg.hangUp();
  }

  *pause(seconds: number): Task<void> {
    yield* until(this.exchange.sleep(seconds));
  }

  leg(from: string): Leg {
    const leg = this.exchange.legs.find(({ spec }) => spec.from === from);
    if (!leg) throw new Error(`Nobody calls from ${from}`);
    return leg;
  }

  /** What a leg heard and did, in order: words said, sounds, joins. */
  story(from: string): readonly string[] {
    const { sid } = this.leg(from);
    return this.exchange.events.filter((event) => event.leg === sid).flatMap((event) => told(event, this));
  }
}

interface Call {
  readonly id: string;
  readonly from: string;
  readonly after: number;
  /** What whoever calls does. */
  readonly hand: (leg: Leg) => Task<void>;
}

const nothing = function* (): Task<void> {};

function told(event: PhoneEvent, house: House): readonly string[] {
  if (event.kind === 'say') return [event.text];
  if (event.kind === 'play') return ['♪'];
  if (event.kind !== 'bridged') return [];
  return [`joined ${house.exchange.legs.find(({ sid }) => sid === event.with)?.spec.from}`];
}

const CALLER = '+15550100199';
const AGENT = '+15550100150';

describe('a caller in a queue and a colleague who takes the call', () => {
  it('hears place and music, the whisper, the colleague, and goes on when they hang up', () => {
    const house = new House({ 'call-queue': callQueue.document, 'queue-agent': queueAgent.document });
    house.calls([
      { id: 'call-queue', from: CALLER, after: 0, hand: nothing },
      { id: 'queue-agent', from: AGENT, after: 90, hand: (leg) => house.talk(leg, 'bridged', 30) },
    ]);
    expect(house.story(CALLER)).toEqual([
      'Thank you for calling. The next free colleague will take your call.',
      'You are number 1 in line.',
      'To leave a message instead, press 1 at any time.',
      '♪',
      'You are number 1 in line.',
      'To leave a message instead, press 1 at any time.',
      '♪',
      'We are connecting you. This call may be recorded.',
      `joined ${AGENT}`,
      'Thank you for your patience. Goodbye.',
    ]);
    expect(house.story(AGENT)).toEqual(['Welcome. We are getting the next caller.', `joined ${CALLER}`]);
    const session = house.app('call-queue').session(house.leg(CALLER).sid);
    expect(session?.results.line).toMatchObject({ QueueResult: 'bridged', QueueTime: expect.stringMatching(/^\d+$/) });
    expect(session?.status).toBe('ended');
  });

  it('is asked for more than once, and each time the next one comes', () => {
    const house = new House({ 'call-queue': callQueue.document, 'queue-agent': queueAgent.document });
    const second = '+15550100198';
    const hand = (leg: Leg) => house.talk(leg, 'bridged', 10);
    house.calls([
      { id: 'call-queue', from: CALLER, after: 0, hand },
      { id: 'call-queue', from: second, after: 1, hand },
      { id: 'queue-agent', from: AGENT, after: 20, hand: nothing },
    ]);
    expect(house.story(second)).toContain('You are number 2 in line.');
    expect(house.story(AGENT)).toEqual([
      'Welcome. We are getting the next caller.',
      `joined ${CALLER}`,
      'That call is over. Here is the next one.',
      `joined ${second}`,
      'That call is over. Here is the next one.',
      'Nobody is waiting. Please call again later.',
    ]);
  });
});

describe('a conference room', () => {
  it('keeps guests waiting until the host comes, and lets them go when the host leaves', () => {
    const house = new House({ room: conferenceRoom.document });
    const enters = (pin: string, stays: number) =>
      function* (leg: Leg): Task<void> {
        yield* until(leg.when(({ activity }) => activity === 'gathering'));
        leg.press(pin);
        yield* house.talk(leg, 'conference', stays);
      };
    house.calls([
      { id: 'room', from: CALLER, after: 0, hand: enters('1357', 600) },
      { id: 'room', from: AGENT, after: 40, hand: enters('8642', 120) },
    ]);
    const heard = house.story(CALLER);
    expect(heard).toContain('The host is not here yet. Please hold.');
    expect(heard.at(-1)).toBe('Goodbye.');
    expect(house.story(AGENT)).not.toContain('The host is not here yet. Please hold.');
    expect(house.app('room').session(house.leg(CALLER).sid)?.results.guestRoom).toMatchObject({
      DialCallStatus: 'answered',
      DialBridged: 'true',
    });
  });
});
