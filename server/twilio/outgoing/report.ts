import type { OutgoingStore } from '../../store/outgoing.ts';
import { callView } from './views.ts';

/** What became of every call of a list, as CSV, piece by piece. Times are ISO 8601 in UTC. */
export async function* reportOf(outgoing: OutgoingStore, list: string): AsyncGenerator<string> {
  yield `${HEADER.join(',')}\r\n`;
  for (let after = 0; ; ) {
    const items = await outgoing.items({ list, after, limit: PIECE });
    if (items.length === 0) return;
    after = items.at(-1)?.seq ?? after;
    yield items.map((item) => rowOf(callView(item))).join('');
  }
}

const HEADER = [
  ...['Line', 'To', 'From', 'Outcome', 'CallSid', 'AnsweredBy', 'CalledAt', 'AnsweredAt', 'EndedAt', 'Duration'],
  ...['Price', 'PriceUnit', 'ErrorCode', 'Reason'],
];

const PIECE = 500;

function rowOf(call: ReturnType<typeof callView>): string {
  const { line, to, from, state, callSid, answeredBy, calledAt, answeredAt, endedAt, duration } = call;
  const { price, priceUnit, errorCode, reason } = call;
  const values = [line, to, from, state, callSid, answeredBy, iso(calledAt), iso(answeredAt), iso(endedAt), duration];
  return `${[...values, price, priceUnit, errorCode, reason].map(cell).join(',')}\r\n`;
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** A cell that begins like a formula would be one to spreadsheets; numbers in E.164 are left as they are. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=@\t]|^[+-](?!\d+(?:\.\d+)?$)/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
