import { describe, expect, test } from 'vitest';
import { type LocatedElement, parseLocated } from '../../shared/twiml/parse-located.ts';
import { lineAndColumn } from '../../shared/twiml/places.ts';

describe('places', () => {
  test('an element is the stretch of text between its brackets', () => {
    const xml =
      '<?xml version="1.0"?>\r\n<!-- 😀 -->\n<Response>\r\n  <Say voice = "a>b">Hi <b/>😀</Say >\n\t<Pause\n/><Play\r\nloop="2"\r\n/></Response>';
    const { root, remarks, error } = parseLocated(xml);
    expect(error).toBeUndefined();
    const sources = (element: LocatedElement): string[] => [
      xml.slice(element.from, element.to),
      ...element.children.flatMap((child) => (typeof child === 'string' ? [] : sources(child))),
    ];
    expect(sources(root as LocatedElement).slice(1)).toEqual([
      '<Say voice = "a>b">Hi <b/>😀</Say >',
      '<b/>',
      '<Pause\n/>',
      '<Play\r\nloop="2"\r\n/>',
    ]);
    expect(remarks).toEqual([{ kind: 'comment', text: '😀', from: xml.indexOf('<!--') }]);
  });

  test('lines and columns count from 1', () => {
    expect(lineAndColumn('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(lineAndColumn('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
  });
});

describe('what cannot be read to its end', () => {
  test.each<[string, string, string, number, number, string[] | undefined]>([
    [
      'a closing tag of another name',
      '<Response>\n<Pause/>\n<Say>Hi</Play></Response>',
      '</Play> closes nothing here: Say from line 3, column 1',
      3,
      14,
      ['Pause'],
    ],
    ['an end too early', '<Response><Pause/>\n <Say>Hi', 'before Say from line 2, column 2 is closed', 2, 9, ['Pause']],
    [
      'an unknown entity',
      '<Response><Pause/>\n<Say>a&nbsp;b</Say></Response>',
      'XML does not know &nbsp;. Only',
      2,
      7,
      ['Pause'],
    ],
    ['a bare &', '<Response>\n<Say>Hello & bye</Say></Response>', 'write &amp; for an &', 2, 12, []],
    ['a bare & before an entity', '<Response><Say>a &amp; b & c &lt; d</Say></Response>', 'write &amp;', 1, 26, []],
    ['a bare & in an attribute', '<Response>\n<Play loop="a&b"/></Response>', 'write &amp;', 2, 14, []],
    ['a bare <', '<Response>\n<Say>1 < 2</Say></Response>', 'write &lt; for a <', 2, 8, []],
    [
      'a mistake behind an & that means nothing',
      '<Response><!-- a & b < c --><Say><![CDATA[ & ]]></Sya></Response>',
      '</Sya> closes nothing here',
      1,
      54,
      [],
    ],
    ['a character XML cannot hold', '<Response><Pause/>\n<Say>a\u0000', 'U+0000', 2, 7, ['Pause']],
    ['text after the root', '<Response><Pause/></Response>\nend', 'text data outside of root node', 2, 1, ['Pause']],
    ['a document type', '<!DOCTYPE Response>\n<Response/>', 'document type', 1, 19, undefined],
    ['no XML at all', '{"states": []}', 'not well-formed', 1, 1, undefined],
    ['nothing', '', 'not well-formed', 1, 1, undefined],
  ])('%s', (_what, xml, message, line, column, kept) => {
    const { root, error } = parseLocated(xml);
    expect(error?.message).toContain(message);
    expect(lineAndColumn(xml, error?.offset ?? -1)).toEqual({ line, column });
    expect(root?.children.map((child) => (typeof child === 'string' ? child : child.tag))).toEqual(kept);
  });

  test('too much, too deep', () => {
    expect(parseLocated(`<Response><Say>${'é'.repeat(33_000)}</Say></Response>`).error?.code).toBe('tooLarge');
    expect(parseLocated('<a>'.repeat(200)).error?.code).toBe('tooDeep');
  });
});
