import type { DialledStep } from '../flow/call-test.ts';
import type { PhoneEvent } from '../phone/events.ts';
import { PARTY_HUNG_UP } from '../phone/why.ts';

/** What somebody who was called did, from the moment their phone rang. */
export function dialledStep(ring: PhoneEvent & { readonly kind: 'ring' }, events: readonly PhoneEvent[]): DialledStep {
  const own = events.filter(({ leg, order }) => leg === ring.leg && order >= ring.order);
  const answered = own.find((event) => event.kind === 'status' && event.status === 'in-progress');
  const end = own.find((event) => event.kind === 'status' && ENDS.has(event.status));
  const status = end?.kind === 'status' ? end.status : undefined;
  const { to } = ring;
  if (!answered) {
    const dialled = status === 'busy' ? 'busy' : status === 'failed' ? 'fail' : 'no-answer';
    return { dialled, to, ...(dialled === 'no-answer' || !end ? {} : { after: seconds(end.at - ring.at) }) };
  }
  const keys = own.flatMap((event) => (event.kind === 'key' ? event.key : [])).join('');
  const last = end ?? events.at(-1) ?? answered;
  const hungUp = end?.kind === 'status' && end.why === PARTY_HUNG_UP;
  // Whoever did not hang up stayed until somebody else did.
  const talks = seconds(last.at - answered.at) + (hungUp ? 0 : STAYS);
  const press = keys === '' ? {} : { press: keys.slice(0, 100) };
  return { dialled: 'answer', to, after: seconds(answered.at - ring.at), talks: Math.min(talks, 86_400), ...press };
}

const STAYS = 60;

const ENDS: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}
