import type { AnyBlock, AsideKind } from '../block.ts';
import type { FlowDocument } from '../flow/types.ts';
import { executionContexts } from '../twiml/catalogue/index.ts';
import type { FlowGraph } from './graph.ts';
import type { Problem } from './problem.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';

/** Blocks in an aside whose verbs Twilio does not run there, each reported once for each kind of aside. */
export function checkAsides(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  graph: FlowGraph,
): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const { kind, reached } of graph.asides()) {
    const context = executionContexts.find(({ id }) => id === kind);
    if (!context?.verbs) continue;
    for (const id of reached) {
      const block = flow.blocks[id];
      const type = block && types.get(block.type);
      if (!block || !type) continue;
      const wrong = verbsOf(type, block.props).some((verb) => !context.verbs?.includes(verb));
      if (!wrong) continue;
      const message = say['wrong-aside'](block.name || type.title, WHERE[kind], context.verbs, context.twilioError);
      problems.set(`${kind} ${id}`, { code: 'wrong-aside', severity: 'error', block: id, message });
    }
  }
  return [...problems.values()];
}

function verbsOf(type: AnyBlock, props: Readonly<Record<string, unknown>>): readonly string[] {
  return type.verbs?.(props as never) ?? (type.term === undefined ? [] : [type.term]);
}

const WHERE: Readonly<Record<AsideKind, string>> = {
  screening: 'by whoever answers, before both are joined',
  enqueueWait: 'by a caller who waits in a queue',
  conferenceWait: 'by a caller who waits for a conference',
  queueWhisper: 'by a caller who is taken from a queue',
  refer: 'in a transfer',
};
