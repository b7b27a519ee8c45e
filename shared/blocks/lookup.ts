import { type BlockProblem, defineBlock } from '../block.ts';
import { choice } from '../fields/choice.ts';
import { duplicateKeys } from '../fields/duplicate-keys.ts';
import { table, tableColumn } from '../fields/table.ts';
import { text } from '../fields/text.ts';
import { isPartyOfCall, unfoundNumbers } from '../fields/unfound-numbers.ts';
import type { FlowFacts, FlowTable } from '../flow/types.ts';
import { countryOf } from '../text/country.ts';
import { suggestion } from '../text/nearest.ts';

/** Finds a row in a table that is kept with the flow. */
export const lookup = defineBlock({
  type: 'lookup',
  title: 'Look up in a table',
  about: 'Finds a row in a small table kept with the flow: an extension directory, a list of important callers.',
  keywords: ['directory', 'extension', 'vip', 'list', 'csv', 'find', 'search', 'spreadsheet'],
  group: 'data',
  icon: 'table-2',
  docs: null,
  fields: {
    table: table({ label: 'Table', required: true }),
    key: text({
      label: 'Look for',
      hint: 'Type {{ to use what is known about the call',
      required: true,
      initial: '{{ call.From }}',
    }),
    column: tableColumn({ label: 'In the column', options: { of: 'table', key: 'key' } }),
    match: choice({
      label: 'Found is',
      placeholder: 'The row with this value',
      options: {
        values: [
          { value: 'exact', label: 'The row with this value' },
          { value: 'begins', label: 'The row whose value it begins with' },
        ],
      },
      hint: 'Case, spaces, and brackets or dashes in a phone number make no difference; callers have their country code, as in +1 555 …',
    }),
  },
  exits: () => [
    { name: 'found', label: 'Found' },
    { name: 'notFound', label: 'Not found' },
  ],
  outputs: (props, flow) => tableOf(props.table, flow)?.columns ?? [],
  summary: (props) => `Looks up ${props.key || '…'} in ${props.table || 'no table yet'}`,
  check: (props, flow) => {
    if (!props.table) return [];
    const found = tableOf(props.table, flow);
    if (!found) return [noTable(props.table, flow)];
    const problems = columnProblems(props.table, found, props.column);
    return problems.length > 0 || !isPartyOfCall(props.key ?? '')
      ? problems
      : numberProblems(props.table, found, props.column, flow);
  },
  run: (ctx) => {
    const { table: name = '', key = '', column, match } = ctx.props;
    const kept = ctx.table(name);
    const at = column || kept?.columns[0];
    if (!kept || at === undefined || !kept.columns.includes(at)) {
      const message = kept ? `Table "${name}" has no column "${at}".` : `The flow has no table "${name.slice(0, 64)}".`;
      return { go: 'notFound', results: {}, notes: [{ code: 'no-table', message, field: kept ? 'column' : 'table' }] };
    }
    const row = kept.find(at, key, { begins: match === 'begins' });
    return row ? { go: 'found', results: row } : { go: 'notFound', results: {} };
  },
});

function tableOf(name: string | undefined, { tables = {} }: FlowFacts): FlowTable | undefined {
  return name !== undefined && Object.hasOwn(tables, name) ? tables[name] : undefined;
}

function noTable(name: string, { tables = {} }: FlowFacts): BlockProblem {
  const near = suggestion(name, Object.keys(tables)) || ' Make one.';
  const message = `The flow has no table "${name.slice(0, 64)}".${near}`;
  return { code: 'unknown-table', severity: 'error', message, field: 'table' };
}

function columnProblems(name: string, found: FlowTable, column: string | undefined): BlockProblem[] {
  const { columns, rows } = found;
  const at = columns.indexOf(column || (columns[0] ?? ''));
  if (at === -1) {
    const message = `Table "${name}" has no column "${column}".${suggestion(column ?? '', columns)}`;
    return [{ code: 'unknown-column', severity: 'error', message, field: 'column' }];
  }
  if (rows.length === 0) {
    const message = `Table "${name}" is empty, so nothing is ever found.`;
    return [{ code: 'empty-table', severity: 'warning', message, field: 'table' }];
  }
  const [twice] = duplicateKeys(found, columns[at] ?? '');
  if (twice === undefined) return [];
  const message = `Rows ${twice[1] + 1} and ${twice[0] + 1} of "${name}" have the same ${columns[at]}; only the first is ever found.`;
  return [{ code: 'duplicate-key', severity: 'warning', message, field: 'column' }];
}

/** Rows that are looked through by a caller's number, and hold theirs as it is written at home. */
function numberProblems(
  name: string,
  found: FlowTable,
  column: string | undefined,
  { settings }: FlowFacts,
): BlockProblem[] {
  const at = column || (found.columns[0] ?? '');
  const numbers = unfoundNumbers(found, at, countryOf(settings));
  const [first] = numbers;
  if (first === undefined) return [];
  const [row, { nearest }] = first;
  const written = found.rows[row]?.[found.columns.indexOf(at)] ?? '';
  const more =
    numbers.size > 1 ? ` ${numbers.size - 1} more ${numbers.size === 2 ? 'row is' : 'rows are'} like that.` : '';
  const write = nearest ?? 'it with + and the country code, as in +15550100199';
  const message = `Row ${row + 1} of "${name}" has ${written.trim()}, which seems to lack its country code: callers have theirs, so nobody is found by it. Write ${write}.${more}`;
  return [{ code: 'national-number', severity: 'warning', message, field: 'column' }];
}
