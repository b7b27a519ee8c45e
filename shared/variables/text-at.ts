import type { Json } from '../flow/types.ts';

/** The text at a path below a value, such as `[0].say`; undefined where no text lies there. */
export function textAt(value: Json | undefined, path: string): string | undefined {
  let at: Json | undefined = value;
  for (const step of stepsOf(path)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string, Json>>)[step];
  }
  return typeof at === 'string' ? at : undefined;
}

/** The value with another text at a path; only what leads there is made anew. */
export function withTextAt(value: Json, path: string, text: string): Json {
  return replaced(value, stepsOf(path), text);
}

function replaced(value: Json, steps: readonly string[], text: string): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return text;
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => (String(index) === step ? replaced(item, rest, text) : item));
  }
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Readonly<Record<string, Json>>;
  return { ...record, [step]: replaced(record[step] ?? null, rest, text) };
}

function stepsOf(path: string): string[] {
  return [...path.matchAll(/\[(\d+)\]|\.?([^.[\]]+)/g)].map(([, index, name]) => index ?? name ?? '');
}
