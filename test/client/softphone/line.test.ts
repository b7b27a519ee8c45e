import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { type Line, openLine } from '../../../client/state/softphone/line.ts';
import type { PhoneCallView } from '../../../client/state/softphone/types.ts';

/** A call of the SDK as far as a line uses it. */
class SdkCall extends EventEmitter {
  readonly customParameters = new Map<string, string>();
  readonly parameters: { readonly CallSid: string; readonly From: string };
  #status = 'pending';

  constructor(who: string) {
    super();
    this.parameters = { CallSid: `CA of ${who}`, From: `client:${who}` };
  }

  status() {
    return this.#status;
  }

  /** Something happens to it, after which it is in this state. */
  now(status: string, event: string, ...told: unknown[]) {
    this.#status = status;
    this.emit(event, ...told);
  }

  reject() {
    this.now('closed', 'reject');
  }
}

const sdk = vi.hoisted(() => ({
  device: undefined as unknown as EventEmitter,
  connect: (): Promise<unknown> => Promise.resolve(),
}));

vi.mock('@twilio/voice-sdk', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class Device extends Emitter {
    register = async () => {};
    connect = () => sdk.connect();
    constructor() {
      super();
      sdk.device = this;
    }
  }
  return { Device };
});

let line: Line;
let shown: PhoneCallView | null;
let loud: number;

beforeEach(async () => {
  vi.stubGlobal('fetch', async () => Response.json({ token: 'a.b.c' }));
  shown = null;
  line = await openLine('alice', {
    line: () => {},
    problem: () => {},
    call: (call) => {
      shown = call;
    },
    levels: ({ speaker }) => {
      loud = speaker;
    },
  });
});

function ring(who: string): SdkCall {
  const call = new SdkCall(who);
  sdk.device.emit('incoming', call);
  return call;
}

it('lets a second call wait while one rings, and takes it once the line is free', () => {
  ring('bob');
  const carol = ring('carol');
  expect(shown).toMatchObject({ who: 'bob', state: 'ringing' });
  line.current?.decline();
  expect(shown).toMatchObject({ who: 'carol', state: 'ringing' });
  carol.now('closed', 'cancel');
  expect(shown).toMatchObject({ who: 'carol', state: 'over' });
});

it('forgets a call that waited and whose caller has hung up', () => {
  const bob = ring('bob');
  ring('carol').now('closed', 'cancel');
  expect(shown).toMatchObject({ who: 'bob', state: 'ringing' });
  bob.now('closed', 'cancel');
  expect(shown).toMatchObject({ who: 'bob', state: 'over' });
});

it('shows nothing of a former call in place of the current one', () => {
  const bob = ring('bob');
  bob.now('closed', 'cancel');
  ring('carol').emit('volume', 0.5, 0.5);
  bob.emit('error', Object.assign(new Error('late'), { code: 31005 }));
  bob.emit('volume', 0, 0);
  expect([shown?.who, shown?.state, loud]).toEqual(['carol', 'ringing', 0.5]);
});

it('lets a call wait that comes while an own one is being made, and takes it where that fails', async () => {
  let settle: { resolve: (call: unknown) => void; reject: (why: Error) => void } | undefined;
  sdk.connect = () => new Promise((resolve, reject) => (settle = { resolve, reject }));
  const made = line.call('Desk', {});
  ring('bob');
  settle?.resolve(new SdkCall('desk'));
  await made;
  expect(shown).toMatchObject({ who: 'Desk', direction: 'outgoing' });
  line.current?.decline();
  expect(shown).toMatchObject({ who: 'bob', state: 'ringing' });
  line.current?.decline();
  const failed = line.call('Desk', {});
  ring('carol');
  settle?.reject(new Error('no'));
  await expect(failed).rejects.toThrow('no');
  expect(shown).toMatchObject({ who: 'carol', state: 'ringing' });
});
