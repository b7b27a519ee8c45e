import { type CallStep, type CallTest, STEP_SCHEMAS, stepKind } from './call-test.ts';
import type { FlowBlock, FlowDocument, FlowTable, Json, VariableDeclaration } from './types.ts';

/**
 * Canonical JSON text of a flow: keys in one fixed order (ids and names sorted), empty parts left out, two-space indentation,
 * layout after logic, a final newline. The same flow always gives the same text, so a text diff shows what changed.
 */
export function writeFlow(flow: FlowDocument): string {
  const document: Record<string, unknown> = {
    ...(flow.$schema === undefined ? {} : { $schema: flow.$schema }),
    version: flow.version,
    name: flow.name,
    settings: pick(flow.settings, ['language', 'voice', 'timezone', 'fallback', 'typedVariables']),
    variables: sorted(flow.variables, writeVariable),
    blocks: sorted(flow.blocks, writeBlock),
    layout: sorted(flow.layout, (position) => position),
    ...writeLanguages(flow),
    ...(Object.keys(flow.tables ?? {}).length > 0 ? { tables: sorted(flow.tables ?? {}, writeTable) } : {}),
    ...(flow.tests.length > 0 ? { tests: flow.tests.map(writeTest) } : {}),
    ...(flow.studio === undefined ? {} : { studio: sortKeys(flow.studio as unknown as Json) }),
  };
  // Positions, rows of tables and steps of tests read better on one line each.
  const text = JSON.stringify(document, null, 2);
  const placed = text.replace(/\[\n\s+(-?[\d.e+]+),\n\s+(-?[\d.e+]+)\n\s+\]/g, '[$1, $2]');
  const tables = document.tables === undefined ? placed.length : placed.lastIndexOf('\n  "tables": {');
  const tests = document.tests === undefined ? placed.length : placed.lastIndexOf('\n  "tests": [');
  const ends = Math.min(tables, tests);
  return `${placed.slice(0, ends)}${placed.slice(ends, tests).replace(ROW, rowOnOneLine)}${placed.slice(tests).replace(STEP, onOneLine)}\n`;
}

function writeLanguages({ languages = {}, translations = {} }: FlowDocument): Record<string, unknown> {
  const spoken = Object.fromEntries(Object.entries(translations).filter(([, rows]) => Object.keys(rows).length > 0));
  return {
    ...(Object.keys(languages).length > 0 && {
      languages: sorted(languages, (language) => pick(language, ['voice', 'fallback', 'fallbackOf', 'numbers'])),
    }),
    ...(Object.keys(spoken).length > 0 && {
      translations: sorted(spoken, (rows) =>
        sorted(rows, ({ value, of }) => ({ value: sortKeys(value), ...(of === undefined ? {} : { of }) })),
      ),
    }),
  };
}

/** An object in a list of a test, without objects inside. */
const STEP = /^ {8}\{\n(?: {10}.*\n)+ {8}\}/gm;
/** A list in a list of a table. */
const ROW = /^ {8}\[\n(?: {10}.*\n)+ {8}\]/gm;

function onOneLine(lines: string): string {
  return `        ${lines.trim().replace(/\n */g, ' ')}`;
}

function rowOnOneLine(lines: string): string {
  return onOneLine(lines)
    .replace(/^( *\[) /, '$1')
    .replace(/ \]$/, ']');
}

function writeVariable({ initial, ...variable }: VariableDeclaration): unknown {
  const declared = initial === undefined ? variable : { ...variable, initial: sortKeys(initial) as Json };
  return pick<VariableDeclaration>(declared, ['type', 'scope', 'initial', 'about']);
}

function writeTable({ columns, rows }: FlowTable): FlowTable {
  return { columns, rows };
}

function writeTest(test: CallTest): unknown {
  return {
    ...pick(test, ['name', 'from', 'to', 'language', 'at']),
    ...(test.env ? { env: sorted(test.env, (value) => value) } : {}),
    ...(test.media ? { media: sorted(test.media, (seconds) => seconds) } : {}),
    ...(test.http ? { http: sorted(test.http, (reply) => sortKeys(reply as Json)) } : {}),
    ...(test.outcomes ? { outcomes: sorted(test.outcomes, (outcome) => sortKeys(outcome)) } : {}),
    ...(test.functions ? { functions: sorted(test.functions, (value) => sortKeys(value as Json)) } : {}),
    ...(test.refused ? { refused: sorted(test.refused, (code) => code) } : {}),
    steps: test.steps.map(writeStep),
  };
}

/** The key that names the step comes first, the others in the order the format lists them. */
function writeStep(step: CallStep): unknown {
  const kind = stepKind(step);
  return kind ? pick(step, Object.keys(STEP_SCHEMAS[kind].shape) as (keyof CallStep)[]) : step;
}

function writeBlock(block: FlowBlock): unknown {
  return {
    type: block.type,
    ...(block.name ? { name: block.name } : {}),
    props: sorted(block.props, sortKeys),
    exits: block.exits,
  };
}

/** Objects inside props are sorted too; lists keep their order. */
function sortKeys(value: Json): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value === 'object' && value !== null) return sorted(value as Record<string, Json>, sortKeys);
  return value;
}

function sorted<T>(record: Readonly<Record<string, T>>, write: (value: T) => unknown): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(record).sort()) result[key] = write(record[key] as T);
  return result;
}

function pick<T extends object>(value: T, keys: readonly (keyof T)[]): Partial<T> {
  const result: Partial<T> = {};
  for (const key of keys) if (value[key] !== undefined) result[key] = value[key];
  return result;
}
