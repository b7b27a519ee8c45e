import { z } from 'zod';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { spokenText } from './spoken-text.ts';
import { templateTextKind } from './template-text.ts';

export interface UrlOptions {
  /** Relative addresses are refused (Twilio requires an absolute one there). */
  readonly absolute?: boolean;
  /** Source of a regular expression that the address must match instead of being one of the web, and what it asks for. */
  readonly pattern?: string;
  readonly form?: string;
  /** People hear what is there, so each language has its own. */
  readonly spoken?: boolean;
}

/** What is wrong with a web address, or undefined. */
export function urlProblem(value: string, options: UrlOptions = {}): string | undefined {
  if (/\s/.test(value.trim())) return 'A web address has no spaces; write %20 instead.';
  if (options.pattern !== undefined) {
    return new RegExp(options.pattern).test(value) ? undefined : `Expected ${options.form ?? options.pattern}.`;
  }
  if (/^https?:\/\/[^/?#]+/i.test(value)) return undefined;
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return 'The web address must start with https:// or http://.';
  if (options.absolute) return 'Give the whole web address, starting with https://.';
  // "example.com/a" is far more often a forgotten scheme than a path.
  if (/^[\w-]+(\.[\w-]+)*\.[a-z]{2,}(\/|$)/i.test(value) && !/\.(xml|php|wav|mp3|twiml)$/i.test(value)) {
    return `Put https:// before "${value.slice(0, 60)}", or a / for a path on this server.`;
  }
  return undefined;
}

export const urlKind: FieldKind<string, UrlOptions> = {
  ...templateTextKind<UrlOptions>('url', z.string(), (value, options) => {
    const problem = urlProblem(value, options);
    return problem === undefined ? [] : [badValue(problem)];
  }),
  // An empty address is written as it is, but a template that prints nothing is none.
  evaluate: (value, render) => render(value) || undefined,
  spoken: spokenText,
};

/** A web address. */
export const url = fieldOf(urlKind);
