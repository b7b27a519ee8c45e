import type { AnyBlock } from '../block.ts';
import type { FlowBlock, FlowDocument } from '../flow/types.ts';
import type { Problem } from './problem.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';

/** Texts that stand without quotes in a JSON that a block sends: with nearly every value that is no JSON any more. */
export function checkJsonBodies(id: string, block: FlowBlock, type: AnyBlock, flow: FlowDocument): readonly Problem[] {
  return Object.entries(type.fields).flatMap(([key, field]): Problem[] => {
    const value = block.props[key];
    if (field.kind.kind !== 'sealed' || !field.options?.json || typeof value !== 'string') return [];
    if (field.when && !field.when(block.props)) return [];
    return unquoted(value)
      .filter(({ path, filters }) => isText(path, flow) && filters.every((name) => TEXT_FILTERS.has(name)))
      .map(({ path, expression }) => ({
        code: 'unquoted-text',
        severity: 'warning',
        block: id,
        field: key,
        path: '',
        message: say['unquoted-text'](path, expression),
      }));
  });
}

interface Output {
  /** What stands between the braces. */
  readonly expression: string;
  readonly path: string;
  /** Names of its filters. */
  readonly filters: readonly string[];
}

/** Outputs outside of JSON's quotes. Tags may leave quotes out, so nothing is said of a text with tags. */
function unquoted(text: string): readonly Output[] {
  if (text.includes('{%')) return [];
  const found: Output[] = [];
  let inQuotes = false;
  for (const [token] of text.matchAll(/\{\{-?[\s\S]*?-?\}\}|\\[\s\S]|"/g)) {
    if (token === '"') inQuotes = !inQuotes;
    else if (token.startsWith('{{') && !inQuotes) {
      const expression = token.replace(/^\{\{-?\s*|\s*-?\}\}$/g, '');
      const [path = '', ...filters] = expression.split('|').map((part) => part.trim());
      found.push({ expression, path, filters: filters.map((filter) => /^\w*/.exec(filter)?.[0] ?? '') });
    }
  }
  return found;
}

function isText(path: string, { variables }: FlowDocument): boolean {
  if (/^(?:call|message)\.\w+$/.test(path)) return !FIGURES.test(path);
  return path === 'flow.name' || (Object.hasOwn(variables, path) && variables[path]?.type === 'string');
}

/** Parameters that Twilio gives as figures. */
const FIGURES = /\.(?:NumMedia|NumSegments|Latitude|Longitude|MachineDetectionDuration)$/;

/** Filters after which a text is one still. */
const TEXT_FILTERS: ReadonlySet<string> = new Set([
  ...['append', 'capitalize', 'default', 'downcase', 'lstrip', 'prepend', 'remove', 'replace', 'rstrip', 'slice'],
  ...['strip', 'truncate', 'truncatewords', 'upcase'],
]);
