import { z } from 'zod';
import type { DocumentKind } from '../twiml/catalogue/index.ts';
import { checkTwiml } from './check-twiml.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';

export interface TwimlOptions {
  /** What the TwiML answers; without it, the kind of document that suits it. */
  readonly document?: DocumentKind;
}

/** TwiML as text: one or more verbs, with expressions. What expressions print is text in it, never markup. */
export const twimlKind: FieldKind<string, TwimlOptions> = {
  kind: 'twiml',
  shape: () => z.string(),
  check: (value, { document }) =>
    value.trim() === ''
      ? []
      : checkTwiml(value, document).map(({ code, severity, message, line, column }) => ({
          code,
          severity,
          message: `Line ${line}, column ${column}: ${message}`,
          path: `[${line}:${column}]`,
        })),
  templates: (value) => [{ text: value, path: '' }],
  evaluate: (value, render) => render(value, { xml: true }),
};

/** Verbs written as XML. */
export const twiml = fieldOf(twimlKind);
