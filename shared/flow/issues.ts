import type { z } from 'zod';
import { suggestion } from '../text/nearest.ts';
import type { DocumentProblem } from './types.ts';

/**
 * What zod found, as problems of a document.
 *
 * @param knownKeys the keys an object at a path may have
 */
export function fromIssue(
  issue: z.core.$ZodIssue,
  knownKeys: (path: readonly PropertyKey[]) => readonly string[],
): DocumentProblem[] {
  const path = jsonPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(issue.path);
    return issue.keys.map((key) =>
      problem(
        'unknown-key',
        `${path}.${key}`,
        `"${key}" is not a key of ${path === '$' ? 'a flow document' : path}.${suggestion(key, known)}`,
      ),
    );
  }
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1));
    return [problem('bad-name', path, `"${key}" ${issue.issues[0]?.message ?? 'is not a valid name'}.`)];
  }
  return [problem('wrong-shape', path, `${path}: ${issue.message}.`)];
}

export function problem(code: string, path: string, message: string): DocumentProblem {
  return { code, path, message };
}

function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`),
    '$',
  );
}
