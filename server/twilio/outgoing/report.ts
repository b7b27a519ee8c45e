import { csvRow } from '../../../shared/text/write-csv.ts';
import type { OutgoingStore } from '../../store/outgoing.ts';
import { callView } from './views.ts';

/** What became of every call of a list, as CSV, piece by piece. Times are ISO 8601 in UTC. */
export async function* reportOf(outgoing: OutgoingStore, list: string): AsyncGenerator<string> {
  yield csvRow(HEADER);
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
  return csvRow([...values, price, priceUnit, errorCode, reason]);
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
