import { Liquid, type Template, Value } from 'liquidjs';
import { TEMPLATE_LIMITS } from './limits.ts';

/** A template ready to run; `compileTemplate` makes and keeps them. */
export interface CompiledTemplate {
  /** Text that never changes, or undefined where the template holds expressions. */
  readonly constant: string | undefined;
  render(scope: TemplateScope, options?: { xml?: boolean }): Rendered;
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

function withoutFiles(engine: Liquid): Liquid {
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
  const plain = parseTemplate(text);
  const escaped = parseTemplate(text, liquidForXml);
  return {
    constant: undefined,
    render(scope, { xml = false } = {}) {
      const parsed = xml ? escaped : plain;
      if ('error' in parsed) return { text: '', error: parsed.error };
      try {
        return capped(String((xml ? liquidForXml : liquid).renderSync(parsed.templates, { ...scope })));
      } catch (error) {
        return { text: '', error: reason(error) };
      }
    },
  };
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
        out += options?.xml ? escapeXml(print(value)) : print(value);
      }
      return capped(out);
    },
  };
}

function capped(text: string): Rendered {
  if (text.length <= TEMPLATE_LIMITS.printed) return { text };
  return { text: '', error: `it prints more than ${TEMPLATE_LIMITS.printed} characters` };
}

/** Reads a path through own properties; undefined where it ends early. */
export function lookupPath(scope: TemplateScope, path: readonly string[]): unknown {
  let value: unknown = scope;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function print(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
