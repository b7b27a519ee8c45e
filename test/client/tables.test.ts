import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { tableEdits } from '../../client/state/table-edits.ts';
import { readTable, writeTable } from '../../client/tables/read-table.ts';
import { tableRows } from '../../client/tables/table-rows.ts';
import type { FlowDocument, FlowTable } from '../../shared/flow/types.ts';

const table: FlowTable = {
  columns: ['name', 'phone'],
  rows: [
    ['Ada', '1'],
    ['Grace', '2'],
  ],
};

describe('cells from a spreadsheet', () => {
  it('are written over what is there, with as many new rows and columns as it takes', () => {
    expect(tableRows.paste(table, 1, 1, '3\tSales\r\n4\tSupport\r\n')).toEqual({
      ok: true,
      table: {
        columns: ['name', 'phone', 'column'],
        rows: [
          ['Ada', '1', ''],
          ['Grace', '3', 'Sales'],
          ['', '4', 'Support'],
        ],
      },
    });
  });

  it.each([
    ['an empty cell stays where it is', 'a\n\nc\n', ['a', '', 'c']],
    ['commas and semicolons are text', 'Sales, main; east\nb', ['Sales, main; east', 'b']],
    ['quotes inside are text', '5" pipe\n"Bob" Smith', ['5" pipe', '"Bob" Smith']],
    ['a cell with a line break stands in quotes', '"a\nb"\n"say ""hi"""', ['a\nb', 'say "hi"']],
  ])('%s', (_what, text, cells) => {
    const pasted = tableRows.paste({ columns: ['one'], rows: [] }, 0, 0, text);
    expect(pasted).toEqual({ ok: true, table: { columns: ['one'], rows: cells.map((cell) => [cell]) } });
  });

  it.each([
    ['too many rows', 'x\n'.repeat(5_001), 'Nothing was pasted: a table has at most 5,000 rows and 50 columns.'],
    ['a lot too many', 'x\n'.repeat(200_000), 'Nothing was pasted: a table has at most 5,000 rows and 50 columns.'],
    ['too many columns', 'x\t'.repeat(50), 'Nothing was pasted: a table has at most 5,000 rows and 50 columns.'],
    [
      'a value that is too long',
      `${'x'.repeat(1_001)}\ty`,
      'Nothing was pasted: it has a value of 1001 characters; at most 1000 fit.',
    ],
  ])('%s change nothing, and it is said', (_what, text, problem) => {
    expect(tableRows.paste(table, 0, 0, text)).toEqual({ ok: false, problem });
  });

  it('a single value is left to the field', () => {
    expect(tableRows.paste(table, 0, 0, ' Ada Lovelace\n')).toBeUndefined();
  });
});

describe('rows that are added', () => {
  it('go by the names of their columns', () => {
    const more = { columns: ['phone', 'name'], rows: [['3', 'Lin']] };
    expect(tableRows.append(table, more)?.rows.at(-1)).toEqual(['Lin', '3']);
    expect(tableRows.append(table, { columns: ['phone'], rows: [['3']] })?.rows.at(-1)).toEqual(['', '3']);
  });

  it('go by the place of their columns where those have other names', () => {
    const more = { columns: ['column1', 'column2'], rows: [['Lin', '3']] };
    expect(tableRows.append(table, more)?.rows.at(-1)).toEqual(['Lin', '3']);
    expect(tableRows.append(table, { columns: ['a', 'b', 'c'], rows: [] })).toBeUndefined();
  });
});

describe('a CSV', () => {
  it('comes back as it went out, formulas and quotes too', () => {
    const odd: FlowTable = {
      columns: ['a', 'b'],
      rows: [
        ['=1+1', 'say "hi", all\n'],
        ['+15550100199', "'quoted'"],
      ],
    };
    expect(readTable(writeTable(odd), true)).toEqual({ ok: true, table: odd, notes: [] });
  });

  it('comes back as it went out, whatever is in it', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '"', ',', '\n', '\r', '5', '.'), maxLength: 5 }),
    );
    const tables = fc
      .integer({ min: 1, max: 3 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 4 }))
      .map((rows) => ({ columns: ['a', 'b', 'c'].slice(0, rows[0]?.length ?? 1), rows }));
    fc.assert(
      fc.property(tables, (any) => {
        expect(readTable(writeTable(any), true)).toEqual({ ok: true, table: any, notes: [] });
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['a,b\n1', ['1 row was filled up with empty values.']],
    ['phone,name,name\n1,2,3', ['There is more than one column of a name: the next “name” is called name_2.']],
    [
      'Ext. No,ext no\n1,2',
      ['“Ext. No” is called Ext_No, “ext no” is called ext_no: texts name columns with letters, digits and _.'],
    ],
  ])('%j is made to fit, and that is said', (csv, notes) => {
    expect(readTable(csv, true)).toMatchObject({ ok: true, notes });
  });

  test.each([
    ['a\n"b', 'Line 2 cannot be read: The quote opened in line 2 is never closed, so nothing after it can be read.'],
    [`a\n${'x\n'.repeat(5_001)}`, 'There are more than 5000 rows; a table has no more.'],
    [`a\n${'x'.repeat(1_001)}`, 'Line 2 has a value of 1001 characters; at most 1000 fit.'],
    [','.repeat(50), 'There are 51 columns; a table has at most 50.'],
    ['\n\n', 'There is nothing in it.'],
  ])('what does not fit is refused', (csv, problem) => {
    expect(readTable(csv, true)).toEqual({ ok: false, problem });
  });
});

describe('names', () => {
  const document: FlowDocument = {
    version: 1,
    name: 'Test',
    settings: {},
    variables: {},
    blocks: {
      find: { type: 'lookup', props: { table: 'people', key: 'x', column: 'phone' }, exits: {} },
      other: { type: 'lookup', props: { table: 'vips', key: 'x', column: 'phone' }, exits: {} },
    },
    layout: {},
    tables: { people: table, vips: table },
    tests: [],
  };

  it('of tables and columns are followed by the blocks that have them', () => {
    const renamed = tableEdits.renameColumn(tableEdits.rename(document, 'people', 'staff'), 'staff', 'phone', 'number');
    expect(Object.keys(renamed.tables ?? {})).toEqual(['staff', 'vips']);
    expect(renamed.tables?.staff?.columns).toEqual(['name', 'number']);
    expect(renamed.blocks.find?.props).toMatchObject({ table: 'staff', column: 'number' });
    expect(renamed.blocks.other).toBe(document.blocks.other);
  });

  it('that are taken, or are none, change nothing', () => {
    expect(tableEdits.rename(document, 'people', 'vips')).toBe(document);
    expect(tableEdits.rename(document, 'people', '9 lives')).toBe(document);
    expect(tableEdits.rename(document, 'people', '__proto__')).toBe(document);
    expect(tableEdits.renameColumn(document, 'people', 'phone', 'name')).toBe(document);
  });
});
