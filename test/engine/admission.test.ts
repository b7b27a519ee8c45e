import { describe, expect, it } from 'vitest';
import { admit, isExpected, type KnownCall } from '../../shared/engine/admission.ts';
import type { Target } from '../../shared/engine/target.ts';
import type { Session } from '../../shared/engine/types.ts';

const session: Session = {
  sid: 'CA1',
  channel: 'voice',
  flow: 'desk',
  version: 1,
  status: 'active',
  turn: 1,
  waiting: { block: 'menu', token: 'good' },
  variables: {},
  results: {},
  state: null,
  call: {},
};
const waits: KnownCall = { session, latest: '<Response><Gather/></Response>' };
const redirected: KnownCall = {
  session: { ...session, waiting: null, status: 'ended' },
  latest: '<Response><Redirect>/voice/desk</Redirect></Response>',
};
const entry: Target = { channel: 'voice', flow: 'desk', kind: 'entry', block: null, token: '', exit: '', call: '' };
const action: Target = {
  channel: 'voice',
  flow: 'desk',
  kind: 'action',
  block: 'menu',
  token: 'good',
  exit: '',
  call: '',
};

describe('isExpected', () => {
  it('wants block and token of the turn that is waited for', () => {
    expect(isExpected(action, session)).toBe(true);
    expect(isExpected({ ...action, token: 'old' }, session)).toBe(false);
    expect(isExpected({ ...action, block: 'other' }, session)).toBe(false);
    expect(isExpected({ ...action, kind: 'status' }, session)).toBe(false);
    expect(isExpected(action, { ...session, waiting: null })).toBe(false);
  });
});

describe('admit', () => {
  it.each<[string, Target, KnownCall | undefined, string | undefined, object]>([
    ['a call that is new begins', entry, undefined, undefined, { kind: 'begin' }],
    ['an action of a call nobody knows is refused', action, undefined, undefined, { kind: 'refuse' }],
    ['the action that is waited for resumes', action, waits, undefined, { kind: 'resume' }],
    ['the same request again', entry, waits, 'first', { kind: 'repeat', answer: 'first', stale: false }],
    [
      'an old token gets the latest answer',
      { ...action, token: 'old' },
      waits,
      undefined,
      { kind: 'repeat', answer: waits.latest, stale: true },
    ],
    [
      'an old token that was answered gets that answer',
      { ...action, token: 'old' },
      waits,
      'then',
      { kind: 'repeat', answer: 'then', stale: false },
    ],
    ['the entry once more, by another request', entry, waits, undefined, { kind: 'restart' }],
    ['the flow led back to its entry', entry, redirected, 'first', { kind: 'restart' }],
    [
      'the answer with the redirect is asked for again',
      entry,
      redirected,
      redirected.latest,
      { kind: 'repeat', answer: redirected.latest },
    ],
    [
      'a repetition while the call waits is none of a redirect',
      entry,
      { ...redirected, session },
      'first',
      { kind: 'repeat', answer: 'first' },
    ],
    ['another flow hands the call over', { ...entry, flow: 'sales' }, waits, undefined, { kind: 'begin' }],
    ['an action of another flow is refused', { ...action, flow: 'sales' }, waits, undefined, { kind: 'refuse' }],
    ['a message is no call', { ...entry, channel: 'messaging' }, waits, undefined, { kind: 'refuse' }],
  ])('%s', (_what, target, call, known, expected) => {
    expect(admit(target, call, known)).toMatchObject(expected);
  });
});
