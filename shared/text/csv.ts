/** One row of a table. */
export interface CsvRow {
  /** Line of the text it begins in, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Why it cannot be read. */
  readonly error?: string;
}

/**
 * Reads CSV (RFC 4180) row by row: values in quotes may hold separators, line breaks and doubled quotes; lines end with CRLF, LF
 * or CR; empty lines are no rows. The separator is the comma, or the semicolon or tab where the first line has more of those, as
 * some spreadsheets write. A byte order mark is no part of the text. https://www.rfc-editor.org/rfc/rfc4180
 */
export function* readCsv(text: string): Generator<CsvRow> {
  const reader = new Reader(text);
  for (let row = reader.next(); row; row = reader.next()) yield row;
}

class Reader {
  readonly #text: string;
  readonly #separator: string;
  #at: number;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
    this.#separator = separatorOf(text);
  }

  /** The next row that is not empty; undefined at the end. */
  next(): CsvRow | undefined {
    while (this.#at < this.#text.length) {
      if (this.#breakAt(this.#at) === 0) return this.#row();
      this.#skipBreak();
    }
    return undefined;
  }

  #row(): CsvRow {
    const line = this.#line;
    const fields: string[] = [];
    let error: string | undefined;
    for (;;) {
      const [field, wrong] = this.#text[this.#at] === '"' ? this.#quoted() : this.#plain();
      fields.push(field);
      error ??= wrong;
      if (this.#text[this.#at] !== this.#separator) break;
      this.#at++;
    }
    this.#skipBreak();
    return error === undefined ? { line, fields } : { line, fields, error };
  }

  #plain(): Field {
    const from = this.#at;
    const to = this.#endOfValue(from);
    this.#at = to;
    const value = this.#text.slice(from, to);
    return [value, value.includes('"') ? 'A quote stands inside a value that does not begin with one.' : undefined];
  }

  #quoted(): Field {
    const opened = this.#line;
    let value = '';
    let from = ++this.#at;
    for (;;) {
      const quote = this.#text.indexOf('"', this.#at);
      if (quote === -1) {
        value += this.#text.slice(from);
        this.#at = this.#text.length;
        return [value, `The quote opened in line ${opened} is never closed, so nothing after it can be read.`];
      }
      this.#countLines(this.#at, quote);
      this.#at = quote + 1;
      if (this.#text[this.#at] !== '"') {
        value += this.#text.slice(from, quote);
        break;
      }
      value += this.#text.slice(from, this.#at);
      from = ++this.#at;
    }
    const after = this.#at;
    this.#at = this.#endOfValue(after);
    return [value, this.#at > after ? 'Something follows the quote that ends a value.' : undefined];
  }

  #endOfValue(from: number): number {
    let at = from;
    while (at < this.#text.length && this.#text[at] !== this.#separator && this.#breakAt(at) === 0) at++;
    return at;
  }

  /** Length of the line break at this place, or 0. */
  #breakAt(at: number): 0 | 1 | 2 {
    const code = this.#text.charCodeAt(at);
    if (code === 10) return 1;
    return code !== 13 ? 0 : this.#text.charCodeAt(at + 1) === 10 ? 2 : 1;
  }

  #skipBreak(): void {
    const length = this.#breakAt(this.#at);
    this.#at += length;
    if (length > 0) this.#line++;
  }

  #countLines(from: number, to: number): void {
    for (let at = from; at < to; ) {
      const length = this.#breakAt(at);
      if (length > 0) this.#line++;
      at += length || 1;
    }
  }
}

type Field = readonly [value: string, wrong: string | undefined];

function separatorOf(text: string): string {
  const [first = ''] = /^[^\r\n]*/.exec(text.slice(0, 10_000)) ?? [];
  const bare = first.replace(/"[^"]*"/g, '');
  const count = (sign: string): number => bare.split(sign).length;
  return [';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}
