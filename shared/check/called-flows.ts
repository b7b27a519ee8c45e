import type { AnyBlock } from '../block.ts';
import type { CalledVersions } from '../engine/called-versions.ts';
import type { FlowDocument } from '../flow/types.ts';
import { suggestion } from '../text/nearest.ts';
import type { Problem } from './problem.ts';
import { templateFacts } from './template-facts.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';

/** Flows that a flow has run by its blocks, by id, each with the blocks that do. */
export function calledFlows(
  flow: Pick<FlowDocument, 'blocks'>,
  types: ReadonlyMap<string, AnyBlock>,
): ReadonlyMap<string, readonly string[]> {
  const called = new Map<string, string[]>();
  for (const [id, { type, props }] of Object.entries(flow.blocks)) {
    const name = types.get(type)?.calls?.(props as never);
    if (name !== undefined) called.set(name, [...(called.get(name) ?? []), id]);
  }
  return called;
}

/** What is known of the flows that may be called, where a flow is checked. */
export interface KnownFlows {
  /** Id of the flow that is checked, where it has one. */
  readonly self?: string | undefined;
  readonly ids: readonly string[];
  /** The versions that it would go through; of a flow that was never published there is none. */
  readonly called: CalledVersions;
}

/** A called flow as it would be called. */
function documentOf(id: string, { called: { calls, versions } }: KnownFlows): FlowDocument | undefined {
  return versions.find(({ flow, version }) => flow === id && version === calls[id])?.document;
}

/**
 * Problems between blocks that call other flows and the flows they call. What would keep callers from going through is an error;
 * what is left out on the way a warning.
 */
export function checkCalledFlows(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  known: KnownFlows,
): readonly Problem[] {
  return [...calledFlows(flow, types)].flatMap(([id, blocks]) => {
    const called = id === known.self ? flow : documentOf(id, known);
    const circle = circleThrough(id, known);
    return blocks.flatMap((block) => {
      if (circle) return [problem('error', 'call-circle', block, 'flow', say['call-circle'](circle))];
      if (called) {
        const results = checkResults(flow, types, block, resultsOf(called));
        return [...checkCall(flow, types, block, id, called), ...results];
      }
      const message = known.ids.includes(id)
        ? say['unpublished-call'](id)
        : say['unknown-flow'](id, suggestion(id, known.ids));
      return [problem('error', known.ids.includes(id) ? 'unpublished-call' : 'unknown-flow', block, 'flow', message)];
    });
  });
}

/**
 * The way on which a called flow has the one that is checked run again; a flow that calls itself directly may do so. Where that one
 * has no id, a circle of others.
 */
function circleThrough(id: string, { self, called: { calls, versions } }: KnownFlows): readonly string[] | undefined {
  if (id === self) return undefined;
  const seen = new Set<string>();
  const from = (flow: string, version: number | undefined, way: readonly string[]): readonly string[] | undefined => {
    const key = `${flow} ${version}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    const next = versions.find((one) => one.flow === flow && one.version === version)?.calls ?? {};
    for (const [name, pinned] of Object.entries(next)) {
      if (name === flow) continue;
      if (name === self || (self === undefined && way.includes(name))) return [...way, name];
      const found = from(name, pinned, [...way, name]);
      if (found) return found;
    }
    return undefined;
  };
  return from(id, calls[id], self === undefined ? [id] : [self, id]);
}

/** Names of the variables that a called flow gives back. */
export function resultsOf(called: Pick<FlowDocument, 'variables'>): readonly string[] {
  return Object.entries(called.variables).flatMap(([name, { scope }]) => (scope === 'result' ? [name] : []));
}

/** Texts that read of a block what the flow that it calls does not give back. */
function checkResults(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  block: string,
  results: readonly string[],
): Problem[] {
  const known = results.map((name) => `blocks.${block}.${name}`);
  return Object.entries(flow.blocks).flatMap(([reader, { type, props }]) =>
    Object.entries(types.get(type)?.fields ?? {}).flatMap(([field, { kind, when }]) => {
      const value = props[field];
      if (value === undefined || value === null || (when && !when(props))) return [];
      return (kind.templates?.(value as never) ?? []).flatMap(({ text, path }) =>
        templateFacts(text)
          .uses.filter((use) => use.startsWith(`blocks.${block}.`) && !known.includes(threeOf(use)))
          .map((use) => {
            const message = say['unknown-result'](use, suggestion(use, known));
            return { ...problem('warning', 'unknown-result', reader, field, message), path };
          }),
      );
    }),
  );
}

/** `blocks.who.order` of `blocks.who.order.number`. */
function threeOf(path: string): string {
  return path.split('.', 3).join('.');
}

function checkCall(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  block: string,
  id: string,
  called: FlowDocument,
): Problem[] {
  const props = flow.blocks[block]?.props ?? {};
  const parameters = rows(props.parameters).map((row) => String((row as { name?: unknown } | null)?.name ?? ''));
  const declared = Object.entries(called.variables).filter(([, { scope }]) => scope === 'parameter');
  const names = declared.map(([name]) => name);
  const given = new Set(returnsOf(called, types));
  const outcomes = rows(props.outcomes).map(String);
  return [
    ...parameters.flatMap((name, index) =>
      name === '' || names.includes(name)
        ? []
        : [
            {
              ...problem(
                'warning',
                'unknown-parameter',
                block,
                'parameters',
                say['unknown-parameter'](id, name, suggestion(name, names)),
              ),
              path: `[${index}].name`,
            },
          ],
    ),
    ...declared.flatMap(([name, { type, initial }]) =>
      parameters.includes(name) || initial !== undefined || type === 'boolean'
        ? []
        : [problem('warning', 'missing-parameter', block, 'parameters', say['missing-parameter'](id, name))],
    ),
    // One with a template could give any.
    ...(given.has('')
      ? []
      : outcomes.flatMap((name) =>
          name === '' || given.has(name)
            ? []
            : [problem('warning', 'unused-outcome', block, 'outcomes', say['unused-outcome'](id, name))],
        )),
    ...[...given].flatMap((name) =>
      name === '' || name === 'done' || outcomes.includes(name)
        ? []
        : [problem('warning', 'unlisted-outcome', block, 'outcomes', say['unlisted-outcome'](id, name))],
    ),
  ];
}

/** Outcomes that its Return blocks give; an empty one stands for those that depend on the call. */
export function returnsOf(called: Pick<FlowDocument, 'blocks'>, types: ReadonlyMap<string, AnyBlock>): string[] {
  const all = Object.values(called.blocks).flatMap(({ type, props }) => {
    if (!types.get(type)?.returns) return [];
    const outcome = typeof props.outcome === 'string' ? props.outcome.trim() : '';
    return [outcome === '' ? 'done' : /\{[{%]/.test(outcome) ? '' : outcome];
  });
  return [...new Set(all)];
}

function rows(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function problem(severity: Problem['severity'], code: string, block: string, field: string, message: string): Problem {
  return { code, severity, block, field, path: '', message };
}
