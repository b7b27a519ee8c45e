import secureJson from 'secure-json-parse';
import { byteLength } from '../text/byte-length.ts';
import { describeJson } from '../text/describe-json.ts';
import { jsonDepth } from '../text/json.ts';
import { suggestion } from '../text/nearest.ts';
import { CALL_TEST_LIMITS } from './call-test.ts';
import { fromIssue, problem } from './issues.ts';
import { FLOW_LIMITS } from './limits.ts';
import { languageProblems } from './parse-languages.ts';
import { tableProblems } from './parse-tables.ts';
import { testProblems } from './parse-tests.ts';
import { variableProblems } from './parse-variables.ts';
import { flowSchema } from './schema.ts';
import type { BlockShape, DocumentProblem, FlowDocument } from './types.ts';

export type ParsedFlow =
  | { readonly ok: true; readonly flow: FlowDocument }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/**
 * The only door for flow documents. Size and nesting are capped before anything is parsed; whatever is unknown – version,
 * key, type, prop, exit, target – is refused with its JSON path, what was expected and the nearest valid name. Nothing is
 * dropped and nothing throws.
 *
 * @param input JSON text, or a value that JSON text gave
 * @param types block types by name
 */
export function parseFlow(input: unknown, types: ReadonlyMap<string, BlockShape>): ParsedFlow {
  const text = typeof input === 'string' ? input : toText(input);
  const refused = text === undefined ? problem('not-json', '$', 'The document is not JSON.') : capProblem(text);
  if (refused || text === undefined) return { ok: false, problems: refused ? [refused] : [] };
  const json = parseJson(text);
  if ('problem' in json) return { ok: false, problems: [json.problem] };
  const early = versionProblem(json.value);
  if (early) return { ok: false, problems: [early] };
  const shaped = flowSchema.safeParse(json.value);
  if (!shaped.success)
    return { ok: false, problems: shaped.error.issues.flatMap((issue) => fromIssue(issue, knownKeys)) };
  // The tests are what the type says once `testProblems` finds nothing.
  const flow = shaped.data as unknown as FlowDocument;
  const problems = [
    ...countProblems(flow),
    ...variableProblems(flow),
    ...blockProblems(flow, types),
    ...layoutProblems(flow),
    ...tableProblems(flow.tables ?? {}),
    ...languageProblems(flow, types),
    ...testProblems(shaped.data.tests),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, flow };
}

function toText(input: unknown): string | undefined {
  try {
    return JSON.stringify(input);
  } catch {
    // Cyclic values, or nesting that overflows the serialiser.
    return undefined;
  }
}

function capProblem(text: string): DocumentProblem | undefined {
  // A character is one to three bytes; only near the cap is the exact count worth its time.
  const bytes = text.length * 3 > FLOW_LIMITS.bytes ? byteLength(text) : text.length;
  if (bytes > FLOW_LIMITS.bytes) {
    return problem(
      'too-large',
      '$',
      `The document has ${bytes.toLocaleString('en-US')} bytes; at most ${FLOW_LIMITS.bytes.toLocaleString('en-US')} are read.`,
    );
  }
  if (jsonDepth(text, FLOW_LIMITS.depth) > FLOW_LIMITS.depth) {
    return problem('too-deep', '$', `The document is nested more than ${FLOW_LIMITS.depth} levels deep.`);
  }
  return undefined;
}

function parseJson(text: string): { value: unknown } | { problem: DocumentProblem } {
  try {
    return { value: secureJson.parse(text, undefined, { protoAction: 'error', constructorAction: 'error' }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message.includes('forbidden prototype')) {
      const key = text.includes('__proto__') ? '__proto__' : 'constructor.prototype';
      return {
        problem: problem(
          'forbidden-key',
          '$',
          `The document holds the key "${key}", which no flow may use. Remove it.`,
        ),
      };
    }
    return { problem: problem('not-json', '$', `The document is not JSON: ${message}.`) };
  }
}

function versionProblem(value: unknown): DocumentProblem | undefined {
  const noFlow = typeof value !== 'object' || value === null || Array.isArray(value);
  const version = noFlow ? undefined : (value as { version?: unknown }).version;
  if (version === 1) return undefined;
  // Whatever has a version of its own is refused for what it is, not for that.
  if (noFlow || !Object.hasOwn(value, 'blocks')) {
    const expected = 'A flow document is a JSON object with version, name and blocks';
    return problem('not-a-flow', '$', `${expected}; this is ${describeJson(value)}.`);
  }
  const found = version === undefined ? 'has no version' : `has version ${JSON.stringify(version)?.slice(0, 40)}`;
  return problem('unknown-version', '$.version', `The document ${found}; this Patchcord reads version 1.`);
}

function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) {
    return [
      'version',
      'name',
      'settings',
      'variables',
      'blocks',
      'layout',
      'tables',
      'tests',
      'studio',
      'languages',
      'translations',
    ];
  }
  if (path[0] === 'languages') return ['voice', 'fallback', 'fallbackOf', 'numbers'];
  if (path[0] === 'translations') return ['value', 'of'];
  if (path[0] === 'settings') return ['language', 'voice', 'timezone', 'fallback', 'typedVariables'];
  if (path[0] === 'variables') return ['type', 'scope', 'initial', 'about'];
  if (path[0] === 'tables') return ['columns', 'rows'];
  return ['type', 'name', 'props', 'exits'];
}

function countProblems(flow: FlowDocument): DocumentProblem[] {
  const counts = [
    ['blocks', Object.keys(flow.blocks).length, FLOW_LIMITS.blocks],
    ['variables', Object.keys(flow.variables).length, FLOW_LIMITS.variables],
    ['tables', Object.keys(flow.tables ?? {}).length, FLOW_LIMITS.tables],
    ['tests', flow.tests.length, CALL_TEST_LIMITS.tests],
    ['languages', Object.keys(flow.languages ?? {}).length, FLOW_LIMITS.languages],
  ] as const;
  return counts
    .filter(([, count, limit]) => count > limit)
    .map(([what, count, limit]) =>
      problem('too-many', `$.${what}`, `The flow has ${count} ${what}; at most ${limit} fit.`),
    );
}

function blockProblems(flow: FlowDocument, types: ReadonlyMap<string, BlockShape>): DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  const entries = new Map<string, string>();
  for (const [id, block] of Object.entries(flow.blocks)) {
    const path = `$.blocks.${id}`;
    const shape = types.get(block.type);
    if (!shape) {
      problems.push(
        problem(
          'unknown-type',
          `${path}.type`,
          `"${block.type}" is not a block type.${suggestion(block.type, [...types.keys()])}`,
        ),
      );
      continue;
    }
    const shapeProblems = shape.checkProps(block.props, `${path}.props`);
    problems.push(...shapeProblems);
    // Props of the wrong shape cannot be asked for their exits.
    if (shapeProblems.length > 0) continue;
    problems.push(...exitProblems(flow, id, shape.exitNames(block.props), types));
    const entry = shape.entryKey?.(block.props);
    if (entry === undefined) continue;
    const first = entries.get(entry);
    if (first === undefined) entries.set(entry, id);
    else
      problems.push(
        problem(
          'duplicate-start',
          path,
          `"${id}" and "${first}" both start the flow on the same event (${entry}). Keep one of them.`,
        ),
      );
  }
  return problems;
}

function exitProblems(
  flow: FlowDocument,
  id: string,
  names: readonly string[],
  types: ReadonlyMap<string, BlockShape>,
): DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  for (const [exit, target] of Object.entries(flow.blocks[id]?.exits ?? {})) {
    const path = `$.blocks.${id}.exits.${exit}`;
    if (!names.includes(exit)) {
      problems.push(problem('unknown-exit', path, `Block "${id}" has no exit "${exit}".${suggestion(exit, names)}`));
    }
    if (!Object.hasOwn(flow.blocks, target)) {
      const near = suggestion(target, Object.keys(flow.blocks));
      problems.push(
        problem('dangling-exit', path, `Exit "${exit}" leads to block "${target}", which does not exist.${near}`),
      );
    } else if (types.get(flow.blocks[target]?.type ?? '')?.entryKey) {
      problems.push(
        problem('exit-to-start', path, `Exit "${exit}" leads to "${target}", but nothing can lead into a start block.`),
      );
    }
  }
  return problems;
}

function layoutProblems(flow: FlowDocument): DocumentProblem[] {
  return Object.keys(flow.layout)
    .filter((id) => !Object.hasOwn(flow.blocks, id))
    .map((id) =>
      problem(
        'unknown-block',
        `$.layout.${id}`,
        `The layout places block "${id}", which does not exist.${suggestion(id, Object.keys(flow.blocks))}`,
      ),
    );
}
