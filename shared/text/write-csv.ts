/**
 * One row of CSV with its line break (RFC 4180). A text that begins like a formula would be one to spreadsheets, so it gets an apostrophe before it;
 * numbers and phone numbers in E.164 are left as they are. A row with nothing in it is in quotes, since an empty line is no row.
 */
export function csvRow(values: readonly (string | number | null)[]): string {
  const cells = values.map(cell).join(',');
  return `${cells === '' ? '""' : cells}\r\n`;
}

/** A text as it was before `csvRow` wrote it. */
export function fromCell(text: string): string {
  return /^'+[=@\t+-]/.test(text) ? text.slice(1) : text;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && LIKE_FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Or like one that already got its apostrophe. */
const LIKE_FORMULA = /^(?:[=@\t]|[+-](?!\d+(?:\.\d+)?$)|'+[=@\t+-])/;
