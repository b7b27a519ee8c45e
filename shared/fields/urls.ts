import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue, missingValue } from './problem.ts';
import { urlProblem } from './url.ts';

export interface UrlsOptions {
  /** Most items in the list. */
  readonly max?: number;
}

export const urlsKind: FieldKind<readonly string[], UrlsOptions> = {
  kind: 'urls',
  shape: () => z.array(z.string()),
  check: (value, { max }) => [
    ...(max !== undefined && value.length > max
      ? [badValue(`At most ${max} addresses fit; there are ${value.length}.`)]
      : []),
    ...value.flatMap((item, index) => {
      if (item.trim() === '') return [missingValue('Fill in this web address, or remove the line.', `[${index}]`)];
      const problem = hasTemplate(item) ? undefined : urlProblem(item, { absolute: true });
      return problem === undefined ? [] : [badValue(problem, `[${index}]`)];
    }),
  ],
  templates: (value) => value.map((text, index) => ({ text, path: `[${index}]` })),
  evaluate: (value, render) => value.map((item) => render(item)),
};

/** A list of web addresses, such as the pictures of a message. */
export const urls = fieldOf(urlsKind);
