import type { Json } from '../flow/types.ts';

/** One step into a value: the name of a member, or the place in a list. */
export type PathStep = string | number;

/**
 * Reads a path such as `json.items[0].name` or `json["first name"]`.
 *
 * @returns undefined for what is no path
 */
export function parsePath(text: string): readonly PathStep[] | undefined {
  const steps: PathStep[] = [];
  let rest = text.trim();
  for (let first = true; rest !== ''; first = false) {
    const found = (first ? NAME : STEP).exec(rest);
    if (!found) return undefined;
    const [all, name, index, quoted] = found;
    steps.push(index === undefined ? (name ?? quoted?.slice(1, -1) ?? '') : Number(index));
    rest = rest.slice(all.length);
  }
  return steps.length === 0 ? undefined : steps;
}

const NAME = /^([\p{L}_$][\p{L}\p{N}_$-]*)/u;
const STEP = /^(?:\.([\p{L}\p{N}_$-]+)|\[\s*(\d{1,9})\s*\]|\[\s*("[^"]*"|'[^']*')\s*\])/u;

/** What lies at a path; undefined where nothing does. Own members only. */
export function valueAt(value: Json | undefined, path: readonly PathStep[]): Json | undefined {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    // A member of an object may have a number for a name, a place in a list has nothing else.
    if (Array.isArray(at) ? !/^\d+$/.test(String(step)) : !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<PathStep, Json>>)[step];
  }
  return at;
}
