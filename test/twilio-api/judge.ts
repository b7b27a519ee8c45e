import { Ajv, type ErrorObject, type Format, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { Operation, Schema } from './description.ts';
import { answerSchema, BEYOND_SCHEMA, requestMay } from './exceptions.ts';
import { ANSWER_FORMATS, REQUEST_FORMATS } from './formats.ts';

/** A request's parameters as handlers read them: texts, and lists where the description says list. */
export interface Parameters {
  readonly values: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

export interface JudgedParameters extends Parameters {
  /** What the description does not allow: `form parameter "Frm" is not described`. */
  readonly problems: readonly string[];
}

/** Judges the parameters in one place of a request: names, types, enumerations, patterns, formats, what is required. */
export function judgeParameters(
  operation: Operation,
  place: 'path' | 'query' | 'form',
  sent: URLSearchParams,
): JudgedParameters {
  const described = operation.parameters[place];
  const values: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  const typed: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const name of new Set(sent.keys())) {
    const texts = sent.getAll(name);
    const schema = described.properties[name];
    if (schema?.type === 'array') {
      lists[name] = texts;
      typed[name] = texts.map((text) => typedValue(schema.items ?? {}, text));
      continue;
    }
    values[name] = texts[0] ?? '';
    if (texts.length > 1) problems.push(`${place} parameter "${name}" is sent ${texts.length} times`);
    if (schema && requestMay(operation.id, schema, values[name])) continue;
    typed[name] = schema ? typedValue(schema, values[name]) : values[name];
  }
  const validate = compiled(described, () =>
    requestAjv.compile(closed({ ...described, required: [] }, (_name, schema) => schema)),
  );
  if (!validate(typed)) problems.push(...sentences(validate, `${place} parameter`));
  for (const name of described.required)
    if (!sent.has(name)) problems.push(`${place} parameter "${name}" is required and missing`);
  return { values, lists, problems };
}

/** Judges an answer's status and JSON body. */
export function judgeAnswer(operation: Operation, status: number, body: unknown): readonly string[] {
  const schema = operation.answers.get(status);
  if (schema === undefined) return [`status ${status} is not described`];
  if (schema === null) return body === undefined ? [] : ['a body is not described'];
  const validate = compiled(schema, () => answerAjv.compile(closed(schema, answerSchema, BEYOND_SCHEMA)));
  return validate(body) ? [] : sentences(validate, 'answer');
}

const requestAjv = createAjv(REQUEST_FORMATS);
const answerAjv = createAjv(ANSWER_FORMATS);
const validators = new WeakMap<Schema, ValidateFunction>();

function createAjv(known: Readonly<Record<string, Format>>): Ajv {
  // Not strict: the description carries keywords of its own (`x-twilio`).
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  formats(ajv, ['date-time', 'date', 'int64']);
  for (const [name, format] of Object.entries(known)) ajv.addFormat(name, format);
  return ajv;
}

function compiled(schema: Schema, compile: () => ValidateFunction): ValidateFunction {
  const before = validators.get(schema);
  if (before) return before;
  const validate = compile();
  validators.set(schema, validate);
  return validate;
}

/**
 * The schema for ajv: nothing beyond what it names, `null` where OpenAPI 3.0 says `nullable`.
 *
 * @param replace what to judge a property by instead
 * @param more properties of objects that may be there beside those named
 */
function closed(
  schema: Schema,
  replace: (name: string, schema: Schema) => Schema,
  more: readonly string[] = [],
): object {
  const { nullable, format, ...rest } = schema;
  const onText = schema.type === 'string' || format === 'int64';
  if (onText && format !== undefined && !(format in answerAjv.formats))
    throw new Error(`Nobody has said what the format "${format}" of Twilio's description stands for.`);
  return {
    ...rest,
    ...(onText && format !== undefined ? { format } : {}),
    ...(nullable && schema.type !== undefined ? { type: [schema.type, 'null'] } : {}),
    ...(nullable && schema.enum ? { enum: [...schema.enum, null] } : {}),
    ...(schema.items ? { items: closed(schema.items, replace, more) } : {}),
    ...(schema.properties
      ? {
          additionalProperties: false,
          properties: {
            ...Object.fromEntries(more.map((name) => [name, {}])),
            ...Object.fromEntries(
              Object.entries(schema.properties).map(([name, inner]) => [
                name,
                closed(replace(name, inner), replace, more),
              ]),
            ),
          },
        }
      : {}),
  };
}

/** The value a text stands for; the text itself where it stands for none, which its type then refuses. */
function typedValue(schema: Schema, text: string): unknown {
  if (schema.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (schema.type === 'integer' || schema.type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  return text;
}

function sentences({ errors }: ValidateFunction, what: string): string[] {
  return (errors ?? []).map((error: ErrorObject) => {
    const name = error.instancePath.slice(1).replaceAll('/', '.');
    if (error.keyword === 'additionalProperties') {
      const inside = name === '' ? '' : `${name}.`;
      return `${what} "${inside}${error.params.additionalProperty}" is not described`;
    }
    const allowed = error.keyword === 'enum' ? `: ${error.params.allowedValues.join(', ')}` : '';
    return `${what} "${name}" ${error.message}${allowed}`;
  });
}
