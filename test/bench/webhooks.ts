import { type Kind, type Load, type Measured, measure, PINNED } from './support/measure.ts';

/**
 * How many webhooks a second, and how late: the same three-step phone menu as (a) a bare constant answer, (b) a hand-written
 * Express app with the official library that stores nothing, (c) the built product, durable and logged, with a flow of 10 and
 * of 2,000 blocks. Rounds alternate; ratios are taken within a round and their median counts.
 *
 * `npm run bench -- webhooks [--json] [--rounds N] [--seconds N]`
 */
const NAMES: Record<Kind, string> = {
  constant: '(a) bare node:http, constant answer',
  handwritten: '(b) Express 5 + twilio, nothing stored',
  ours: '(c) Patchcord, durable, 10 blocks',
  ours2000: '(c) Patchcord, durable, 2,000 blocks',
};
const KINDS = Object.keys(NAMES) as Kind[];
const RATES = [500, 2_000];

const json = process.argv.includes('--json');
const rounds = option('--rounds', 5);
const seconds = option('--seconds', 4);
// Below the ports that the load itself is given.
let port = 20_000 + (process.pid % 10_000);

const saturated = await alternate(KINDS, { seconds, warm: 2 });
const fixed: Record<string, Record<string, Measured[]>> = {};
for (const rate of RATES) fixed[rate] = await alternate(['handwritten', 'ours'], { seconds, warm: 2, rate });
report();

/** Each kind once a round, one after another. */
async function alternate(kinds: readonly Kind[], load: Load): Promise<Record<string, Measured[]>> {
  const results: Record<string, Measured[]> = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      const measured = await measure(kind, load, port++);
      results[kind]?.push(measured);
      const at = load.rate ? ` at ${load.rate}/s` : '';
      console.error(
        `round ${round + 1} ${kind}${at}: ${Math.round(measured.perSecond)}/s, p99 ${measured.p99.toFixed(2)} ms`,
      );
    }
  }
  return results;
}

function report(): void {
  const ratio = (a: Kind, b: Kind): number => within(saturated, a, b, (one) => one.perSecond);
  const late = (kinds: Record<string, Measured[]> = {}): number =>
    within(kinds, 'ours', 'handwritten', (one) => one.p99);
  const ratios = {
    oursToHandwritten: ratio('ours', 'handwritten'),
    oursToConstant: ratio('ours', 'constant'),
    blocks2000To10: ratio('ours2000', 'ours'),
    p99OursToHandwritten: {
      saturated: late(saturated),
      ...Object.fromEntries(RATES.map((rate) => [`at${rate}`, late(fixed[rate])])),
    },
  };
  const series = { saturated, ...Object.fromEntries(RATES.map((rate) => [`at${rate}`, fixed[rate]])) };
  const medians = Object.fromEntries(Object.entries(series).map(([name, kinds]) => [name, summarise(kinds ?? {})]));
  if (json) {
    console.log(JSON.stringify({ node: process.version, pinned: PINNED, rounds, seconds, ratios, medians }, null, 2));
    return;
  }
  for (const [name, kinds] of Object.entries(medians)) {
    console.log(
      `\n${name === 'saturated' ? '16 connections, as fast as it goes' : `${name.slice(2)} requests/s`}, medians of ${rounds} rounds`,
    );
    console.table(kinds);
  }
  console.log(`(c) / (b) ${ratios.oursToHandwritten.toFixed(2)}   target 2.5 or more`);
  console.log(`(c) / (a) ${ratios.oursToConstant.toFixed(2)}`);
  for (const [name, share] of Object.entries(ratios.p99OursToHandwritten)) {
    console.log(`p99 of (c) / (b), ${name} ${share.toFixed(2)}   target 1 or less`);
  }
  console.log(`2,000 / 10 blocks ${ratios.blocks2000To10.toFixed(2)}   target 0.9 or more`);
}

/** Median of the ratios within each round. */
function within(kinds: Record<string, Measured[]>, a: Kind, b: Kind, pick: (one: Measured) => number): number {
  const others = kinds[b] ?? [];
  return median((kinds[a] ?? []).map((one, round) => pick(one) / pick(others[round] ?? one)));
}

function summarise(kinds: Record<string, Measured[]>): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, all]) => {
      const of = (pick: (one: Measured) => number): number => Number(median(all.map(pick)).toFixed(2));
      const errors = all.reduce((sum, one) => sum + one.errors, 0);
      const row = {
        'requests/s': Math.round(of((m) => m.perSecond)),
        'p50 ms': of((m) => m.p50),
        'p99 ms': of((m) => m.p99),
        'CPU µs': Math.round(of((m) => m.cpu ?? Number.NaN)),
        errors,
      };
      return [NAMES[kind as Kind], row];
    }),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  return at === -1 ? otherwise : Number(process.argv[at + 1]);
}
