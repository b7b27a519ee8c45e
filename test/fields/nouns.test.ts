import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributesOf } from '../../shared/fields/attributes.ts';
import type { Field, Render } from '../../shared/fields/field.ts';
import type { Noun } from '../../shared/fields/noun.ts';
import { nounChoices } from '../../shared/fields/noun-choices.ts';
import { nounElements } from '../../shared/fields/noun-elements.ts';
import { attributeText, fieldValue, nounFields } from '../../shared/fields/noun-fields.ts';
import { nounsKind } from '../../shared/fields/nouns.ts';
import { readNouns } from '../../shared/fields/read-nouns.ts';
import { compileTemplate } from '../../shared/template/template.ts';
import { elementSpec } from '../../shared/twiml/catalogue/index.ts';
import { element } from '../../shared/twiml/element.ts';
import { validElement } from '../twiml/support/arbitraries.ts';

const check = (value: readonly Noun[], parent: string, more = {}) =>
  (nounsKind.check?.(value, { parent, ...more }) ?? []).map(({ severity, path, message }) => ({
    severity,
    path,
    message,
  }));
const render: Render = (text, options) => compileTemplate(text).render({ who: '<b> & "co"' }, options).text;

describe('nouns', () => {
  const parents = ['Connect', 'Start', 'Stop', 'Pay', 'Client', 'Sip', 'Application', 'Dial', 'Enqueue', 'Gather'];
  test.each(parents)('of any valid %s come back exactly, and nothing is said against them', (parent) => {
    const spec = elementSpec(parent);
    if (spec === undefined) throw new Error(parent);
    fc.assert(
      fc.property(validElement(spec), ({ children }) => {
        const elements = children.filter((child) => typeof child !== 'string');
        const found = readNouns(elements, { parent });
        if (found === undefined) throw new Error('not read');
        expect(nounsKind.shape({ parent }).safeParse(found).success).toBe(true);
        const printed = nounsKind.evaluate?.(found, render);
        expect(nounElements(printed)).toEqual(elements);
        const errors = check(found, parent).filter(({ severity }) => severity === 'error');
        // Of addresses a field says more than the grammar does; a Client of parameters alone is generated, too.
        expect(errors.filter(({ message }) => !/web address|https:|needs text/.test(message))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('text that looks like a template is read as text', () => {
    const [noun] =
      readNouns([element('Room', { participantIdentity: '{% x %}' }, 'a {{ b }}')], { parent: 'Connect' }) ?? [];
    expect(nounElements(nounsKind.evaluate?.([noun as Noun], render))).toEqual([
      element('Room', { participantIdentity: '{% x %}' }, 'a {{ b }}'),
    ]);
  });

  test('what no noun holds is not read', () => {
    const client = element('Client', {}, element('Parameter'), 'desk');
    expect(readNouns([client], { parent: 'Dial' })).toBeUndefined();
    expect(readNouns(['text'], { parent: 'Dial' })).toBeUndefined();
    expect(readNouns([element('Ünïcode')], { parent: 'Dial' })).toBeUndefined();
  });

  test('what a template prints is text in an attribute, in text and in SSML', () => {
    const value: Noun[] = [
      { tag: 'Say', text: 'Hi <break/> {{ who }}', ssml: true, attributes: { voice: '{{ who }}' } },
      { tag: 'Room', text: '{{ who }}' },
    ];
    expect(nounElements(nounsKind.evaluate?.(value, render))).toEqual([
      element('Say', { voice: '<b> & "co"' }, 'Hi ', element('break'), ' <b> & "co"'),
      element('Room', {}, '<b> & "co"'),
    ]);
    expect(nounsKind.templates?.([{ tag: 'A', children: value }])?.map(({ path }) => path)).toEqual([
      '[0].children[0].text',
      '[0].children[0].attributes.voice',
      '[0].children[1].text',
    ]);
  });

  test('SSML that cannot be read is written as plain text, with a note', () => {
    const notes: { code: string; message: string }[] = [];
    expect(nounElements([{ tag: 'Say', text: 'Hi <break', ssml: true }], notes)[0]?.children).toEqual(['Hi <break']);
    expect(notes).toMatchObject([{ code: 'bad-ssml' }]);
  });

  test('a tag that is no name has the wrong shape', () => {
    expect(nounsKind.shape({ parent: 'Dial' }).safeParse([{ tag: 'a><b' }]).success).toBe(false);
    expect(nounsKind.shape({ parent: 'Dial' }).safeParse([{ tag: 'A', attributes: { 'x y': '' } }]).success).toBe(
      false,
    );
  });
});

describe('problems of nouns', () => {
  test.each<[string, Noun[], string, string | undefined, RegExp]>([
    [
      'an address that is not wss',
      [{ tag: 'Stream', attributes: { url: 'https://a.b' } }],
      'Connect',
      '[0].attributes.url',
      /wss:\/\//,
    ],
    ['a missing attribute', [{ tag: 'ConversationRelay' }], 'Connect', '[0].attributes.url', /needs the attribute url/],
    ['an unknown element, with the nearest', [{ tag: 'Steam' }], 'Start', '[0]', /nearest is Stream/],
    [
      'an unknown attribute, with the nearest',
      [{ tag: 'Room', text: 'a', attributes: { participantIdentiy: '' } }],
      'Connect',
      '[0].attributes.participantIdentiy',
      /participantIdentity/,
    ],
    ['missing text', [{ tag: 'Room' }], 'Connect', '[0].text', /needs text/],
    [
      'the second of a kind, inside',
      [
        { tag: 'Prompt', attributes: { for: 'postal-code' } },
        {
          tag: 'Prompt',
          attributes: { for: 'postal-code' },
          children: [
            { tag: 'Say', text: 'a' },
            { tag: 'Pause', attributes: { length: 'x' } },
          ],
        },
      ],
      'Pay',
      '[1].children[1].attributes.length',
      /whole number/,
    ],
    [
      'inside SSML',
      [{ tag: 'Prompt', attributes: { for: 'postal-code' }, children: [{ tag: 'Say', text: '<brake/>', ssml: true }] }],
      'Pay',
      '[0].children[0].text',
      /brake/,
    ],
    ['SSML that is no XML', [{ tag: 'Say', text: '<b', ssml: true }], 'Prompt', '[0].text', /cannot be read/],
    ['two where one is allowed', [{ tag: 'Recording' }, { tag: 'Recording' }], 'Start', undefined, /at most 1/],
    [
      'a callback that is no web address',
      [{ tag: 'Recording', attributes: { recordingStatusCallback: 'ftp://a' } }],
      'Start',
      '[0].attributes.recordingStatusCallback',
      /https:/,
    ],
  ])('%s', (_name, value, parent, path, message) => {
    expect(check(value, parent)).toEqual([{ severity: 'error', path, message: expect.stringMatching(message) }]);
  });

  test('retired, legacy and deprecated ones only warn', () => {
    expect(check([{ tag: 'Autopilot', text: 'UA0' }], 'Connect')).toMatchObject([{ severity: 'warning', path: '[0]' }]);
  });

  test('what templates print is not judged', () => {
    const value: Noun[] = [
      { tag: 'Stream', attributes: { url: '{{ url }}', track: '{{ t }}', statusCallback: '{{ c }}' } },
    ];
    expect(check(value, 'Connect')).toEqual([]);
  });

  test('a field may allow less than the catalogue', () => {
    expect(check([{ tag: 'Recording' }], 'Start', { tags: ['Stream'], max: 0 })).toMatchObject(
      [{ message: /at most 0/ }, { path: '[0].tag' }].map((one) => ({ ...one, message: expect.any(String) })),
    );
  });
});

describe('what may be added', () => {
  const tags = (value: readonly Noun[], parent: string) => nounChoices(value, { parent }).map(({ tag }) => tag);

  test('follows the catalogue: general ones first, retired ones never, none beyond the most', () => {
    expect(tags([], 'Connect')).toEqual([
      'Stream',
      'ConversationRelay',
      'VirtualAgent',
      'Room',
      'Assistant',
      'ConversationRelaySession',
      'AiSession',
      'Conversation',
    ]);
    expect(tags([{ tag: 'Stream' }], 'Connect')).toEqual([]);
    expect(tags([{ tag: 'Prompt' }], 'Pay')).toEqual(['Prompt', 'Parameter']);
    expect(tags([{ tag: 'Say' }], 'Prompt')).toContain('Pause');
    expect(tags([{ tag: 'Conference' }], 'Dial')).toEqual([]);
  });
});

describe('fields of a noun', () => {
  const names = (tag: string, parent: string) => {
    const { main, more } = nounFields(tag, { parent });
    return { main: main.map(({ name }) => name), more: more.length };
  };

  test('put what is required or common first', () => {
    expect(names('Stream', 'Start').main).toEqual(['url', 'name', 'track']);
    expect(names('Stream', 'Stop').main).toEqual(['name']);
    expect(names('Parameter', 'Pay')).toEqual({ main: ['name', 'value'], more: 0 });
    expect(nounFields('Stream', { parent: 'Start' }).main[0]?.field.required).toBe(true);
  });

  test('take texts to the values of widgets and back', () => {
    const fields = attributesOf('Gather') as Readonly<Record<string, Field>>;
    const both = (name: string, text: string) => {
      const field = fields[name] as Field;
      const value = fieldValue(field, text);
      return [value, attributeText(field, value)];
    };
    expect(both('profanityFilter', 'false')).toEqual([false, 'false']);
    expect(both('profanityFilter', '{{ x }}')[0]).toBeUndefined();
    expect(both('input', 'dtmf speech')).toEqual([['dtmf', 'speech'], 'dtmf speech']);
    expect(both('finishOnKey', '')).toEqual(['none', '']);
    expect(both('timeout', '5')).toEqual(['5', '5']);
  });
});
