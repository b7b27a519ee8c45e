import type { Field, FieldKind } from './field.ts';

/**
 * Turns a field kind into a function that makes fields of it: `text({ label: 'Address' })`. `options` are the kind's own
 * (`{ min: 1 }`); everything else is the words and rules around the field.
 */
export function fieldOf<Value, Options extends object>(
  kind: FieldKind<Value, Options>,
): (words: FieldWords<Value, Options>) => Field<Value, Options> {
  return ({ options, ...words }) => ({ kind, options: options ?? ({} as Options), ...words });
}

export type FieldWords<Value, Options> = Omit<Field<Value, Options>, 'kind' | 'options'> & {
  readonly options?: Options;
};
