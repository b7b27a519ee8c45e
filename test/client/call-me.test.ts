import { expect, it } from 'vitest';
import { ApiFailure } from '../../client/api/request.ts';
import { createCallMe } from '../../client/state/call-me.ts';
import { createRequestKeys } from '../../client/state/request-keys.ts';
import type { NewOutgoingCall, OutgoingCallView, OutgoingState } from '../../shared/api/outgoing.ts';

const WISH = { flow: 'desk', to: '+15550100299', from: '+15550100101' };
const UNREACHABLE = new ApiFailure(0, 'unreachable', 'The server does not answer.');
const callOf = (state: OutgoingState) => ({ id: 'one', state }) as OutgoingCallView;

/** A server whose answers are given one after the other; an error is thrown. */
function dialler(placing: (OutgoingState | Error)[], looking: (OutgoingState | Error)[] = [], saved = true) {
  const keys: (string | undefined)[] = [];
  const heard: unknown[] = [];
  let made = 0;
  const next = (answers: (OutgoingState | Error)[]): OutgoingCallView => {
    const answer = answers.shift() ?? 'completed';
    if (answer instanceof Error) throw answer;
    return callOf(answer);
  };
  const store = createCallMe({
    save: async () => saved,
    place: async ({ idempotencyKey }: NewOutgoingCall) => {
      keys.push(idempotencyKey);
      return next(placing);
    },
    fetch: async () => next(looking),
    keys: createRequestKeys(() => `key ${++made}`),
    pauseMs: 0,
  });
  store.subscribe(({ phase, call, trouble }) => heard.push([phase, call?.state, trouble?.code]));
  return { store, keys, heard, dial: () => store.getState().dial(WISH) };
}

it('is the same call after a lost answer, even after the dialog was closed, and a new one once its call is known', async () => {
  const { store, keys, dial } = dialler([UNREACHABLE, UNREACHABLE]);
  await dial();
  expect(store.getState()).toMatchObject({ phase: 'idle', trouble: { code: 'unreachable' } });
  store.getState().leave();
  await dial();
  await dial();
  await dial();
  expect(keys).toEqual(['key 1', 'key 1', 'key 1', 'key 2']);
});

it('is a new call after Twilio refused it, but not after a fault of the server, which may have placed it', async () => {
  const refused = dialler([new ApiFailure(502, 'twilio-refused', 'No.')]);
  await refused.dial();
  await refused.dial();
  expect(refused.keys).toEqual(['key 1', 'key 2']);
  const faulty = dialler([new ApiFailure(500, 'internal', 'Oh.')]);
  await faulty.dial();
  await faulty.dial();
  expect(faulty.keys).toEqual(['key 1', 'key 1']);
});

it('keeps looking while the server is out of reach, so that nobody is offered to call again meanwhile', async () => {
  const { heard, dial } = dialler(['placed'], ['ringing', UNREACHABLE, 'completed']);
  await dial();
  expect(heard).toEqual([
    ['placing', undefined, undefined],
    ['under-way', 'placed', undefined],
    ['under-way', 'ringing', undefined],
    ['under-way', 'ringing', 'unreachable'],
    ['over', 'completed', undefined],
  ]);
});

it('stops at a refusal, and tells nothing more once it was left', async () => {
  const gone = dialler(['placed'], [new ApiFailure(404, 'no-such-call', 'Gone.')]);
  await gone.dial();
  expect(gone.store.getState()).toMatchObject({ phase: 'idle', trouble: { code: 'no-such-call', message: 'Gone.' } });
  const left = dialler(['placed'], ['ringing']);
  const dialled = left.dial();
  left.store.getState().leave();
  await dialled;
  expect(left.store.getState()).toMatchObject({ phase: 'idle', call: null });
});

it('places nothing while the latest changes are not saved', async () => {
  const { store, keys, dial } = dialler([], [], false);
  await dial();
  expect(keys).toEqual([]);
  expect(store.getState().trouble?.message).toContain('not saved yet');
});
