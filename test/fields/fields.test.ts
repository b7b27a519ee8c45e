import { describe, expect, test } from 'vitest';
import { blockShapes, blocks, newBlock } from '../../shared/blocks/index.ts';
import { asideExits } from '../../shared/fields/aside-exits.ts';
import { attributesOf, emitAttributes } from '../../shared/fields/attributes.ts';
import { documentUrlKind } from '../../shared/fields/document-url.ts';
import { fieldKinds } from '../../shared/fields/index.ts';
import { numberKind } from '../../shared/fields/number.ts';
import { phoneProblem } from '../../shared/fields/phone.ts';
import { promptElements } from '../../shared/fields/prompt-elements.ts';
import { urlProblem } from '../../shared/fields/url.ts';

describe('field kinds', () => {
  test('every kind a block uses is listed, and no name twice', () => {
    const names = fieldKinds.map((kind) => kind.kind);
    expect(new Set(names).size).toBe(names.length);
    for (const block of blocks) {
      for (const [key, field] of Object.entries(block.fields)) {
        expect(fieldKinds, `${block.type}.${key}`).toContain(field.kind);
        expect(field.label, `${block.type}.${key}`).toMatch(/^[A-Z*]/);
      }
    }
  });

  test('a list in a text has bounds, too: hints of Gather', () => {
    const { hints } = attributesOf('Gather', { main: ['hints'] });
    const check = (value: string) => hints.kind.check?.(value, hints.options).map(({ message }) => message);
    expect(check('sales, support')).toEqual([]);
    expect(check(Array(501).fill('a').join(','))).toEqual(['There are 501 entries; at most 500 fit.']);
    expect(check(`sales,${'a'.repeat(101)}`)?.[0]).toContain('has 101 characters; an entry has at most 100.');
  });

  test('a number out of bounds says what was expected', () => {
    const options = { min: 1, max: 600, unit: 's' } as const;
    expect(numberKind.check?.('soon', options)?.[0]?.message).toBe('Expected a whole number from 1 to 600 (seconds).');
    for (const good of [1, 600, '30', '', '{{ n }}']) expect(numberKind.check?.(good, options)).toEqual([]);
    for (const bad of [0, 601, 1.5, '1e3', 'NaN']) expect(numberKind.check?.(bad, options)).toHaveLength(1);
  });

  test('phone numbers and addresses say how to write them', () => {
    expect(phoneProblem('+15550100199')).toBeUndefined();
    expect(phoneProblem('+1 (555) 010-0199')).toContain('+15550100199');
    expect(phoneProblem('reception')).toContain('is not a phone number');
    expect(phoneProblem('12345', { sender: true })).toBeUndefined();
    expect(urlProblem('https://example.com/a')).toBeUndefined();
    expect(urlProblem('/local.xml')).toBeUndefined();
    expect(urlProblem('example.com/a')).toContain('https://');
    expect(urlProblem('ftp://example.com')).toContain('https://');
  });
});

describe('prompts', () => {
  test('speak SSML although a caller sent characters that XML cannot hold', () => {
    const say = 'You <break/> said it&#39;s \u0000&lt;b\uD800';
    const { elements, notes } = promptElements([{ say, ssml: true }], { settings: {} });
    expect(elements[0]?.children).toEqual(['You ', { tag: 'break', attributes: {}, children: [] }, " said it's <b"]);
    expect(notes).toEqual([]);
  });
});

describe('attributes', () => {
  test('come from the catalogue with kind, bounds and words', () => {
    const fields = attributesOf('Gather', { except: ['action'], main: ['timeout'] }) as Record<
      string,
      ReturnType<typeof attributesOf>[never]
    >;
    expect(fields).not.toHaveProperty('action');
    expect(fields.timeout).toMatchObject({
      label: 'If nobody presses a key for',
      term: 'timeout',
      group: 'main',
      placeholder: '5',
      options: { min: 1, unit: 's' },
    });
    expect(fields.hints).toMatchObject({ group: 'more' });
    expect(fields.enhanced).toHaveProperty('deprecated');
  });

  test('are written where they are set, also to the default; no key is not nothing', () => {
    expect(emitAttributes({ timeout: undefined, input: [], hints: '', language: '' }, 'Gather')).toEqual({});
    expect(emitAttributes({ timeout: 5, finishOnKey: '#', input: ['dtmf'], profanityFilter: true }, 'Gather')).toEqual({
      timeout: '5',
      finishOnKey: '#',
      input: 'dtmf',
      profanityFilter: 'true',
    });
    expect(emitAttributes({ finishOnKey: 'none', timeout: '8', profanityFilter: false }, 'Gather')).toEqual({
      finishOnKey: '',
      timeout: '8',
      profanityFilter: 'false',
    });
  });

  test('a number that is none leaves a note instead of a broken attribute', () => {
    const notes: { code: string; message: string }[] = [];
    expect(emitAttributes({ timeout: 'soon' }, 'Gather', { notes })).toEqual({});
    expect(notes).toHaveLength(1);
  });
});

describe('addresses that answer with TwiML', () => {
  const exit = { exit: 'waiting' };
  const asideUrl = (name: string) => `https://pbx.example.com/aside/${name}`;

  test('can be blocks, an address, or silence where one waits', () => {
    const emit = (value: unknown) => emitAttributes({ waitUrl: value }, 'Enqueue', { asideUrl });
    expect(emit(exit)).toEqual({ waitUrl: asideUrl('waiting') });
    expect(emit('/music.xml')).toEqual({ waitUrl: '/music.xml' });
    expect(emit('')).toEqual({ waitUrl: '' });
    expect(emit(undefined)).toEqual({});
  });

  test('give the block an exit to those blocks', () => {
    expect(asideExits({ w_waitUrl: exit }, 'Conference', { prefix: 'w_' })).toEqual([
      { name: 'waiting', label: 'While waiting', aside: 'conferenceWait' },
    ]);
    expect(asideExits({ waitUrl: 'https://example.com' }, 'Enqueue')).toEqual([]);
  });

  test('take no exit that an outcome could have', () => {
    const shape = documentUrlKind.shape({ runs: 'screening' });
    for (const good of ['whisper', 'whisper2', 'whisper_desk']) {
      expect(shape.safeParse({ exit: good }).success, good).toBe(true);
    }
    for (const bad of ['completed', '', 'whisper/..', 'waiting']) {
      expect(shape.safeParse({ exit: bad }).success, bad).toBe(false);
    }
  });

  test('say what is wrong with an address', () => {
    const check = (value: string) => documentUrlKind.check?.(value, { runs: 'screening' });
    expect(check('example.com/a')?.[0]?.message).toContain('https://');
    for (const good of ['https://example.com', '{{ address }}', '']) expect(check(good), good).toEqual([]);
  });
});

describe('shapes', () => {
  const check = (type: string, props: object) =>
    blockShapes.get(type)?.checkProps(props as never, '$.blocks.x.props') ?? [];

  test('fresh blocks fit', () => {
    for (const { type } of blocks) expect(check(type, newBlock(type).props), type).toEqual([]);
  });

  test('an unknown prop is refused with the nearest name', () => {
    expect(check('gather', { timeot: 5 })).toEqual([
      { code: 'unknown-prop', path: '$.blocks.x.props.timeot', message: expect.stringContaining('"timeout"') },
    ]);
    expect(check('say', { toString: 'x' })[0]?.code).toBe('unknown-prop');
  });

  test('a wrong shape is refused with its path', () => {
    expect(check('menu', { choices: [{ id: 'a', key: 1, label: 'A', phrases: [] }] })[0]).toMatchObject({
      code: 'wrong-shape',
      path: '$.blocks.x.props.choices[0].key',
    });
    expect(check('menu', { choices: [{ id: 'noInput', key: '1', label: 'A', phrases: [] }] })).toHaveLength(1);
    expect(check('say', { prompts: [{ sing: 'la' }] })[0]?.message).toContain('expected { "say": text }');
    expect(check('pause', { length: true })).toHaveLength(1);
  });

  test('two fresh blocks share nothing', () => {
    expect(newBlock('menu').props.choices).not.toBe(newBlock('menu').props.choices);
  });
});
