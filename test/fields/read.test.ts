import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emitAttributes } from '../../shared/fields/attributes.ts';
import { promptElements } from '../../shared/fields/prompt-elements.ts';
import { promptsKind } from '../../shared/fields/prompts.ts';
import { readAttributes } from '../../shared/fields/read-attributes.ts';
import { readPrompts } from '../../shared/fields/read-prompts.ts';
import { compileTemplate } from '../../shared/template/template.ts';
import { catalogue, elementSpec } from '../../shared/twiml/catalogue/index.ts';
import { element, type TwimlElement } from '../../shared/twiml/element.ts';
import { attributesFor, validElement } from '../twiml/support/arbitraries.ts';

const render = (text: string, options?: { xml?: boolean }) => compileTemplate(text).render({}, options).text;

describe('attributes', () => {
  const read = (tag: string, attributes: Record<string, string>) => readAttributes(element(tag, attributes), tag);

  test('become what their fields store', () => {
    expect(
      read('Gather', { timeout: '5', input: 'dtmf speech', finishOnKey: '', profanityFilter: 'false', hints: 'a, b' }),
    ).toEqual({ timeout: 5, input: ['dtmf', 'speech'], finishOnKey: 'none', profanityFilter: false, hints: 'a, b' });
    expect(read('Gather', { speechTimeout: 'auto', numDigits: '07', language: 'xx-XX' })).toEqual({
      speechTimeout: 'auto',
      numDigits: '07',
      language: 'xx-XX',
    });
  });

  test('an empty address stays, and an expression is no expression of ours', () => {
    expect(read('Enqueue', { waitUrl: '' })).toEqual({ waitUrl: '' });
    expect(read('Gather', { hints: '{{ name }}' })).toEqual({ hints: '{% raw %}{{ name }}{% endraw %}' });
  });

  test.each<[string, Record<string, string>]>([
    ['unknown', { bogus: '1' }],
    ['upper case', { profanityFilter: 'TRUE' }],
    ['white space around a number', { timeout: ' 5' }],
    ['a fraction of a whole number', { timeout: '5.0' }],
    ['below the least', { timeout: '-1' }],
    ['the word that stands for an empty text', { finishOnKey: 'none' }],
    ['a blank text', { hints: ' ' }],
  ])('that no prop writes are refused: %s', (_why, attributes) => {
    expect(read('Gather', attributes)).toBeUndefined();
  });

  test('those a block reads itself are left out, and props take their prefix', () => {
    const number = element('Number', { url: '/w', method: 'GET', byoc: 'BY1' });
    expect(readAttributes(number, 'Number', { parent: 'Dial', prefix: 'number_', except: ['url'] })).toEqual({
      number_method: 'GET',
      number_byoc: 'BY1',
    });
  });

  const elements = [...catalogue.voice, ...catalogue.messaging].filter((spec) => spec.attributes.length > 0);
  test.each(elements.map((spec) => [spec.document, spec.id, spec] as const))('%s %s', (document, _id, spec) => {
    const parent = spec.parents[0];
    const options = { document, ...(parent === undefined ? {} : { parent }) };
    fc.assert(
      fc.property(attributesFor(spec, parent), (all) => {
        const said = Object.fromEntries(Object.entries(all).filter(([, value]) => value === '' || value.trim() !== ''));
        const props = readAttributes(element(spec.tag, said), spec.tag, options);
        if (props === undefined) throw new Error(`cannot read ${JSON.stringify(said)}`);
        expect(emitAttributes(evaluated(props), spec.tag, options)).toEqual(said);
      }),
      { numRuns: 60 },
    );
  });

  function evaluated(props: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(props).map(([name, value]) => [name, typeof value === 'string' ? render(value) : value]),
    );
  }
});

describe('prompts', () => {
  const spoken = (nodes: readonly TwimlElement[]) => {
    const prompts = readPrompts(nodes);
    if (prompts === undefined) return undefined;
    return promptElements(promptsKind.evaluate?.(prompts, render), { settings: {} }).elements;
  };

  test('Say, Play and Pause come back as prompts', () => {
    const nodes = [
      element('Say', { voice: 'alice', loop: 1 }, 'Hello {{ you }}'),
      element('Say', {}, 'One ', element('break', { time: '1s' }), ' & two'),
      element('Play', { loop: 0 }, ' https://example.com/a.mp3 '),
      element('Pause'),
      element('Pause', { length: 1 }),
    ];
    expect(readPrompts(nodes)).toEqual([
      { say: '{% raw %}Hello {{ you }}{% endraw %}', voice: 'alice', loop: 1 },
      { say: 'One <break time="1s"/> &amp; two', ssml: true },
      { play: 'https://example.com/a.mp3', loop: 0 },
      { pause: '' },
      { pause: 1 },
    ]);
  });

  test.each([
    ['another element', element('Number', {}, '1')],
    ['keypad tones', element('Play', { digits: '1' })],
    ['an attribute Say does not have', element('Say', { bogus: '1' }, 'a')],
    ['something in a pause', element('Pause', {}, 'a')],
  ])('%s is no prompt', (_what, node) => {
    expect(readPrompts([node])).toBeUndefined();
  });

  test('whatever is valid is spoken as it was', () => {
    const say = elementSpec('Say');
    if (say === undefined) throw new Error('no Say');
    fc.assert(
      fc.property(validElement(say, 'Gather'), (node) => {
        expect(spoken([node])).toEqual([node]);
      }),
      { numRuns: 300 },
    );
  });
});
