import { describe, expect, it } from 'vitest';
import { countNumbers, type Filter, findNumbers } from '../../../client/numbers/find.ts';
import { desk, drift, line, number } from './support.ts';

const url = { kind: 'url', url: 'https://ivr.example.com/answer' } as const;
const impossible = { ...line(), possible: false };
const numbers = [
  number(1, { voice: line(desk, {}), messaging: impossible }),
  number(2, { friendlyName: 'Summer campaign', voice: line(url, { drift }) }),
  number(3, { voice: line(desk, { outdated: true }), messaging: line(url) }),
  number(4),
  number(5, { voice: impossible, messaging: line(url) }),
];
const found = (query: string, filter: Filter = 'all') =>
  findNumbers(numbers, query, filter).map(({ sid }) => Number(sid.slice(2)));

describe('searching the numbers', () => {
  it('finds digits however the number is written, words in the name and what answers', () => {
    expect(found('+1 (555) 010-0003')).toEqual([3]);
    expect(found('555 010 0004')).toEqual([4]);
    expect(found('0005')).toEqual([5]);
    expect(found('summer CAMPAIGN')).toEqual([2]);
    expect(found('front desk')).toEqual([1, 3]);
    expect(found('ivr.example.com')).toEqual([2, 3, 5]);
    expect(found(numbers[3]?.sid ?? '')).toEqual([4]);
    expect(found('  ')).toEqual([1, 2, 3, 4, 5]);
    expect(found('nobody')).toEqual([]);
  });

  it('filters by what answers, and does not count what a number cannot do', () => {
    expect(found('', 'flow')).toEqual([1, 3]);
    expect(found('', 'changed')).toEqual([2, 3]);
    expect(found('', 'elsewhere')).toEqual([2, 3, 5]);
    expect(found('', 'nothing')).toEqual([4]);
    expect(countNumbers(numbers)).toEqual({ all: 5, flow: 2, environment: 0, changed: 2, elsewhere: 3, nothing: 1 });
  });
});
