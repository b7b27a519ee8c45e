import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BEYOND_DESCRIPTION } from './exceptions.ts';

/**
 * Twilio's own OpenAPI description of its REST API (https://github.com/twilio/twilio-oai), read per host and version
 * as requests ask for it.
 *
 * @param host `api.twilio.com`
 * @param path without query: `/2010-04-01/Accounts/AC…/Calls.json`
 * @returns undefined when the description has no such operation
 */
export function findOperation(method: string, host: string, path: string): FoundOperation | undefined {
  for (const operation of operationsAt(host, path.split('/')[1] ?? '')) {
    if (operation.method !== method) continue;
    const found = operation.path.exec(path);
    if (found) return { operation, parameters: found.groups ?? {} };
  }
  return undefined;
}

export interface FoundOperation {
  readonly operation: Operation;
  /** What stands in the path for `AccountSid`, `Sid`… */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Operation {
  /** Twilio's operationId: `CreateCall`. */
  readonly id: string;
  readonly method: string;
  readonly path: RegExp;
  readonly parameters: { readonly path: ObjectSchema; readonly query: ObjectSchema; readonly form: ObjectSchema };
  /** Schema of the body by status; null: described as without a body. */
  readonly answers: ReadonlyMap<number, Schema | null>;
  /** Bodies the description shows as examples. */
  readonly examples: readonly { readonly status: number; readonly body: unknown }[];
}

/** A schema as OpenAPI 3.0 writes it, references followed. */
export interface Schema {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly [keyword: string]: unknown;
}

/** The parameters of a request in one place: path, query or form. */
export interface ObjectSchema extends Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
}

const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@twilio-alpha/mcp/package.json')),
  'twilio-oai/spec/json',
);
const known = new Map<string, readonly Operation[]>();

/** The operations of one host and version, the most literal paths first. */
export function operationsAt(host: string, version: string): readonly Operation[] {
  const name = `twilio_${host.replace(/\.twilio\.com$/, '')}_${version === '2010-04-01' ? 'v2010' : version}`;
  const before = known.get(name);
  if (before) return before;
  const file = join(FOLDER, `${name}.json`);
  const described =
    /^\w+$/.test(name) && existsSync(file) ? readDescription(JSON.parse(readFileSync(file, 'utf8'))) : [];
  const beyond = BEYOND_DESCRIPTION.filter((operation) => operation.file === name);
  // Described ones first: a recording's JSON is not its sound.
  const operations = [
    ...described,
    ...beyond.map((operation) => ({ ...operation, path: pathPattern(operation.path) })),
  ];
  known.set(name, operations);
  return operations;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Partial<ObjectSchema> }>> };
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, RawContent>> }>>;
}

interface RawContent {
  readonly schema: Schema;
  readonly examples?: Readonly<Record<string, { value: unknown }>>;
}

function readDescription(document: Document): Operation[] {
  const literal = (path: string) => path.replace(/\{\w+\}/g, '').length - 100 * (path.match(/\{/g)?.length ?? 0);
  return Object.entries(document.paths)
    .sort(([a], [b]) => literal(b) - literal(a))
    .flatMap(([path, methods]) =>
      ['get', 'post', 'put', 'delete'].flatMap((method) =>
        methods[method] ? [readOperation(document, path, method, methods[method] as RawOperation)] : [],
      ),
    );
}

function readOperation(document: Document, path: string, method: string, raw: RawOperation): Operation {
  const parametersIn = (place: string): ObjectSchema => {
    const here = (raw.parameters ?? []).filter((parameter) => parameter.in === place);
    return {
      type: 'object',
      properties: Object.fromEntries(here.map(({ name, schema }) => [name, follow(document, schema)])),
      required: here.filter(({ required }) => required).map(({ name }) => name),
    };
  };
  const form = raw.requestBody?.content['application/x-www-form-urlencoded']?.schema ?? {};
  const contents = Object.entries(raw.responses).map(
    ([status, { content }]) => [Number(status), Object.values(content ?? {})[0]] as const,
  );
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path: pathPattern(path),
    parameters: {
      path: parametersIn('path'),
      query: parametersIn('query'),
      form: { properties: {}, required: [], ...follow(document, form) },
    },
    answers: new Map(
      contents.map(([status, content]) => [status, content ? follow(document, content.schema) : null] as const),
    ),
    examples: contents.flatMap(([status, content]) =>
      Object.values(content?.examples ?? {}).map(({ value }) => ({ status, body: value })),
    ),
  };
}

/** `/Calls/{Sid}.json` as an expression with the parameters as named groups. */
function pathPattern(template: string): RegExp {
  const source = template.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+?)');
  return new RegExp(`^${source}$`);
}

/** The schema with what its references stand for in their place. */
function follow<S extends Schema | Partial<ObjectSchema>>(document: Document, schema: S): S {
  const reference = schema.$ref;
  if (typeof reference === 'string') {
    const name = reference.replace('#/components/schemas/', '');
    const target = document.components.schemas[name];
    if (!target) throw new Error(`Twilio's description has no schema ${name}.`);
    return follow(document, target as S);
  }
  return {
    ...schema,
    ...(schema.items ? { items: follow(document, schema.items) } : {}),
    ...(schema.properties
      ? {
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([name, inner]) => [name, follow(document, inner)]),
          ),
        }
      : {}),
  };
}
