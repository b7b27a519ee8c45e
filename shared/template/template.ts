import { Liquid, type Template, toValue, Value } from 'liquidjs';
import { TEMPLATE_LIMITS } from './limits.ts';
import { type Escaping, escapeFor } from './sealed.ts';

/** A template ready to run; `compileTemplate` makes and keeps them. */
export interface CompiledTemplate {
  /** Text that never changes, or undefined where the template holds expressions. */
  readonly constant: string | undefined;
  render(scope: TemplateScope, options?: RenderOptions): Rendered;
}

/** How what expressions print is written; `xml` is short for `as: 'xml'`. */
export interface RenderOptions {
  readonly xml?: boolean;
  readonly as?: Escaping;
  /** Objects and lists are written as JSON in plain text and XML, too. */
  readonly data?: boolean;
}

/** What expressions can see; plain data, own properties only. */
export type TemplateScope = Readonly<Record<string, unknown>>;

/** The printed text; `error` says why it is empty. */
export interface Rendered {
  readonly text: string;
  readonly error?: string;
}

const cache = new Map<string, CompiledTemplate>();

/**
 * Compiles a Liquid text once; the same text gives the same object. Never throws: a text that does not parse renders
 * empty with an `error`.
 *
 * @example compileTemplate('Hello {{ call.From }}').render({ call: { From: '+15550100199' } }).text
 */
export function compileTemplate(text: string): CompiledTemplate {
  const known = cache.get(text);
  if (known) return known;
  const compiled = hasTemplate(text) ? (simpleTemplate(text) ?? liquidTemplate(text)) : constantTemplate(text);
  if (cache.size >= TEMPLATE_LIMITS.cached) cache.clear();
  cache.set(text, compiled);
  return compiled;
}

/** True where a text holds an expression (`{{`) or a tag (`{%`). */
export function hasTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** Why a text is not a template, or null if it is one. */
export function templateProblem(text: string): string | null {
  if (!hasTemplate(text)) return null;
  const parsed = parseTemplate(text);
  return 'error' in parsed ? parsed.error : null;
}

const URL_FILTERS = ['url_encode', 'cgi_escape', 'uri_escape'];

const options = {
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: TEMPLATE_LIMITS.length,
  renderLimit: TEMPLATE_LIMITS.milliseconds,
  memoryLimit: TEMPLATE_LIMITS.memory,
  // An empty in-memory file system: templates never read files.
  templates: {},
};
const liquid = withoutFiles(new Liquid(options));
const liquidForXml = withoutFiles(new Liquid({ ...options, outputEscape: 'escape' }));
// Liquid's own `raw` would let what a caller says become markup.
liquidForXml.registerFilter('raw', (value: unknown) => value);
const engines: Readonly<Record<Writing, Liquid>> = {
  plain: liquid,
  xml: liquidForXml,
  json: escapingLiquid((value) => escapeFor(value, 'json'), ['json', 'jsonify', 'to_json']),
  url: escapingLiquid((value) => escapeFor(value, 'url'), URL_FILTERS),
  'plain data': escapingLiquid(asData),
  'xml data': escapingLiquid((value) => escapeFor(asData(value), 'xml')),
};

type Writing = 'plain' | Escaping | 'plain data' | 'xml data';

/** Objects and lists as JSON; anything else, such as Liquid's own `blank`, as it is printed anyway. */
function asData(value: unknown): string {
  return isData(value) ? JSON.stringify(value) : escapeFor(toValue(value), undefined);
}

function isData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** @param done filters whose output is written as it is, because they have escaped it already */
function escapingLiquid(outputEscape: (value: unknown) => string, done: readonly string[] = []): Liquid {
  const engine = withoutFiles(new Liquid({ ...options, outputEscape }));
  engine.registerFilter('raw', (value: unknown) => value);
  for (const name of done) {
    const filter = engine.filters[name];
    if (filter)
      engine.registerFilter(name, { handler: typeof filter === 'function' ? filter : filter.handler, raw: true });
  }
  return engine;
}

/** What our templates know beside Liquid's own filters; `to_json` is what Twilio Studio calls it. */
function withoutFiles(engine: Liquid): Liquid {
  engine.registerFilter('to_json', (value: unknown) => JSON.stringify(value ?? null));
  for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];
  return engine;
}

/** The text as Liquid reads it, or why it cannot. */
export function parseTemplate(text: string, engine = liquid): { templates: Template[] } | { error: string } {
  if (text.length > TEMPLATE_LIMITS.length) return { error: `is longer than ${TEMPLATE_LIMITS.length} characters` };
  try {
    return { templates: engine.parse(text) };
  } catch (error) {
    return { error: reason(error) };
  }
}

/** An expression as it may stand between `{{` and `}}`; undefined where it is none. */
export function parseExpression(text: string): Value | undefined {
  try {
    return new Value(text, liquid);
  } catch {
    return undefined;
  }
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^\w+Error: /, '').replace(/, (line|file):.*$/s, '');
}

function constantTemplate(text: string): CompiledTemplate {
  return { constant: text, render: () => ({ text }) };
}

function liquidTemplate(text: string): CompiledTemplate {
  const parsedFor = new Map<Writing, ReturnType<typeof parseTemplate>>([
    ['plain', parseTemplate(text)],
    ['xml', parseTemplate(text, liquidForXml)],
  ]);
  return {
    constant: undefined,
    render(scope, options) {
      const writing = writingOf(options);
      const engine = engines[writing];
      const parsed = parsedFor.get(writing) ?? parseTemplate(text, engine);
      parsedFor.set(writing, parsed);
      if ('error' in parsed) return { text: '', error: parsed.error };
      try {
        return capped(String(engine.renderSync(parsed.templates, { ...scope })));
      } catch (error) {
        return { text: '', error: reason(error) };
      }
    },
  };
}

function writingOf({ xml = false, as = xml ? 'xml' : undefined, data = false }: RenderOptions = {}): Writing {
  if (as === 'json' || as === 'url') return as;
  return data ? `${as ?? 'plain'} data` : (as ?? 'plain');
}

const SIMPLE = /\{\{\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*\}\}/g;
const KEYWORDS = /^(true|false|nil|null|empty|blank)$/;

/** Texts whose expressions are all bare paths skip Liquid: they are what nearly every prompt is, and every turn renders some. */
function simpleTemplate(text: string): CompiledTemplate | undefined {
  const parts: (string | readonly string[])[] = [];
  let end = 0;
  for (const match of text.matchAll(SIMPLE)) {
    const path = match[1] ?? '';
    if (KEYWORDS.test(path)) return undefined;
    parts.push(text.slice(end, match.index), path.split('.'));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  if (parts.some((part) => typeof part === 'string' && hasTemplate(part))) return undefined;
  const full = liquidTemplate(text);
  return {
    constant: undefined,
    render(scope, options) {
      let out = '';
      for (const part of parts) {
        if (typeof part === 'string') {
          out += part;
          continue;
        }
        const value = lookupPath(scope, part);
        if (typeof value === 'object' && value !== null) return full.render(scope, options);
        out += escapeFor(value, options?.xml ? 'xml' : options?.as);
      }
      return capped(out);
    },
  };
}

function capped(text: string): Rendered {
  if (text.length <= TEMPLATE_LIMITS.printed) return { text };
  return { text: '', error: `it prints more than ${TEMPLATE_LIMITS.printed} characters` };
}

/** Steps of a path as `lookupPath` takes them: `order.items[0].name`. */
export function stepsOf(path: string): readonly string[] {
  return path.replace(/\[\s*(\d+)\s*\]/g, '.$1').split('.');
}

/** Reads a path as templates do: own properties, and what Liquid tells of lists and texts. Undefined where it ends early. */
export function lookupPath(scope: TemplateScope, path: readonly string[]): unknown {
  const [root = '', ...names] = path;
  let value = Object.hasOwn(scope, root) ? scope[root] : undefined;
  for (const name of names) {
    if (value === undefined || value === null) return undefined;
    value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : told(value, name);
  }
  return value;
}

/** `size`, `first` and `last`. https://shopify.github.io/liquid/filters/size/ */
function told(value: unknown, name: string): unknown {
  if (name === 'size') {
    if (typeof value === 'string') return value.length;
    return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  return name === 'first' ? value[0] : name === 'last' ? value.at(-1) : undefined;
}
