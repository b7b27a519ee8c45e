import { describe, expect, test } from 'vitest';
import { LookupTable } from '../../shared/engine/lookup-table.ts';
import { tableKey } from '../../shared/text/table-key.ts';

describe('what values are told apart by', () => {
  test.each([
    [' Grace  HOPPER ', 'grace hopper'],
    ['1 0 0 1', '1001'],
    ['１０１', '101'],
    ['007', '007'],
    ['+1 (555) 010-0199', '15550100199'],
    ['0049 30 901820', '4930901820'],
    ['15550100199', '15550100199'],
    ['+1', '1'],
    ['12.50', '12.50'],
    ['1-2', '1-2'],
    ['', ''],
    ['+', '+'],
    ['sip:ada@example.com', 'sip:ada@example.com'],
  ])('%j is %j', (text, key) => expect(tableKey(text)).toBe(key));

  test('a value made to take long takes no time', () => {
    expect(tableKey(`${'1'.repeat(200_000)}x`)).toHaveLength(200_001);
  });
});

describe('a table', () => {
  const table = new LookupTable({
    columns: ['prefix', 'office', '__proto__'],
    rows: [
      ['+1', 'USA', ''],
      ['+1555', 'Test', ''],
      ['', 'Nowhere', ''],
      ['+1', 'Canada', ''],
    ],
  });

  test('gives the first row with a value, and the longest beginning', () => {
    expect(table.find('prefix', '+1')?.office).toBe('USA');
    expect(table.find('prefix', '+15550100199')).toBeUndefined();
    expect(table.find('prefix', '+15550100199', { begins: true })?.office).toBe('Test');
    expect(table.find('prefix', '+12', { begins: true })?.office).toBe('USA');
    expect(table.find('prefix', '+44', { begins: true })).toBeUndefined();
  });

  test('gives nothing for nothing, by no column, and by what every object inherits', () => {
    expect(table.find('prefix', ' ')).toBeUndefined();
    expect(table.find('prefix', '', { begins: true })).toBeUndefined();
    expect(table.find('city', '+1')).toBeUndefined();
    expect(table.find('constructor', 'x')).toBeUndefined();
  });
});

test('5,000 rows are gone through once, not for every call', () => {
  let read = 0;
  const rows = Array.from({ length: 5_000 }, (_, at) => [String(at), `Person ${at}`]);
  const counted = rows.map(
    (row) =>
      new Proxy(row, {
        get: (cells, key) => {
          read++;
          return Reflect.get(cells, key);
        },
      }),
  );
  const table = new LookupTable({ columns: ['key', 'name'], rows: counted });
  expect(table.find('key', '4999')?.name).toBe('Person 4999');
  const first = read;
  for (let at = 0; at < 1_000; at++) table.find('key', String(at * 5));
  // Two values of the row that was found.
  expect(read - first).toBe(2_000);
});
