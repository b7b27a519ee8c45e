import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import { linksFor } from '../../shared/engine/links.ts';
import { settle } from '../../shared/engine/settle.ts';
import { startTurn } from '../../shared/engine/turn.ts';
import { initialVariables } from '../../shared/flow/initial-variables.ts';
import type { FlowBlock, FlowDocument, FlowSettings, Json, VariableDeclaration } from '../../shared/flow/types.ts';

const block = (type: string, props: FlowBlock['props'] = {}, exits: FlowBlock['exits'] = {}): FlowBlock => ({
  type,
  props,
  exits,
});
const set = (...pairs: readonly (readonly [name: string, value: string])[]) =>
  block('set', { assignments: pairs.map(([name, value]) => ({ name, value })) }, { next: 'end' });

const variables: Readonly<Record<string, VariableDeclaration>> = {
  count: { type: 'number', initial: 3 },
  open: { type: 'boolean' },
  order: { type: 'object', initial: { items: [{ name: 'Soup' }, { name: 'Tea' }], total: 12 } },
  names: { type: 'list', initial: ['Ada', 'Bo'] },
  word: { type: 'string' },
};
const TYPED = { typedVariables: true } as const;

/** One turn of a flow whose first block is `a`; a request is answered with `answer`. */
function turn(blocks: FlowDocument['blocks'], settings: FlowSettings, answer: Json | undefined = undefined) {
  const document: FlowDocument = {
    version: 1,
    name: 'Orders',
    settings,
    variables,
    blocks: { start: block('start', {}, { next: 'a' }), ...blocks, end: block('hangup') },
    layout: {},
    tests: [],
  };
  const result = settle(
    startTurn(
      compileFlow(document, blockTypes),
      { sid: 'CA1', channel: 'voice', flowId: 'f', version: 1, request: { parameters: { From: '+15550100199' } } },
      { token: () => 't', now: () => 0, links: linksFor('', 'f') },
    ),
    () => ({
      kind: 'http',
      result: 'answered',
      status: 200,
      contentType: 'application/json',
      body: answer === undefined ? '' : JSON.stringify(answer),
    }),
  );
  const notes = result.log.flatMap((step) => step.notes ?? []);
  return {
    xml: result.xml,
    values: result.session.variables,
    notes: notes.map(({ code, message }) => `${code}: ${message}`),
  };
}

describe('what blocks write into declared variables', () => {
  const writes = set(
    ['count', '{{ 2 | plus: 3 }}'],
    ['open', 'TRUE'],
    ['order', '{"total": {{ count }}}'],
    ['names', '["Cy"]'],
    ['word', '{{ count }}'],
    ['loose', '5'],
  );

  it('becomes of their type', () => {
    const { values, notes } = turn({ a: writes }, TYPED);
    expect(values).toEqual({ count: 5, open: true, order: { total: 3 }, names: ['Cy'], word: '3', loose: '5' });
    expect(notes).toEqual([]);
  });

  it('stays as it was written in flows from before', () => {
    const { values } = turn({ a: writes }, {});
    expect(values).toEqual({
      count: '5',
      open: 'TRUE',
      order: '{"total": 3}',
      names: '["Cy"]',
      word: '3',
      loose: '5',
    });
  });

  it('leaves the old value and a note where it cannot be', () => {
    const { values, notes } = turn({ a: set(['count', 'five'], ['open', 'yes'], ['order', '[1]']) }, TYPED);
    expect(values).toMatchObject({ count: 3, open: false, order: { total: 12 } });
    expect(notes).toEqual([
      'wrong-type: “count” is a number, and "five" is none; it stays 3.',
      'wrong-type: “open” is a yes or no, and "yes" is none; it stays false.',
      'wrong-type: “order” is an object, and "[1]" is none; it stays {"items":[{"name":"Soup"},{"name":"Tea"}],"total":12}.',
    ]);
  });

  it('comes from answers of other servers, too', () => {
    const asks = block(
      'http',
      {
        url: 'https://api.example.com/',
        responses: [
          { variable: 'order', path: 'json' },
          { variable: 'count', path: 'json.count' },
          { variable: 'word', path: 'json.items[0]' },
          { variable: 'names', path: 'json.people' },
        ],
      },
      { success: 'end' },
    );
    const { values, notes } = turn({ a: asks }, TYPED, { count: '7', items: [{ id: 1 }] });
    expect(values).toEqual({
      count: 7,
      open: false,
      order: { count: '7', items: [{ id: 1 }] },
      names: ['Ada', 'Bo'],
      word: '{"id":1}',
    });
    expect(notes).toEqual([
      'not-in-answer: The answer has nothing at “json.people” for “names”.',
      'wrong-type: “names” is a list, and "" is none; it stays ["Ada","Bo"].',
    ]);
    const empty = turn({ a: asks }, TYPED);
    expect([empty.values, empty.notes]).toEqual([initialVariables({ variables }), []]);
    expect(turn({ a: asks }, {}).values).toMatchObject({ order: '', count: '', names: '' });
    expect(turn({ a: asks }, {}, { count: '7' }).notes).toContain(
      'not-in-answer: The answer has nothing at “json.people”, so “names” is empty.',
    );
  });
});

describe('texts that read objects and lists', () => {
  const says = (text: string) => ({ a: block('say', { prompts: [{ say: text }] }, { next: 'end' }) });
  const heard = (text: string, settings: FlowSettings = TYPED) =>
    /<Say>(.*)<\/Say>/s.exec(turn(says(text), settings).xml)?.[1];

  it.each([
    ['{{ order.items[0].name }}', 'Soup'],
    ['{% for item in order.items %}{{ item.name }}{% unless forloop.last %}, {% endunless %}{% endfor %}', 'Soup, Tea'],
    ['{{ names | join: " and " }}', 'Ada and Bo'],
    ['{{ names.first }} of {{ names.size }}', 'Ada of 2'],
  ])('read what is in them: %s', (text, expected) => {
    expect(heard(text)).toBe(expected);
    expect(heard(text, {})).toBe(expected);
  });

  it.each([
    ['{{ names }}', '[&quot;Ada&quot;,&quot;Bo&quot;]', 'AdaBo'],
    ['{{ names | sort }}', '[&quot;Ada&quot;,&quot;Bo&quot;]', 'AdaBo'],
    ['{{ order.items.first }}', '{&quot;name&quot;:&quot;Soup&quot;}', '[object Object]'],
    ['{{ blank }}{{ nothing }}{{ count }}', '3', '3'],
  ])('print them as JSON, but in flows from before: %s', (text, typed, before) => {
    expect(heard(text)?.replaceAll('"', '&quot;')).toBe(typed);
    expect(heard(text, {})).toBe(before);
  });

  it('hand them on from one variable to another', () => {
    const { values, notes } = turn(
      { a: set(['order', '{{ order.items[1] }}'], ['names', '{{ names | reverse }}']) },
      TYPED,
    );
    expect([values.order, values.names, notes]).toEqual([{ name: 'Tea' }, ['Bo', 'Ada'], []]);
  });

  it('are compared by what is in them', () => {
    const branch = { id: 'soup', label: '', variable: 'order.items[0].name', operator: 'equal_to', value: 'soup' };
    const blocks = {
      a: block('condition', { branches: [branch] }, { soup: 'yes', otherwise: 'end' }),
      yes: block('say', { prompts: [{ say: 'Soup it is' }] }, { next: 'end' }),
    };
    expect(turn(blocks, TYPED).xml).toContain('Soup it is');
    expect(turn(blocks, {}).xml).not.toContain('Soup it is');
  });
});
