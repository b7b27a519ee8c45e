/**
 * The candidate a person most likely meant, or undefined when none is near (more than a third of the letters differ).
 *
 * @example nearest('gathr', ['gather', 'dial']) // 'gather'
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase().slice(0, 64);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(Math.max(wanted.length, 3) / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), least);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** `, did you mean "x"?` with the nearest candidate, or a list of the choices when there are few, or nothing. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const near = nearest(name, candidates);
  if (near !== undefined) return ` Did you mean "${near}"?`;
  if (candidates.length > 0 && candidates.length <= 12) return ` Expected one of: ${candidates.join(', ')}.`;
  return '';
}

/** Edit distance in which two swapped neighbours, and `y` for `ie` (trys, tries), count as one slip, cut off at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? limit) + 1 : limit;
      const spelled = Math.min(
        a[i - 1] === 'y' && b.slice(j - 2, j) === 'ie' ? (last[j - 2] ?? limit) + 1 : limit,
        b[j - 1] === 'y' && a.slice(i - 2, i) === 'ie' ? (beforeLast[j - 1] ?? limit) + 1 : limit,
      );
      row[j] = Math.min(replaced, swapped, spelled, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
    }
    [beforeLast, last] = [last, row];
  }
  return Math.min(last[b.length] ?? limit, limit);
}
