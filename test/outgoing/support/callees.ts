import { randomInt } from 'node:crypto';
import { httpTransport } from '../../../server/phone/http-transport.ts';
import { signerFor } from '../../../server/phone/sign.ts';
import type { CallSpec } from '../../../shared/phone/calls.ts';
import { Exchange } from '../../../shared/phone/exchange.ts';
import { virtualClock } from '../../../shared/phone/time/clock.ts';
import { scriptCaller } from '../../../shared/rehearsal/script-caller.ts';
import { worldOf } from '../../../shared/rehearsal/test-world.ts';
import { ACCOUNT, AUTH_TOKEN } from '../../twilio-api/makers.ts';
import type { SeenRequest, TwilioApi } from '../../twilio-api/stand-in.ts';
import { type Row, restTime } from '../../twilio-api/state.ts';

/** What a number does when it is called. */
export type Behaviour = 'human' | 'machine' | 'busy' | 'no-answer' | 'failed';

/** The people behind the numbers that the stand-in of Twilio is asked to call: phones that ring, hear and press over real HTTP. */
export class Callees {
  /** How often each number was called. */
  readonly calls = new Map<string, number>();
  /** What each number heard, in one line. */
  readonly heard = new Map<string, string>();
  /** When each call was asked for, in the order they came. */
  readonly times: number[] = [];
  /** Most calls at the same time. */
  most = 0;
  readonly #alive = new Set<string>();
  readonly #behaviour: (to: string) => Behaviour;
  readonly #transport = httpTransport({ keepAlive: true });
  readonly #sign = signerFor(AUTH_TOKEN);
  readonly #going = new Set<Promise<void>>();
  /** Told of each call as it is placed. */
  onCall: ((sid: string, to: string) => void) | undefined;

  constructor(behaviour: (to: string) => Behaviour) {
    this.#behaviour = behaviour;
  }

  /** For the stand-in's `state.calls`: a call that is put there begins to ring. `api` is asked only then. */
  map(api: () => TwilioApi): Map<string, Row> {
    return new PlacedCalls((row) => this.#place(row, api().requests.at(-1) as SeenRequest));
  }

  /** Resolves when no call goes on and no webhook is under way. */
  async idle(): Promise<void> {
    while (this.#going.size > 0) await Promise.all(this.#going);
  }

  close(): void {
    this.#transport.close();
  }

  #place(row: Row, { form, lists }: SeenRequest): void {
    const to = String(row.to);
    this.calls.set(to, (this.calls.get(to) ?? 0) + 1);
    this.times.push(Date.now());
    this.#alive.add(row.sid);
    this.most = Math.max(this.most, this.#alive.size);
    const going = this.#ring(row, form, lists.StatusCallbackEvent ?? []).finally(() => {
      this.#going.delete(going);
    });
    this.#going.add(going);
    this.onCall?.(row.sid, to);
  }

  async #ring(row: Row, form: SeenRequest['form'], events: readonly string[]): Promise<void> {
    const { Url = '', FallbackUrl = '', StatusCallback = '' } = form;
    const does = this.#behaviour(String(row.to));
    const tell = (status: string, more = {}) =>
      this.#send(StatusCallback, { ...partiesOf(row), CallStatus: status, ...more });
    await new Promise((resolve) => setImmediate(resolve));
    await tell('initiated');
    Object.assign(row, { status: 'ringing', date_created: restTime(), start_time: restTime() });
    if (does === 'busy' || does === 'no-answer' || does === 'failed') {
      await tell('ringing');
      this.#over(row, { status: does, duration: '0' });
      await tell(does, { CallDuration: '0', ...(does === 'failed' ? { SipResponseCode: '404' } : {}) });
      return;
    }
    const amd: Record<string, string> =
      form.MachineDetection === undefined
        ? {}
        : { AnsweredBy: does === 'human' ? 'human' : 'machine_end_beep', MachineDetectionDuration: '2400' };
    if (amd.AnsweredBy) row.answered_by = amd.AnsweredBy;
    row.status = 'in-progress';
    const application = { voiceUrl: Url, fallbackUrl: FallbackUrl, statusCallback: StatusCallback };
    await this.#answer(row, { ...application, statusEvents: events }, amd, does);
  }

  /** A call is over before anybody hears of it. */
  #over(row: Row, end: { readonly status: string; readonly duration: string; readonly price?: string }): void {
    Object.assign(row, { ...end, end_time: restTime() });
    this.#alive.delete(row.sid);
  }

  /** The call in a time of its own, which passes as fast as webhooks are answered. */
  async #answer(
    row: Row,
    application: Omit<CallSpec, 'from' | 'to' | 'direction' | 'extra'>,
    amd: Record<string, string>,
    does: Behaviour,
  ): Promise<void> {
    const clock = virtualClock();
    const began = clock.now();
    const world = worldOf({});
    const script = scriptCaller(does === 'human' ? [{ press: '1' }, { silence: true }] : [{ silence: true }], {
      clock,
      world,
    });
    const exchange = new Exchange({
      clock,
      world,
      transport: this.#transport,
      accountSid: ACCOUNT,
      sign: this.#sign,
      seed: randomInt(1, 2 ** 32),
      onEvent: (event) => {
        if (event.kind === 'status' && event.status === 'completed') {
          const seconds = Math.round((clock.now() - began) / 1_000);
          this.#over(row, { status: 'completed', duration: String(seconds), price: '-0.01300' });
        }
        script.take(event);
      },
    });
    const { From, To, CallSid } = partiesOf(row);
    const spec: CallSpec = {
      ...application,
      from: From,
      to: To,
      direction: 'outbound-api',
      extra: { CallSid, ...amd },
    };
    exchange.call(spec, (leg) => script.act(leg, exchange));
    await exchange.idle();
    const said = exchange.events.flatMap((event) => (event.kind === 'say' ? [event.text] : []));
    this.heard.set(To, said.join(' | '));
  }

  async #send(url: string, parameters: Record<string, string>): Promise<void> {
    const text =
      url +
      Object.keys(parameters)
        .sort()
        .map((name) => name + parameters[name])
        .join('');
    await this.#transport.send({
      method: 'POST',
      url,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': this.#sign(text) },
      body: new URLSearchParams(parameters).toString(),
      parameters,
      timeout: { connect: 5_000, read: 15_000, total: 15_000 },
    });
  }
}

function partiesOf(row: Row) {
  return {
    AccountSid: ACCOUNT,
    CallSid: row.sid,
    From: String(row.from),
    To: String(row.to),
    Direction: 'outbound-api',
  };
}

class PlacedCalls extends Map<string, Row> {
  readonly #placed: (row: Row) => void;

  constructor(placed: (row: Row) => void) {
    super();
    this.#placed = placed;
  }

  override set(sid: string, row: Row): this {
    super.set(sid, row);
    this.#placed(row);
    return this;
  }
}
