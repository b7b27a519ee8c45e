import { describe, expect, it } from 'vitest';
import { describePreview, TOKEN_SIGN } from '../../../client/preview/use-preview.ts';
import type { FlowBlock, FlowDocument } from '../../../shared/flow/types.ts';

const BASE = 'https://calls.example.com';

const block = (type: string, props: FlowBlock['props'], exits: FlowBlock['exits'] = {}, name = ''): FlowBlock => ({
  type,
  ...(name && { name }),
  props,
  exits,
});

const flow = (blocks: FlowDocument['blocks']): FlowDocument => ({
  version: 1,
  name: 'Front desk',
  settings: {},
  variables: {},
  layout: {},
  tests: [],
  blocks,
});

const front = flow({
  start: block('start', { on: 'incoming-call' }, { next: 'menu' }),
  menu: block(
    'menu',
    {
      prompts: [{ say: 'Press 1' }],
      choices: [{ id: 'choice1', key: '1', label: 'Sales', phrases: [] }],
      attempts: 2,
    },
    { choice1: 'sales', noInput: 'bye', noMatch: 'bye' },
    'Main menu',
  ),
  sales: block('say', { prompts: [{ say: 'One moment' }] }, { next: 'bye' }, 'Greeting'),
  bye: block('hangup', {}),
  lost: block('say', { prompts: [{ say: 'Nobody hears me' }] }, {}, 'Lost'),
});

const at = (id: string | null, document = front) => describePreview(document, id, BASE, 'front-desk');

describe('the preview', () => {
  it('shows the first turn at the entry URL, every line tied to its block', () => {
    const preview = at('menu');
    expect(preview.turn).toBe('First turn');
    expect(preview.url).toBe(`${BASE}/voice/front-desk`);
    expect(preview.lines.map((line) => line.text).join('\n')).toBe(preview.xml);
    expect(preview.lines.filter((line) => line.owner === 'menu').some((line) => line.text.includes('<Gather'))).toBe(
      true,
    );
    expect(preview.xml).toContain(`${BASE}/voice/front-desk/menu?t=${TOKEN_SIGN}`);
    expect(preview.bytes).toBe(new TextEncoder().encode(preview.xml).length);
    expect(preview.notes).toEqual([]);
  });

  it('names the exit a later turn follows, and the URL it answers at', () => {
    const preview = at('sales');
    expect(preview.turn).toBe('After “Main menu”, exit “Sales”');
    expect(preview.url).toBe(`${BASE}/voice/front-desk/menu?t=${TOKEN_SIGN}`);
    expect(preview.xml).toContain('One moment');
  });

  it('says that nothing leads to a block', () => {
    const preview = at('lost');
    expect(preview.notes).toEqual([
      { tone: 'warning', text: 'Nothing leads to “Lost” yet. This is what it would answer by itself.' },
    ]);
    expect(preview.xml).toContain('Nobody hears me');
  });

  it('says why a caller would hear the fallback', () => {
    const broken = flow({ start: block('start', { on: 'incoming-call' }) });
    const [note] = at('start', broken).notes;
    expect(note?.tone).toBe('error');
    expect(note?.text).toMatch(/^The caller would hear the fallback: /);
  });

  it('says which text was left out, and of which block', () => {
    const broken = flow({
      start: block('start', { on: 'incoming-call' }, { next: 'hello' }),
      hello: { ...block('say', { prompts: [{ say: 'Hi {{ call.From | shout }}' }] }), name: 'Hello' },
    });
    expect(
      at('hello', broken)
        .notes.map((note) => note.text)
        .join(' '),
    ).toMatch(/“Hello”: .*shout/);
  });

  it('gives a reason instead of a preview for a block this version does not know', () => {
    expect(at(null, flow({ odd: block('teleport', {}) })).error).toContain('teleport');
  });
});

it('says in one note which blocks are not carried out, however often they are passed', () => {
  const send = (name: string, next: string) =>
    block('send', { to: '+15550100199', body: 'Hello' }, { sent: next }, name);
  const texts = flow({
    start: block('start', { on: 'incoming-call' }, { next: 'one' }),
    one: send('One', 'two'),
    two: send('Two', 'three'),
    three: send('Three', 'bye'),
    bye: block('hangup', {}),
  });
  const passing = at('start', texts).notes.filter(({ text }) => text.includes('carried out'));
  expect(passing.map(({ text }) => text)).toEqual([
    '“One”, “Two” and “Three” are not carried out here; the document is for when they went well.',
  ]);
});

it('says nothing of values that were not pressed or worked out, because nobody calls', () => {
  const asks = flow({
    start: block('start', { on: 'incoming-call' }, { next: 'ask' }),
    ask: block('gather', { prompts: [{ say: 'How many?' }] }, { input: 'work', noInput: 'work' }),
    work: block('function', { code: 'return {}', keep: [{ variable: 'count', path: 'result.n' }] }, { done: 'keep' }),
    keep: block('set', { assignments: [{ name: 'count', value: '{{ blocks.ask.Digits }}' }] }, { next: 'hello' }),
    hello: block('say', { prompts: [{ say: 'You have {{ count }}.' }] }, {}, 'Hello'),
  });
  const typed = {
    ...asks,
    settings: { typedVariables: true },
    variables: { count: { type: 'number', initial: 3 } },
  } as const;
  const { xml, notes } = describePreview(typed, 'hello', BASE, 'front-desk');
  expect(xml).toContain('You have 3.');
  expect(notes.filter(({ tone }) => tone !== 'info')).toEqual([]);
});
