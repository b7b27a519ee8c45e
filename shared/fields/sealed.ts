import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { urlProblem } from './url.ts';

export interface SealedOptions {
  readonly multiline?: boolean;
  readonly maxLength?: number;
  /** A whole web address. */
  readonly url?: boolean;
  /** JSON once its expressions have values. */
  readonly json?: boolean;
}

/**
 * A text that may name secrets. It has no `evaluate`: its block renders it with `seal`, which leaves the secrets named, so that
 * none is known before the request leaves.
 */
export const sealedKind: FieldKind<string, SealedOptions> = {
  kind: 'sealed',
  shape: () => z.string(),
  check: (value, { maxLength, url, json }) => {
    if (maxLength !== undefined && value.length > maxLength) {
      return [badValue(`This text has ${value.length} characters; at most ${maxLength} fit.`)];
    }
    const problem = url ? addressProblem(value) : json ? jsonProblem(value) : undefined;
    return problem === undefined ? [] : [badValue(problem)];
  },
  templates: (value) => [{ text: value, path: '' }],
};

/** A text that may name secrets. */
export const sealed = fieldOf(sealedKind);

function addressProblem(value: string): string | undefined {
  if (value.trim() === '') return undefined;
  if (/^\s*[a-z]+:\/\/[^/?#{]*@/i.test(value)) {
    return 'Take the user name and password out of the address and enter them under “Authentication”.';
  }
  return hasTemplate(value) ? undefined : urlProblem(value.trim(), { absolute: true });
}

/** Expressions may stand for any value: a number does everywhere. Tags may leave parts out, so nothing is said of those. */
function jsonProblem(value: string): string | undefined {
  if (value.trim() === '' || value.includes('{%')) return undefined;
  try {
    JSON.parse(value.replace(/\{\{.*?\}\}/gs, '0'));
    return undefined;
  } catch (error) {
    const why = (error instanceof Error ? error.message : '').replace(/^.*JSON\.parse: /, '').replace(/ \(line.*$/, '');
    return `This is not JSON: ${why}.`;
  }
}
