import { expect, test } from 'vitest';
import type { RunContext } from '../../shared/block.ts';
import { split } from '../../shared/blocks/split.ts';

type Props = Parameters<typeof split.run>[0]['props'];
type Shares = NonNullable<Props['shares']>;

const shares = (...percents: number[]): Shares => percents.map((percent, at) => ({ id: `s${at}`, name: '', percent }));

function taken(props: Props, from: string, block = 'split', more: Record<string, string> = {}): string {
  const call: Readonly<Record<string, string>> = { From: from, CallSid: 'CA1', ...more };
  const context = { props, block, channel: 'voice', lookup: (path: string) => call[path.slice('call.'.length)] };
  const result = split.run(context as unknown as RunContext<Props>);
  return 'go' in result ? result.go : '';
}

const CALLERS = Array.from({ length: 20_000 }, (_, count) => `+1555${String(1_000_000 + count)}`);

/** Pearson's statistic for what was seen against what was wanted. */
function distance(seen: readonly number[], wanted: readonly number[]): number {
  return seen.reduce((sum, count, at) => sum + (count - (wanted[at] ?? 0)) ** 2 / (wanted[at] ?? 1), 0);
}

function counts(values: readonly string[], of: number): number[] {
  return Array.from({ length: of }, (_, at) => values.filter((value) => value === `s${at}`).length);
}

// The callers are fixed, so the numbers are the same in every run; the bounds are what chance exceeds once in a thousand times.
test.each([
  [[50, 50], 10.83],
  [[90, 10], 10.83],
  [[33.3, 33.3, 33.4], 13.82],
  [[10, 10, 10, 10, 10, 10, 10, 10, 10, 10], 27.88],
])('neighbouring numbers fall to shares %j as they should', (percents, bound) => {
  for (const salt of ['', 'a', 'b', 'spring']) {
    const seen = counts(
      CALLERS.map((from) => taken({ shares: shares(...percents), salt }, from)),
      percents.length,
    );
    expect(
      distance(
        seen,
        percents.map((percent) => percent * 200),
      ),
      `salt ${salt}`,
    ).toBeLessThan(bound);
  }
});

test('the same caller always goes the same way, in every call', () => {
  for (const from of CALLERS.slice(0, 500)) {
    const props = { shares: shares(50, 50) };
    expect(taken(props, from, 'split', { CallSid: 'CA2' })).toBe(taken(props, from));
  }
});

test('another split, and another dealing, are independent of it', () => {
  const half = { shares: shares(50, 50) };
  for (const other of [
    (from: string) => taken(half, from, 'split2'),
    (from: string) => taken({ ...half, salt: 'x' }, from),
  ]) {
    const pairs = [0, 0, 0, 0];
    for (const from of CALLERS) {
      const at = (taken(half, from) === 's0' ? 0 : 2) + (other(from) === 's0' ? 0 : 1);
      pairs[at] = (pairs[at] ?? 0) + 1;
    }
    expect(distance(pairs, [5_000, 5_000, 5_000, 5_000])).toBeLessThan(16.27);
  }
});

test('callers keep to their way while its share grows', () => {
  for (const from of CALLERS.slice(0, 2_000)) {
    if (taken({ shares: shares(50, 50) }, from) === 's0') expect(taken({ shares: shares(60, 40) }, from)).toBe('s0');
  }
});

test('whose number is withheld goes by the call', () => {
  const props = { shares: shares(50, 50) };
  for (const from of ['', 'anonymous', '+266696687', 'Restricted']) {
    const ways = CALLERS.slice(0, 100).map((sid) => taken(props, from, 'split', { CallSid: sid }));
    expect(new Set(ways).size, from).toBe(2);
  }
});
