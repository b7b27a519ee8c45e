import type { Coverage } from '../../../shared/rehearsal/coverage.ts';

/** Coverage as lines of text: the sums, then a row for each block with the exits that were never taken. */
export function coverageTable({ blocks, exits, counts }: Coverage): string[] {
  const rows = Object.entries(counts).map(([id, { visits, exits: taken }]) => {
    const names = Object.keys(taken);
    const missed = names.filter((name) => taken[name] === 0);
    const share = names.length === 0 ? '-' : `${names.length - missed.length}/${names.length}`;
    return [id, String(visits), share, missed.join(', ')] as const;
  });
  const table = [['Block', 'Visits', 'Exits', 'Never taken'] as const, ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map(([id, visits, share, missed]) =>
    `${id.padEnd(widths[0] ?? 0)}  ${visits.padStart(widths[1] ?? 0)}  ${share.padStart(widths[2] ?? 0)}  ${missed}`.trimEnd(),
  );
  return [`Coverage: blocks ${share(blocks)}, exits ${share(exits)}`, '', ...lines];
}

function share({ covered, total }: { readonly covered: number; readonly total: number }): string {
  const percent = total === 0 ? 100 : Math.floor((covered / total) * 100);
  return `${covered} of ${total} (${percent} %)`;
}
