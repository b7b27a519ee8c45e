import { parseArgs } from 'node:util';
import { httpTransport } from '../../server/phone/http-transport.ts';
import { realTime } from '../../server/phone/real-time.ts';
import { signerFor } from '../../server/phone/sign.ts';
import type { CallStep } from '../../shared/flow/call-test.ts';
import { Exchange } from '../../shared/phone/exchange.ts';
import type { HttpRequest, Transport } from '../../shared/phone/http/transport.ts';
import { realClock, virtualClock } from '../../shared/phone/time/clock.ts';
import { scriptCaller } from '../../shared/rehearsal/script-caller.ts';
import { worldOf } from '../../shared/rehearsal/test-world.ts';
import { startOffice } from './support/office.ts';
import { ACCOUNT, AUTH_TOKEN } from './support/setup.ts';

/**
 * Whole calls, many at a time, with signed webhooks over HTTP; waiting takes no time unless `--real-time`. Without a URL the
 * built server answers, with the small office published. Only this machine is called.
 *
 * `npm run bench -- calls [URL] [--calls N] [--concurrency N] [--real-time] [--auth-token T] [--json]`
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    calls: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '100' },
    'auth-token': { type: 'string' },
    'real-time': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

/** What callers do, one after another. */
const SCRIPTS: readonly (readonly CallStep[])[] = [
  [{ press: '1' }],
  [{ press: '2' }],
  [{ press: '3' }],
  [{ silence: true }, { press: '9' }, { hangUp: true }],
  [{ say: 'Sales please' }],
];

/** Makes the calls of this run others than those of the last. */
const RUN = Date.now();

const latencies: number[] = [];
let errors = 0;
let firstError = '';

await main();

async function main(): Promise<void> {
  const [given] = positionals;
  if (given !== undefined) refuseStrangers(given);
  // Below the ports that the load itself is given.
  const office = given === undefined ? await startOffice(20_000 + (process.pid % 10_000)) : undefined;
  const transport = httpTransport({ keepAlive: true });
  try {
    const url = given ?? office?.url ?? '';
    const calls = Number(values.calls);
    const began = performance.now();
    let left = calls;
    const caller = async (): Promise<void> => {
      while (left-- > 0) await oneCall(url, timed(transport), left);
    };
    await Promise.all(Array.from({ length: Number(values.concurrency) }, caller));
    report(calls, (performance.now() - began) / 1_000);
  } finally {
    transport.close();
    await office?.stop();
  }
}

function refuseStrangers(url: string): void {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (host === '127.0.0.1' || host === '[::1]') return;
  console.error(`${url} is not on this machine; only 127.0.0.1 and [::1] are called.`);
  process.exit(2);
}

async function oneCall(voiceUrl: string, transport: Transport, seed: number): Promise<void> {
  const clock = values['real-time'] ? realClock(realTime()) : virtualClock(Date.now());
  const world = worldOf({});
  const script = scriptCaller(SCRIPTS[seed % SCRIPTS.length] ?? [], { clock, world });
  const sign = signerFor(values['auth-token'] ?? AUTH_TOKEN);
  const exchange = new Exchange({
    clock,
    world,
    transport,
    sign,
    accountSid: ACCOUNT,
    seed: RUN + seed,
    onEvent: script.take,
  });
  const from = `+1555${String(1_000_000 + (seed % 9_000_000)).slice(-7)}`;
  exchange.call({ from, to: '+15550100100', voiceUrl }, (leg) => script.act(leg, exchange));
  await script.done;
  await exchange.idle();
  const wrong = exchange.events.find((event) => event.kind === 'error');
  if (wrong?.kind !== 'error') return;
  errors++;
  firstError ||= wrong.message;
}

/** Notes how long each webhook takes. */
function timed(transport: ReturnType<typeof httpTransport>): Transport {
  return {
    send: async (request: HttpRequest) => {
      const sent = performance.now();
      const reply = await transport.send(request);
      latencies.push(performance.now() - sent);
      return reply;
    },
  };
}

function report(calls: number, seconds: number): void {
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => Number((latencies[Math.floor((latencies.length - 1) * share)] ?? 0).toFixed(2));
  const result = {
    calls,
    concurrency: Number(values.concurrency),
    'calls/s': Math.round(calls / seconds),
    'webhooks/s': Math.round(latencies.length / seconds),
    'p50 ms': at(0.5),
    'p99 ms': at(0.99),
    errors,
  };
  if (values.json)
    console.log(JSON.stringify({ node: process.version, realTime: values['real-time'], ...result }, null, 2));
  else console.table([result]);
  if (errors > 0) console.error(`First error: ${firstError}`);
  process.exitCode = errors > 0 ? 1 : 0;
}
