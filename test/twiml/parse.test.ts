import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFragment, parseTwiml } from '../../shared/twiml/parse.ts';
import { anyText } from './support/arbitraries.ts';

describe('parseTwiml', () => {
  it('reads elements, joins text around comments and CDATA, drops layout', () => {
    const xml =
      '<?xml version="1.0"?>\n<Response>\n  <!-- hello -->\n  <Say voice="man">a<!-- b -->c<![CDATA[<d>]]> </Say>\n</Response>';
    expect(parseTwiml(xml)).toEqual({
      ok: true,
      root: {
        tag: 'Response',
        attributes: {},
        children: [{ tag: 'Say', attributes: { voice: 'man' }, children: ['ac<d> '] }],
      },
    });
  });

  it('keeps white space between words that stand in elements of a text', () => {
    const read = parseTwiml('<Say>Hi <p><w>a</w> <w>b</w></p></Say>');
    expect(read.ok && JSON.stringify(read.root)).toContain('" "');
  });

  const bomb = `<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><Response>&z;</Response>`;
  it.each([
    ['nothing', '', 'notWellFormed', 1],
    ['plain text', 'hello', 'notWellFormed', 1],
    ['two roots', '<Response/>\n<Response/>', 'notWellFormed', 2],
    ['a document type', '<!DOCTYPE Response><Response/>', 'doctype', 1],
    ['an entity bomb', bomb, 'doctype', 1],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'doctype', 1],
    ['an unknown entity', '<Response>\n&nbsp;</Response>', 'entity', 2],
    ['an entity named like an object key', '<a>&constructor;&__proto__;</a>', 'entity', 1],
    ['a processing instruction', '<Response>\n\n<?php x ?></Response>', 'instruction', 3],
    ['depth', '<a>'.repeat(20_000), 'tooDeep', 1],
    ['a NUL', '<a>\n\u0000</a>', 'notWellFormed', 2],
    ['a NUL by reference', '<a>&#0;</a>', 'notWellFormed', 1],
    ['XML 1.1 control characters', '<?xml version="1.1"?><a>&#1;</a>', 'notWellFormed', 1],
    ['a lone surrogate that would swallow a tag', '<a>\ud800</a></a>', 'notWellFormed', 1],
    ['a repeated attribute', '<a b="1" b="2"/>', 'notWellFormed', 1],
    ['a wrong end tag', '<a>\n</b>', 'notWellFormed', 2],
    ['an open end', '<a', 'notWellFormed', 1],
    ['size', `<a>${'x'.repeat(70_000)}</a>`, 'tooLarge', 1],
  ])('refuses %s with its place', (_, xml, code, line) => {
    const read = parseTwiml(xml);
    expect(read).toMatchObject({ ok: false, error: { code, line } });
    if (!read.ok) expect(read.error.column).toBeGreaterThan(0);
  });

  it('names an & or < that was meant as text', () => {
    const error = (xml: string) => {
      const read = parseTwiml(xml);
      return read.ok ? undefined : read.error;
    };
    expect(error('<Response>\n<Say>Hello & bye</Say></Response>')).toEqual({
      code: 'entity',
      message: 'This & begins no entity; write &amp; for an & in text.',
      line: 2,
      column: 12,
    });
    expect(error('<Say>1 < 2</Say>')).toMatchObject({ code: 'notWellFormed', column: 8 });
    expect(error('<Say>a&nbsp;b</Say>')).toMatchObject({ code: 'entity', column: 7 });
  });

  it('refuses 100,000 levels even when size is no matter', () => {
    const xml = '<a>'.repeat(100_000) + '</a>'.repeat(100_000);
    expect(parseTwiml(xml, { maxBytes: 1e7 })).toMatchObject({ ok: false, error: { code: 'tooDeep' } });
  });

  it('takes names such as __proto__ as plain names', () => {
    const read = parseTwiml('<a __proto__="x"><constructor/></a>');
    expect(read.ok && Object.keys(read.root.attributes)).toEqual(['__proto__']);
  });

  it('never throws', () => {
    const piece = fc.oneof(
      anyText(),
      fc.constantFrom('<Say>', '</Say>', '<a b="', '"/>', '<!', '<![CDATA[', ']]>', '&#', ';', '<?'),
    );
    const xml = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(xml, (text) => {
        expect(typeof parseTwiml(text).ok).toBe('boolean');
        expect(typeof parseFragment(text).ok).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
    expect(parseTwiml(undefined as unknown as string).ok).toBe(false);
  });
});

describe('parseFragment', () => {
  it('reads text and elements side by side, white space kept', () => {
    expect(parseFragment(' a <break time="1s"/> b')).toEqual({
      ok: true,
      nodes: [' a ', { tag: 'break', attributes: { time: '1s' }, children: [] }, ' b'],
    });
  });

  it.each(['</Say><Say>', '<s>a', 'a & b', '<!DOCTYPE a><a/>', '<?x y?>', '&x;'])('refuses %j', (xml) => {
    expect(parseFragment(xml).ok).toBe(false);
  });
});
