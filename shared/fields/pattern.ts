import { RE2JS } from 're2js';

/** Why a text is no pattern (RE2 syntax, case ignored), or undefined. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > MAX_PATTERN) return `A pattern has at most ${MAX_PATTERN} characters.`;
  return compiled(pattern) === undefined
    ? `"${pattern.slice(0, 40)}" is not a pattern that can be used here; look-around and back-references are not supported.`
    : undefined;
}

/** Whether a pattern is found in a text; never in one that is too long for it. */
export function matchesPattern(text: string, pattern: string): boolean {
  return !isTooLong(text, pattern) && (compiled(pattern)?.matcher(text).find() ?? false);
}

/** Whether a text is too long to be looked through for a pattern. It matches nothing: a part of it could match where the whole does not. */
export function isTooLong(text: string, pattern: string): boolean {
  return text.length > MAX_SUBJECT || text.length * (compiled(pattern)?.programSize() ?? 0) > MAX_WORK;
}

const MAX_PATTERN = 500;
const MAX_SUBJECT = 4_000;
/** Steps of the pattern's program times characters: some 20 ms at worst. Patterns without large repetitions have a hundred steps or two. */
const MAX_WORK = 1_000_000;
const MAX_CACHED = 500;

// Patterns are few and compiling is slow; beyond the cap the cache starts anew.
const patterns = new Map<string, RE2JS | undefined>();

function compiled(pattern: string): RE2JS | undefined {
  if (pattern.length > MAX_PATTERN || pattern === '') return undefined;
  if (!patterns.has(pattern)) {
    if (patterns.size >= MAX_CACHED) patterns.clear();
    patterns.set(pattern, compile(pattern));
  }
  return patterns.get(pattern);
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch {
    return undefined;
  }
}
