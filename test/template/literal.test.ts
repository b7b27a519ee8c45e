import fc from 'fast-check';
import { expect, test } from 'vitest';
import { literal } from '../../shared/template/literal.ts';
import { compileTemplate } from '../../shared/template/template.ts';

const printed = (text: string, xml = false) => compileTemplate(literal(text)).render({ name: 'Ada' }, { xml });

test('a text without expressions is its own literal', () => {
  expect(literal('Press 1 } now %} {')).toBe('Press 1 } now %} {');
});

test('an expression is shown, not evaluated', () => {
  expect(literal('Hello {{ name }}')).toBe('{% raw %}Hello {{ name }}{% endraw %}');
  expect(printed('Hello {{ name }}')).toEqual({ text: 'Hello {{ name }}' });
});

test.each(['{% endraw %}', '{% raw %}{{ a }}{% endraw %}{{ name }}', '{{{%{{', '{{', "{{ '", '{%- endraw -%} {%'])(
  '%s',
  (text) => {
    expect(printed(text)).toEqual({ text });
    expect(printed(text, true)).toEqual({ text });
  },
);

test('any text comes out as it went in', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    '{',
    '}',
    '%',
    '-',
    ' ',
    '\n',
    'raw',
    'endraw',
    "'",
    '"',
    'name',
    '<b/>',
    '#',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join('');
      expect(printed(text)).toEqual({ text });
    }),
    { numRuns: 2_000 },
  );
});
