import { Attributes } from '../attributes.ts';
import { isSip } from '../dial/caller-id.ts';
import { childrenOf } from '../dial/nouns.ts';
import { sipAddress } from '../dial/sip-address.ts';
import { HungUp, type Leg } from '../leg.ts';
import { type Task, until } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';

/** Asks a SIP phone to call somebody else instead of Twilio. https://www.twilio.com/docs/voice/twiml/refer */
export function* refer(run: VerbRun): Task<Next> {
  const { element, leg, exchange, document } = run;
  const attributes = new Attributes(element, 'Response', leg, document);
  const parameters = yield* transfer(run);
  const url = attributes.url('action');
  if (url === undefined) return leg.over ? { kind: 'hangup' } : { kind: 'next' };
  const request = { url, method: attributes.method('method'), parameters, purpose: 'refer' };
  if (!leg.over) return { kind: 'document', request };
  exchange.callback(leg, request);
  return { kind: 'hangup' };
}

/** @returns what the action is told of it */
function* transfer(run: VerbRun): Task<Readonly<Record<string, string>>> {
  const { element, leg, exchange } = run;
  if (!onSip(leg)) {
    leg.emit({ kind: 'warning', code: 13801, message: 'Refer: only SIP calls can be referred.' });
    return {};
  }
  const [noun] = childrenOf(element, 'Sip');
  const { uri, headers } = noun ? sipAddress(noun) : { uri: undefined, headers: {} };
  if (uri === undefined) {
    leg.emit({ kind: 'warning', code: 13243, message: 'Refer: there is no valid SIP address to refer to.' });
    return {};
  }
  leg.answer();
  leg.emit({ kind: 'note', what: 'refer', details: { to: uri, ...headers } });
  const said = exchange.world.outcome?.({ about: 'Refer', attributes: { ...element.attributes, to: uri }, leg }) ?? {};
  const response = said.ReferSipResponseCode ?? '202';
  if (!response.startsWith('2')) return { ReferCallStatus: 'failed', ReferSipResponseCode: response };
  try {
    yield* until(exchange.sleep(TRANSFER_SECONDS));
  } catch (error) {
    if (!(error instanceof HungUp)) throw error;
    return { ReferCallStatus: 'canceled', ReferSipResponseCode: response, NotifySipResponseCode: '180' };
  }
  const notified = said.NotifySipResponseCode ?? '200';
  // An empty one: the phone never says how its call went.
  if (notified === '') return { ReferSipResponseCode: response };
  const status = said.ReferCallStatus ?? statusOf(notified);
  return { ReferCallStatus: status, ReferSipResponseCode: response, NotifySipResponseCode: notified };
}

/** How long a phone takes to reach the one it was referred to. */
const TRANSFER_SECONDS = 3;

/** Whether the party on a leg has a SIP phone. https://www.twilio.com/docs/voice/twiml/refer#understanding-call-legs */
function onSip({ spec }: Leg): boolean {
  return isSip(spec.direction === 'inbound' ? spec.from : spec.to);
}

function statusOf(code: string): string {
  if (code.startsWith('2')) return 'in-progress';
  if (code === '486' || code === '600') return 'busy';
  return code === '408' || code === '480' || code === '487' ? 'no-answer' : 'failed';
}
