import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Line } from '../../../client/state/call/line.ts';
import type { PhoneCall } from '../../../client/state/call/types.ts';
import { createDocumentStore } from '../../../client/state/document.ts';
import { createPhoneStore } from '../../../client/state/phone.ts';
import type { FlowBlock, FlowDocument } from '../../../shared/flow/types.ts';
import { templates } from '../../../shared/templates/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const office = templates.find(({ document }) => document.name === 'Front desk')?.document as FlowDocument;

function flowOf(blocks: Record<string, FlowBlock>): FlowDocument {
  return { version: 1, name: 'Test', settings: {}, variables: {}, blocks, layout: {}, tests: [] };
}

/** A phone with its own documents, and the line opened without the module being fetched. */
async function phoneAt(document: FlowDocument, at = '') {
  const documents = createDocumentStore();
  documents.getState().open('test', 1, document);
  const phone = createPhoneStore(documents, async (options) => new Line(options));
  const call = (): PhoneCall => phone.getState().call as PhoneCall;
  phone.getState().setAt(at);
  await phone.getState().dial();
  await vi.advanceTimersByTimeAsync(10);
  return { documents, phone, call, pass: (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000) };
}

const texts = (call: PhoneCall): string[] => call.lines.map(({ text }) => text);

describe('a call from the page', () => {
  it('hears the greeting, takes a key at once, and shows the way up to where the caller is', async () => {
    const { phone, call, pass } = await phoneAt(office);
    expect([call().state, call().activity, call().block]).toEqual(['on', 'prompting', 'menu']);
    expect(texts(call())).toEqual([expect.stringMatching(/^Thank you for calling Acme/)]);
    phone.getState().press('2');
    await pass(0.1);
    expect(texts(call()).slice(1)).toEqual(['2', expect.stringMatching(/^One moment/)]);
    expect(call().path.at(-1)).toEqual({ block: call().block });
    expect(call().path.map(({ exit }) => exit)).toContain('support');
    expect(call().turns.map(({ number, parameters }) => [number, parameters.Digits])).toEqual([
      [1, undefined],
      [2, '2'],
    ]);
    expect(call().turns[0]?.lines.find(({ text }) => text.includes('<Gather'))?.owner).toBe('menu');
  });

  it('is made as if it were another time, on the clock of the flow', async () => {
    const week = { mon: [{ from: '09:00', to: '17:00' }] };
    const say = (text: string): FlowBlock => ({ type: 'say', props: { prompts: [{ say: text }] }, exits: {} });
    const flow = flowOf({
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'hours' } },
      hours: {
        type: 'hours',
        props: { timezone: 'America/New_York', week },
        exits: { open: 'open', closed: 'closed' },
      },
      open: say('We are open.'),
      closed: say('We are closed.'),
    });
    for (const [at, heard] of [
      ['2026-11-30T16:59', 'We are open.'],
      ['2026-11-30T17:01', 'We are closed.'],
    ] as const) {
      const { phone, call, pass } = await phoneAt(flow, at);
      expect(texts(call())).toEqual([heard]);
      expect(phone.getState().asOf).toBe(`${at}:00-05:00`);
      await pass(2);
      expect(call().seconds).toBeLessThan(3);
      phone.getState().leave();
    }
  });

  it('counts the seconds, hangs up in the middle of a prompt, and lets nothing happen after', async () => {
    const { phone, call, pass } = await phoneAt(office);
    await pass(3);
    expect(call().seconds).toBe(3);
    phone.getState().hangUp();
    await pass(1);
    expect([call().state, call().ending, call().seconds]).toEqual(['over', 'You hung up.', 3]);
    const then = call();
    await pass(600);
    expect(call()).toBe(then);
  });

  it('lets what is heard, then the silence, be over at once', async () => {
    const { phone, call, pass } = await phoneAt(office);
    phone.getState().skip();
    await pass(0.1);
    expect(call().activity).toBe('gathering');
    phone.getState().skip();
    await pass(0.1);
    expect(texts(call())).toContain('Are you still there?');
    expect(call().seconds).toBeGreaterThanOrEqual(6);
  });

  it('is pinned to the document it began with', async () => {
    const { documents, phone, call, pass } = await phoneAt(office);
    documents.getState().setProps('support', { prompts: [{ say: 'Changed.' }] });
    phone.getState().press('2');
    await pass(0.1);
    expect(texts(call())).not.toContain('Changed.');
    await phone.getState().dial();
    await pass(0.1);
    expect(call().document).toBe(documents.getState().document);
  });

  it('ends when another one begins and when the flow is left', async () => {
    const { documents, phone, call, pass } = await phoneAt(office);
    const first = phone.getState().line();
    await phone.getState().dial();
    await pass(0.1);
    expect(first?.rehearsal.exchange.legs[0]?.over).toBe(true);
    expect(call().state).toBe('on');
    const second = phone.getState().line();
    documents.getState().open('other', 1, flowOf({}));
    expect(phone.getState().call).toBeNull();
    expect(second?.rehearsal.exchange.legs[0]?.over).toBe(true);
  });

  it('says what is wrong instead of throwing', async () => {
    const documents = createDocumentStore();
    documents.getState().open('test', 1, office);
    const phone = createPhoneStore(documents, async () => {
      throw new Error('The flow cannot be read.');
    });
    await phone.getState().dial();
    expect(phone.getState()).toMatchObject({ call: null, error: 'The flow cannot be read.', open: true });
  });

  it('makes no call to a flow that only answers messages', async () => {
    const begin = (on: string): FlowBlock => ({ type: 'start', props: { on }, exits: {} });
    const { documents, phone, pass } = await phoneAt(flowOf({ text: begin('incoming-message') }));
    expect(phone.getState()).toMatchObject({ open: true, call: null, error: null, unanswered: true });
    const both = flowOf({ text: begin('incoming-message'), call: begin('incoming-call') });
    documents.getState().open('both', 1, both);
    expect(phone.getState().unanswered).toBe(false);
    await phone.getState().dial();
    await pass(0.1);
    expect(phone.getState()).toMatchObject({ unanswered: false, call: { state: 'on' } });
  });

  it('tells the fallback to a caller of a flow with nothing in it', async () => {
    const { call, pass } = await phoneAt(flowOf({}));
    await pass(30);
    expect(call().state).toBe('over');
    expect(call().turns[0]?.failure).toBeTruthy();
  });
});

describe('a phone that is dialled', () => {
  const dial = flowOf({
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'dial' } },
    dial: {
      type: 'dial',
      props: { targets: [{ kind: 'number', to: '+15550100111' }], timeout: 20 },
      exits: { completed: 'after', noAnswer: 'nobody', busy: 'taken' },
    },
    after: { type: 'say', props: { prompts: [{ say: 'After.' }] }, exits: {} },
    nobody: { type: 'say', props: { prompts: [{ say: 'Nobody.' }] }, exits: {} },
    taken: { type: 'say', props: { prompts: [{ say: 'Busy.' }] }, exits: {} },
  });

  it.each([
    ['busy', ['busy'], 'Busy.'],
    ['ignore', ['ignore'], 'Nobody.'],
    ['answer, then hang up', ['answer', 'hang up'], 'After.'],
  ] as const)('does what the person at the page lets it do: %s', async (_name, acts, said) => {
    const { phone, call, pass } = await phoneAt(dial);
    expect(call().phones).toEqual([{ sid: expect.any(String), to: '+15550100111', state: 'ringing' }]);
    for (const act of acts) {
      phone.getState().party(call().phones[0]?.sid ?? '', act);
      await pass(0.1);
    }
    await pass(1);
    expect(call().phones).toEqual([]);
    expect(texts(call())).toContain(said);
  });
});
