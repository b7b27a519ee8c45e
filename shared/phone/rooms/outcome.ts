/** Seconds as the world states them, in text; undefined where it states none. */
export function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const seconds = Number(text);
  return seconds >= 0 ? Math.min(seconds, LONGEST) : undefined;
}

/** Longer than any call, and short enough for every timer. */
const LONGEST = 1_000_000;
