import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteLength } from '../../shared/text/byte-length.ts';
import { catalogue } from '../../shared/twiml/catalogue/index.ts';
import { element, type TwimlElement, type TwimlNode } from '../../shared/twiml/element.ts';
import { legal } from '../../shared/twiml/escape.ts';
import { parseTwiml } from '../../shared/twiml/parse.ts';
import { guardSize, MAX_RESPONSE_BYTES, serialise, serialiseWithLines } from '../../shared/twiml/serialise.ts';
import { anyText, anyTree, validElement } from './support/arbitraries.ts';
import { officialXml } from './support/official.ts';

describe('serialise', () => {
  it('indents elements and keeps text on its line', () => {
    const menu = element(
      'Gather',
      { numDigits: 1, hints: undefined },
      element('Say', {}, 'Press ', element('s', {}, '1')),
    );
    expect(serialise(element('Response', {}, menu, element('Hangup')))).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Response>',
        '  <Gather numDigits="1">',
        '    <Say>Press <s>1</s></Say>',
        '  </Gather>',
        '  <Hangup/>',
        '</Response>',
      ].join('\n'),
    );
  });

  it('escapes what XML needs and removes what XML cannot hold', () => {
    const xml = serialise(
      element('Response', { a: '<&>"\n\t\r\u0001' }, element('Say', {}, 'a\u0000<b>&\ud800 \ufffe😀\r')),
    );
    expect(xml).toContain('a="&lt;&amp;&gt;&quot;&#10;&#9;&#13;"');
    expect(xml).toContain('<Say>a&lt;b&gt;&amp; 😀&#13;</Say>');
  });

  it('is read back as the same tree, whatever the text', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const read = parseTwiml(serialise(tree), { maxBytes: 1e7 });
        expect(read).toEqual({ ok: true, root: asRead(tree, false) });
      }),
      { numRuns: 500 },
    );
  });

  it.each(['voice', 'messaging'] as const)("makes the tree of Twilio's library for %s documents", (kind) => {
    const response = catalogue[kind].find((spec) => spec.kind === 'root');
    if (response === undefined) throw new Error('The catalogue has no root.');
    fc.assert(
      fc.property(validElement(response), (tree) => {
        const ours = parseTwiml(serialise(tree), { maxBytes: 1e7 });
        expect(ours).toEqual(parseTwiml(officialXml(tree, kind), { maxBytes: 1e7 }));
        expect(ours.ok).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe('serialiseWithLines', () => {
  it('joins to exactly the document', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const { xml, lines } = serialiseWithLines(tree);
        expect(xml).toBe(serialise(tree));
        expect(lines.map((line) => line.text).join('\n')).toBe(xml);
      }),
    );
  });

  it('ties lines to blocks and elements, closing lines and descendants too', () => {
    const gather = {
      ...element('Gather', {}, element('Say', {}, 'One\ntwo', element('s')), element('Pause')),
      block: 'menu',
    };
    const { lines } = serialiseWithLines(element('Response', {}, gather, { ...element('Hangup'), block: 'bye' }));
    expect(lines.map((line) => [line.element, line.block, line.text.trim()])).toEqual([
      [-1, undefined, '<?xml version="1.0" encoding="UTF-8"?>'],
      [0, undefined, '<Response>'],
      [1, 'menu', '<Gather>'],
      [2, 'menu', '<Say>One'],
      [2, 'menu', 'two<s/></Say>'],
      [4, 'menu', '<Pause/>'],
      [1, 'menu', '</Gather>'],
      [5, 'bye', '<Hangup/>'],
      [0, undefined, '</Response>'],
    ]);
  });
});

describe('size', () => {
  it('counts bytes as UTF-8 does', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(byteLength(text)).toBe(Buffer.byteLength(text, 'utf8'));
      }),
      {
        numRuns: 1000,
      },
    );
  });

  it('refuses a document over 64 KB and accepts one of exactly that size', () => {
    expect(guardSize('é'.repeat(MAX_RESPONSE_BYTES / 2))).toBeUndefined();
    expect(guardSize(`${'é'.repeat(MAX_RESPONSE_BYTES / 2)}.`)).toMatchObject({
      twilioError: 11750,
      severity: 'error',
    });
  });
});

/** The tree as a reader sees it: illegal characters gone, neighbouring texts joined, layout dropped. */
function asRead(tree: TwimlElement, keepSpace: boolean): TwimlElement {
  const joined: TwimlNode[] = [];
  for (const child of tree.children) {
    const last = joined[joined.length - 1];
    if (typeof child !== 'string') joined.push(child);
    else if (legal(child) === '') continue;
    else if (typeof last === 'string') joined[joined.length - 1] = last + legal(child);
    else joined.push(legal(child));
  }
  const keep = keepSpace || joined.some((child) => typeof child === 'string' && /[^ \t\r\n]/.test(child));
  const kept = keep ? joined : joined.filter((child) => typeof child !== 'string');
  const attributes = Object.fromEntries(Object.entries(tree.attributes).map(([name, value]) => [name, legal(value)]));
  return {
    tag: tree.tag,
    attributes,
    children: kept.map((child) => (typeof child === 'string' ? child : asRead(child, keep))),
  };
}
