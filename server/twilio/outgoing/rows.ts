import type { BadRow, NewOutgoingList, OutgoingCheck } from '../../../shared/api/outgoing.ts';
import { noVariable, readCallVariables } from '../../../shared/flow/call-variables.ts';
import type { FlowDocument, Json } from '../../../shared/flow/types.ts';
import { type CsvRow, readCsv } from '../../../shared/text/csv.ts';
import { suggestion } from '../../../shared/text/nearest.ts';
import { ApiFailure } from '../../routes/failure.ts';
import { Breath } from './breath.ts';
import type { NumberJudge } from './numbers.ts';

/** A row that can be called. */
export interface GoodRow {
  readonly line: number;
  readonly to: string;
  readonly variables: Readonly<Record<string, Json>>;
}

/** A CSV that was read. */
export interface ReadRows {
  readonly check: OutgoingCheck;
  readonly good: readonly GoodRow[];
}

export interface RowRules {
  readonly declared: FlowDocument['variables'];
  readonly judge: NumberJudge;
  /** Countries that may be called. */
  readonly allowed: readonly string[];
}

/**
 * Reads a CSV row by row, in steps so short that callers do not notice.
 *
 * @throws ApiFailure 422 where the columns cannot be used, or there are too many rows
 */
export async function readRows(list: NewOutgoingList, rules: RowRules): Promise<ReadRows> {
  const rows = readCsv(list.csv);
  const header = rows.next().value as CsvRow | undefined;
  if (!header) throw refuse('no-rows', 'The CSV is empty. It needs a header, and a row for each call.');
  if (header.error !== undefined) throw refuse('bad-header', `The header cannot be read: ${header.error}`);
  const reader = new RowReader(columnsOf(header.fields, list, rules.declared), rules);
  const breath = new Breath();
  for (const row of rows) {
    reader.add(row);
    await breath.take();
  }
  return reader.result();
}

const MOST_ROWS = 100_000;
const MOST_TOLD = 1_000;
const SAMPLE = 5;

type Column = OutgoingCheck['columns'][number];

class RowReader {
  readonly #columns: readonly Column[];
  readonly #rules: RowRules;
  readonly #good: GoodRow[] = [];
  readonly #bad: BadRow[] = [];
  readonly #lines = new Map<string, number>();
  readonly #countries = new Map<string, number>();
  #rows = 0;
  #badTotal = 0;
  #duplicates = 0;

  constructor(columns: readonly Column[], rules: RowRules) {
    this.#columns = columns;
    this.#rules = rules;
  }

  add(row: CsvRow): void {
    if (++this.#rows > MOST_ROWS) {
      throw refuse('too-many-rows', `A list has at most ${MOST_ROWS.toLocaleString('en')} rows. Split the CSV.`);
    }
    const problems = this.#judge(row);
    if (problems.length === 0) return;
    this.#badTotal++;
    for (const problem of problems) if (this.#bad.length < MOST_TOLD) this.#bad.push({ line: row.line, ...problem });
  }

  result(): ReadRows {
    const check: OutgoingCheck = {
      columns: [...this.#columns],
      rows: this.#rows,
      good: this.#good.length,
      bad: this.#bad,
      badTotal: this.#badTotal,
      duplicates: this.#duplicates,
      countries: Object.fromEntries([...this.#countries].sort(([a], [b]) => a.localeCompare(b))),
      sample: this.#good.slice(0, SAMPLE),
    };
    return { check, good: this.#good };
  }

  /** Takes a good row over. @returns what is wrong with a bad one */
  #judge({ line, fields, error }: CsvRow): readonly Omit<BadRow, 'line'>[] {
    const whole = (code: string, message: string) => [{ column: null, code, message }];
    if (error !== undefined) return whole('unreadable', error);
    if (fields.length !== this.#columns.length) {
      const values = fields.length === 1 ? '1 value' : `${fields.length} values`;
      return whole('wrong-length', `The row has ${values}, the header ${this.#columns.length}.`);
    }
    const at = this.#columns.findIndex(({ use }) => use === 'to');
    const to = this.#rules.judge(fields[at] ?? '', this.#rules.allowed);
    const read = readCallVariables(this.#rules.declared, this.#given(fields));
    const problems: Omit<BadRow, 'line'>[] = [];
    if (!to.ok) problems.push({ column: this.#columns[at]?.name ?? null, code: to.code, message: to.message });
    if (!read.ok) {
      for (const { name, code, message } of read.problems) {
        problems.push({ column: this.#columns.find(({ variable }) => variable === name)?.name ?? null, code, message });
      }
    }
    if (!to.ok || !read.ok) return problems;
    const first = this.#lines.get(to.number);
    if (first !== undefined) {
      this.#duplicates++;
      const message = `${to.number} is already in line ${first}; it is called once.`;
      return [{ column: this.#columns[at]?.name ?? null, code: 'duplicate-number', message }];
    }
    this.#lines.set(to.number, line);
    this.#countries.set(to.country, (this.#countries.get(to.country) ?? 0) + 1);
    this.#good.push({ line, to: to.number, variables: read.values });
    return [];
  }

  /** An empty cell leaves the variable as the flow has it. */
  #given(fields: readonly string[]): Record<string, string> {
    const given: Record<string, string> = {};
    for (const [at, { variable }] of this.#columns.entries()) {
      const value = fields[at] ?? '';
      if (variable !== null && value !== '') given[variable] = value;
    }
    return given;
  }
}

function columnsOf(
  header: readonly string[],
  { toColumn, columns = {} }: NewOutgoingList,
  declared: FlowDocument['variables'],
): readonly Column[] {
  const names = header.map((name) => name.trim());
  const known = names.filter((name) => name !== '');
  const twice = known.find((name, at) => known.indexOf(name) !== at);
  if (twice !== undefined) throw refuse('bad-header', `The header has two columns "${twice}".`);
  for (const name of [...(toColumn === undefined ? [] : [toColumn]), ...Object.keys(columns)]) {
    if (!known.includes(name))
      throw refuse('no-such-column', `The CSV has no column "${name}".${suggestion(name, known)}`);
  }
  const to = toColumn ?? known.find((name) => name === 'To') ?? known.find((name) => name.toLowerCase() === 'to');
  if (to === undefined) {
    const message = `No column is called To, so it is not known which holds the numbers. Name it; there are ${known.join(', ') || 'none'}.`;
    throw refuse('no-to-column', message);
  }
  const used = names.map((name) => columnOf(name, to, columns, declared));
  const variables = used.flatMap(({ variable }) => (variable === null ? [] : [variable]));
  const shared = variables.find((name, at) => variables.indexOf(name) !== at);
  if (shared !== undefined) throw refuse('bad-columns', `Two columns are for the variable "${shared}".`);
  return used;
}

function columnOf(
  name: string,
  to: string,
  columns: NonNullable<NewOutgoingList['columns']>,
  declared: FlowDocument['variables'],
): Column {
  if (name === to) return { name, use: 'to', variable: null };
  const mapped = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (name === '' || mapped === null) return { name, use: 'none', variable: null };
  const variable = mapped ?? name;
  if (!Object.hasOwn(declared, variable)) {
    const message = `Column "${name}": ${noVariable(variable, declared)} Name its variable in columns, or null to leave the column out.`;
    throw refuse('unknown-variable', message);
  }
  return { name, use: 'variable', variable };
}

function refuse(code: string, message: string): ApiFailure {
  return new ApiFailure(422, code, message, { problems: [{ path: '$.csv', message, code }] });
}
