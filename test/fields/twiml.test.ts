import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTwiml, verbsOf } from '../../shared/fields/check-twiml.ts';
import { twimlKind } from '../../shared/fields/twiml.ts';
import { type ElementSpec, elementSpec } from '../../shared/twiml/catalogue/index.ts';
import { element, type TwimlElement } from '../../shared/twiml/element.ts';
import { lineAndColumn, offsetOf, placesOf } from '../../shared/twiml/places.ts';
import { serialise } from '../../shared/twiml/serialise.ts';
import { validElement } from '../twiml/support/arbitraries.ts';

/** Each problem as its place, severity and sentence. */
const said = (text: string, document?: 'voice' | 'messaging') =>
  checkTwiml(text, document).map((spot) => `${spot.line}:${spot.column} ${spot.severity} ${spot.message}`);

/** The stretches of the text that problems underline. */
const underlined = (text: string) => checkTwiml(text).map(({ from, to }) => text.slice(from, to));

describe('TwiML that people write', () => {
  test('has nothing wrong with it when Twilio would take it', () => {
    expect(said('<Say>Hello</Say>\n<Gather><Say>Press one</Say></Gather>')).toEqual([]);
    expect(said('<?xml version="1.0"?>\n<Response><Hangup/></Response>')).toEqual([]);
    expect(said('<Message><Body>Hi</Body></Message>')).toEqual([]);
  });

  test('that is not XML is refused with line and column', () => {
    expect(said('<Say>\n  Hello</Sya>')).toEqual([
      '2:13 error The document is not well-formed XML: unexpected close tag.',
    ]);
    expect(said('<?xml version="1.0"?>\n<!DOCTYPE x>')[0]).toMatch(/^2:9 error .*doctype/);
  });

  test('names what is unknown or wrong, with the nearest valid name, where it stands', () => {
    const text = '<Dail>\n  <Number>+15550100199</Number>\n</Dail>\n<Gather numDigit="1"\n  input="dtfm"/>';
    expect(said(text)).toEqual([
      '1:2 warning Dail is no TwiML element; the nearest is Dial.',
      '4:9 warning Gather has no attribute numDigit; the nearest is numDigits.',
      expect.stringMatching(/^5:10 error .*"dtfm".*the nearest is dtmf/),
    ]);
    expect(underlined(text)).toEqual(['Dail', 'numDigit', 'dtfm']);
  });

  test('points at stray text and at nouns in the wrong place, inside a document as well', () => {
    const text = '<Response>\n  oops\n  <Dial><Number>+15550100199</Number><Say>Hi</Say></Dial>\n</Response>';
    expect(said(text)).toEqual([
      '2:3 error Response holds no text; found "oops".',
      expect.stringMatching(/^3:\d+ error Say may not stand in Dial/),
    ]);
  });

  test('is judged by the document it answers, where that is known', () => {
    expect(said('<Say>Hi</Say>', 'messaging')[0]).toContain('belongs in an answer to a call');
  });

  test('leaves open what expressions will print', () => {
    expect(said('<Dial timeout="{{ wait }}" callerId="{{ call.From }}">{{ number }}</Dial>')).toEqual([]);
    expect(said('{% if open %}<Say>Hi</Say>{% else %}<Hangup/>{% endif %}')).toEqual([]);
    expect(said('{% raw %}<Sya>{{ x }}</Sya>{% endraw %}')).toEqual([
      '1:11 warning Sya is no TwiML element; the nearest is Say.',
    ]);
    expect(said('<Gather>{{ words }}</Gather>')).toEqual(['1:9 error Gather holds no text; found "{{ … }}".']);
    expect(said('<Say>{{ words }}</Sya>')[0]).toMatch(/ error /);
    expect(said('<Say>{% if a %}Hi</Say>{% else %}</Say>{% endif %}')[0]).toMatch(/ warning /);
  });

  test('tells its verbs, through expressions and a wrapper', () => {
    expect(verbsOf('<Response><Say>{{ a }}</Say>{% if b %}<Dial>1</Dial>{% endif %}</Response>')).toEqual([
      'Say',
      'Dial',
    ]);
    expect(verbsOf('<Say>')).toEqual([]);
  });

  test('brings line and column into the words of the field', () => {
    expect(twimlKind.check?.('<Sya/>', {})).toEqual([
      {
        code: 'twiml.unknownElement',
        severity: 'warning',
        message: 'Line 1, column 2: Sya is no TwiML element; the nearest is Say.',
        path: '[1:2]',
      },
    ]);
    expect(twimlKind.check?.(' ', {})).toEqual([]);
  });
});

describe('places', () => {
  test('of any tree are those of its elements and attributes, in document order', () => {
    fc.assert(
      fc.property(validElement(elementSpec('Response') as ElementSpec), (root) => {
        const xml = serialise(root);
        const [, ...places] = placesOf(xml.replace(/^<\?xml[^>]*\?>/, (declaration) => ' '.repeat(declaration.length)));
        const found = places.map(({ name, attributes }) => [
          xml.slice(name.from, name.to),
          ...[...attributes].map(([key, place]) => {
            expect(xml.slice(place.name.from, place.name.to)).toBe(key);
            return key;
          }),
        ]);
        expect(found).toEqual(listed(root));
      }),
      { numRuns: 300 },
    );
  });

  test('know comments, CDATA and marks inside quotes', () => {
    const xml = '<!-- <no> --><a x="1>2" y=\'"\'/><![CDATA[<no/>]]><b>text</b>';
    const [root, a, b] = placesOf(xml);
    expect([a, b].map((place) => xml.slice(place?.name.from, place?.name.to))).toEqual(['a', 'b']);
    expect(xml.slice(a?.attributes.get('x')?.value.from, a?.attributes.get('x')?.value.to)).toBe('1>2');
    expect(xml.slice(root?.text, (root?.text ?? 0) + 5)).toBe('<no/>');
    expect(xml.slice(b?.text)).toBe('text</b>');
  });

  test('go from offsets to lines and back', () => {
    const text = 'one\ntwo\n\nfour';
    for (let offset = 0; offset <= text.length; offset++) {
      const { line, column } = lineAndColumn(text, offset);
      expect(offsetOf(text, line, column)).toBe(offset);
    }
    expect(offsetOf(text, 99, 99)).toBe(text.length);
  });
});

function listed(root: TwimlElement): string[][] {
  const below = root.children.flatMap((child) => (typeof child === 'string' ? [] : listed(child)));
  return [[root.tag, ...Object.keys(root.attributes)], ...below];
}

test('an element without any text has no place of text', () => {
  expect(placesOf(serialise(element('Response')).slice(39))[1]?.text).toBeUndefined();
});
