import { describe, expect, it } from 'vitest';
import { readCsv } from '../../shared/text/csv.ts';

const rows = (text: string) =>
  [...readCsv(text)].map(({ line, fields, error }) => [line, ...fields, ...(error ? [`! ${error}`] : [])]);

describe('CSV', () => {
  it.each([
    [
      'line ends of every system',
      'a,b\r\n1,2\n3,4\r5,6',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
        [3, '3', '4'],
        [4, '5', '6'],
      ],
    ],
    [
      'a byte order mark',
      '\uFEFFTo,b\n+1,2\n',
      [
        [1, 'To', 'b'],
        [2, '+1', '2'],
      ],
    ],
    [
      'quotes, doubled quotes, separators and line breaks in them',
      'a,b\n"x, ""y""\r\nz",2\n3,4\n',
      [
        [1, 'a', 'b'],
        [2, 'x, "y"\r\nz', '2'],
        [4, '3', '4'],
      ],
    ],
    [
      'empty lines, which are no rows',
      '\n\na,b\n\r\n\n1,2\n\n',
      [
        [3, 'a', 'b'],
        [6, '1', '2'],
      ],
    ],
    [
      'empty values',
      'a,b,c\n,,\n"",x,\n',
      [
        [1, 'a', 'b', 'c'],
        [2, '', '', ''],
        [3, '', 'x', ''],
      ],
    ],
    [
      'semicolons, as some spreadsheets write',
      'To;b\n+1;2,5\n',
      [
        [1, 'To', 'b'],
        [2, '+1', '2,5'],
      ],
    ],
    [
      'tabs',
      'To\tb\n+1\t2\n',
      [
        [1, 'To', 'b'],
        [2, '+1', '2'],
      ],
    ],
    [
      'separators in a quoted header',
      '"a;b;c",d\n1,2\n',
      [
        [1, 'a;b;c', 'd'],
        [2, '1', '2'],
      ],
    ],
    [
      'letters of every script',
      'a\nЖанна 😀\n',
      [
        [1, 'a'],
        [2, 'Жанна 😀'],
      ],
    ],
    ['nothing', '', []],
    ['nothing but a mark and line ends', '\uFEFF\r\n\r\n', []],
  ])('reads %s', (_what, text, expected) => {
    expect(rows(text)).toEqual(expected);
  });

  it('says which rows cannot be read, and goes on after them', () => {
    expect(rows('a,b\n1,x"y\n"p"q,2\n3,4\n')).toEqual([
      [1, 'a', 'b'],
      [2, '1', 'x"y', '! A quote stands inside a value that does not begin with one.'],
      [3, 'p', '2', '! Something follows the quote that ends a value.'],
      [4, '3', '4'],
    ]);
  });

  it('says where a quote was opened that is never closed', () => {
    expect(rows('a,b\n1,2\n3,"4\n5,6\n').at(-1)).toEqual([
      3,
      '3',
      '4\n5,6\n',
      '! The quote opened in line 3 is never closed, so nothing after it can be read.',
    ]);
  });

  it('takes time in step with the text, whatever is in it', () => {
    for (const text of [
      '"'.repeat(1_000_001),
      `a\n${'"x""",'.repeat(200_000)}`,
      ','.repeat(1_000_000),
      '\r'.repeat(1_000_000),
    ]) {
      const began = performance.now();
      expect([...readCsv(text)].length).toBeLessThan(3);
      expect(performance.now() - began).toBeLessThan(10_000);
    }
  });
});
