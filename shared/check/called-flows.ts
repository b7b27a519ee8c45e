import type { AnyBlock } from '../block.ts';
import type { FlowDocument } from '../flow/types.ts';
import { suggestion } from '../text/nearest.ts';
import type { Problem } from './problem.ts';
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
  /** A flow as it would be called, undefined where it was never published. */
  document(id: string): FlowDocument | undefined;
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
    const called = id === known.self ? flow : known.document(id);
    return blocks.flatMap((block) => {
      if (called) return checkCall(flow, types, block, id, called);
      const message = known.ids.includes(id)
        ? say['unpublished-call'](id)
        : say['unknown-flow'](id, suggestion(id, known.ids));
      return [problem('error', known.ids.includes(id) ? 'unpublished-call' : 'unknown-flow', block, 'flow', message)];
    });
  });
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
