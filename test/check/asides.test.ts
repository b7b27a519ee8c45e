import { describe, expect, it } from 'vitest';
import { type AnyBlock, type AsideKind, defineBlock } from '../../shared/block.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import { linksFor } from '../../shared/engine/links.ts';
import { previewAt } from '../../shared/engine/preview.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { element } from '../../shared/twiml/element.ts';

/** A block that waits, with an exit to an aside. */
const room = (kind: AsideKind): AnyBlock =>
  defineBlock({
    type: 'room',
    title: 'Room',
    about: '',
    group: 'connect',
    icon: '',
    docs: null,
    fields: {},
    summary: () => '',
    exits: () => [
      { name: 'next', label: 'Then' },
      { name: 'wait', label: 'While waiting', aside: kind },
    ],
    run: ({ actionUrl, asideUrl }) => ({
      twiml: [element('Enqueue', { action: actionUrl, waitUrl: asideUrl('wait') }, 'desk')],
      wait: true,
    }),
    resume: () => ({ go: 'next' }),
  }) as unknown as AnyBlock;

const block = (type: string, exits: FlowBlock['exits'] = {}, props: FlowBlock['props'] = {}): FlowBlock => ({
  type,
  props,
  exits,
});

function flowOf(exits: FlowBlock['exits'], more: FlowDocument['blocks'] = {}): FlowDocument {
  const blocks = {
    start: block('start', { next: 'room' }, { on: 'incoming-call' }),
    room: block('room', { next: 'bye', ...exits }),
    bye: block('hangup'),
    hello: block('say', {}, { prompts: [{ say: 'Please hold.' }] }),
    ...more,
  };
  return { version: 1, name: 'Room', settings: {}, variables: {}, blocks, layout: {}, tests: [] };
}

function problems(flow: FlowDocument, kind: AsideKind = 'enqueueWait'): string[] {
  const types = new Map([...blockTypes, ['room', room(kind)]]);
  return checkFlow(flow, types).map(({ code, block: id, exit }) => [code, id, exit].filter(Boolean).join(' '));
}

const dial = { targets: [{ kind: 'number', to: '+15550100111' }] } as const;

describe('asides', () => {
  it('may end anywhere, and their blocks are reached', () => {
    expect(problems(flowOf({ wait: 'hello' }))).toEqual([]);
    const gather = block('gather', { input: 'hello' }, { prompts: [{ say: 'Press 1 to leave.' }] });
    expect(problems(flowOf({ wait: 'gather' }, { gather }))).toEqual([]);
  });

  it('that lead nowhere are silent, which is worth a warning', () => {
    expect(problems(flowOf({}))).toEqual(['unconnected-aside room wait', 'unreachable-block hello']);
  });

  it('hold only what Twilio runs there, also behind other blocks', () => {
    const more = {
      hello: block('say', { next: 'sales' }, { prompts: [{ say: 'Hold.' }] }),
      sales: block('dial', {}, dial),
    };
    expect(problems(flowOf({ wait: 'hello' }, more))).toEqual(['wrong-aside sales']);
    const gather = block('gather', { input: 'hello' }, { prompts: [{ say: 'Press 1.' }] });
    expect(problems(flowOf({ wait: 'gather' }, { gather }), 'conferenceWait')).toEqual(['wrong-aside gather']);
    expect(problems(flowOf({ wait: 'gather' }, { gather }), 'screening')).toEqual([]);
  });

  it('do not excuse an exit that the call itself can take', () => {
    const gather = block('gather', { input: 'bye' }, { prompts: [{ say: 'Press 1.' }] });
    const start = block('start', { next: 'gather' }, { on: 'incoming-call' });
    const both = flowOf({ wait: 'gather' }, { start, gather: { ...gather, exits: { input: 'room' } } });
    expect(problems(both)).toContain('unconnected-exit gather noInput');
  });

  it('are previewed as the document Twilio asks for', () => {
    const flow = flowOf({ wait: 'hello' }, { hello: block('gather', {}, { prompts: [{ say: 'Press 1.' }] }) });
    const compiled = compileFlow(flow, new Map([...blockTypes, ['room', room('enqueueWait')]]));
    const preview = previewAt(compiled, 'hello', { links: linksFor('https://pbx.example.com', 'room'), token: 'T' });
    expect(preview.xml).toContain('<Say>Press 1.</Say>');
    expect(preview.xml).toMatch(/action="[^"]*\/voice\/room\/hello\?t=T&amp;call=CA0+"/);
    expect(preview.failure).toBeUndefined();
  });
});
