import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { FlowDocument, Json } from '../../shared/flow/types.ts';
import { countTexts, findTexts, textTable } from '../../shared/languages/text-table.ts';
import { rowTexts, withTexts } from '../../shared/languages/texts.ts';
import { translate } from '../../shared/languages/translate.ts';
import { read, twoLanguages } from './support.ts';

const flow = read(twoLanguages);
const keys = (filter: Parameters<typeof findTexts>[2], search = '', of: FlowDocument = flow) =>
  findTexts(of, textTable(of, blockTypes), filter, search).map(({ key }) => key);

describe('the table of texts', () => {
  it('tells how every text stands in every language', () => {
    const place = { block: 'hours', field: 'prompts' };
    const spoken = translate(flow, 'es-MX', place, [{ say: 'Hablamos.' }], blockTypes);
    const changed: FlowDocument = {
      ...spoken,
      blocks: {
        ...spoken.blocks,
        hours: { type: 'say', props: { prompts: [{ say: 'We speak.' }] }, exits: { next: 'bye' } },
      },
    };
    expect(
      textTable(flow, blockTypes).map(({ key, label, blockName, states }) => [key, blockName, label, states]),
    ).toEqual([
      ['menu.prompts', 'Menu', 'What callers hear', { 'es-MX': 'translated' }],
      ['menu.choices', 'Menu', 'Choices', { 'es-MX': 'translated' }],
      ['hours.prompts', 'Say', 'What callers hear', { 'es-MX': 'missing' }],
      ['fallback', 'Flow settings', 'If something goes wrong', { 'es-MX': 'translated' }],
    ]);
    expect(countTexts(textTable(flow, blockTypes))).toEqual({ all: 4, missing: 1, outdated: 0 });
    expect(keys('missing')).toEqual(['hours.prompts']);
    expect(keys('missing', '', spoken)).toEqual([]);
    expect(keys('outdated', '', changed)).toEqual(['hours.prompts']);
  });

  it('goes in the order of a call, not of the file', () => {
    const { menu, hours, ...rest } = flow.blocks;
    const mixed = { ...flow, blocks: { hours, ...rest, menu } } as FlowDocument;
    expect(keys('all', '', mixed)).toEqual(['menu.prompts', 'menu.choices', 'hours.prompts', 'fallback']);
  });

  it.each([
    ['oprima VENTAS', ['menu.prompts']],
    ['press', ['menu.prompts']],
    ['menu', ['menu.prompts', 'menu.choices']],
    ['goes wrong', ['fallback']],
    ['sentimos', ['fallback']],
    ['nobody says this', []],
  ])('is searched for “%s” in every language', (search, found) => {
    expect(keys('all', search)).toEqual(found);
  });
});

describe('the texts of a row', () => {
  const pieces: Json[] = [
    { say: 'Welcome.', voice: 'Polly.Mia', loop: 2 },
    { pause: 1 },
    { play: 'https://example.com/a.mp3' },
    { say: '[play] is what I say' },
  ];

  it('are a text for each piece, and become the same pieces again', () => {
    const texts = rowTexts('say.prompts', pieces);
    expect([...texts]).toEqual([
      ['say.prompts', 'Welcome.'],
      ['say.prompts#2', '[pause] 1'],
      ['say.prompts#3', '[play] https://example.com/a.mp3'],
      ['say.prompts#4', '\\[play] is what I say'],
    ]);
    expect(withTexts('say.prompts', pieces, pieces, texts)).toEqual(pieces);
    expect(withTexts('say.prompts', pieces, pieces, new Map([['say.prompts', 'Hola.']]))).toEqual([
      { say: 'Hola.', voice: 'Polly.Mia', loop: 2 },
      ...pieces.slice(1),
    ]);
  });

  it('are no translation while one of them is missing', () => {
    const some = new Map([['say.prompts', 'Hola.']]);
    expect(withTexts('say.prompts', pieces, undefined, some)).toBeUndefined();
    expect(withTexts('say.prompts', pieces.slice(0, 2), undefined, some)).toEqual([
      { say: 'Hola.', voice: 'Polly.Mia', loop: 2 },
      { pause: 1 },
    ]);
  });

  it('are the words of each choice', () => {
    const phrases = { sales: ['ventas', 'comprar'], help: ['ayuda'] };
    expect([...rowTexts('menu.choices', phrases)]).toEqual([
      ['menu.choices#sales', 'ventas, comprar'],
      ['menu.choices#help', 'ayuda'],
    ]);
    expect(withTexts('menu.choices', {}, phrases, new Map([['menu.choices#help', 'ayuda, socorro']]))).toEqual({
      sales: ['ventas', 'comprar'],
      help: ['ayuda', 'socorro'],
    });
  });
});
