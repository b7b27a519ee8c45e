import type { AnyBlock } from '../block.ts';
import { ENGINE_LIMITS } from '../engine/limits.ts';
import { ENVIRONMENT_ROOTS } from '../flow/environments.ts';
import { initialProblem } from '../flow/parse-variables.ts';
import type { FlowBlock, FlowDocument } from '../flow/types.ts';
import { checkAsides } from './asides.ts';
import { bindingUses, checkSecrets } from './bindings.ts';
import { checkCombinations } from './combinations.ts';
import { checkFields } from './fields.ts';
import { FlowGraph, type Loop } from './graph.ts';
import { checkJsonBodies } from './json-bodies.ts';
import { checkLanguages } from './languages.ts';
import type { Problem } from './problem.ts';
import { checkTests } from './tests.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';
import { VariableChecker } from './variables.ts';

/**
 * Everything that would surprise a caller, found before anybody calls. Errors keep a flow from being published; warnings do not.
 *
 * @param flow a document that `parseFlow` accepted
 * @returns problems in the order of the document's blocks, those of the whole flow first, those of its tests last
 */
export function checkFlow(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): readonly Problem[] {
  const graph = new FlowGraph(flow, types);
  const variables = new VariableChecker(flow, types, graph);
  const problems: Problem[] = [];
  if (graph.entries.length === 0) problems.push({ code: 'no-start', severity: 'error', message: say['no-start']() });
  for (const name of ENVIRONMENT_ROOTS.filter((root) => Object.hasOwn(flow.variables, root)))
    problems.push({ code: 'reserved-variable', severity: 'error', message: say['reserved-variable'](name) });
  problems.push(...checkInitials(flow));
  const loops = graph.loopsWithoutInput();
  for (const [id, block] of Object.entries(flow.blocks)) {
    const type = types.get(block.type);
    if (!type) continue;
    if (!graph.reachable.has(id)) {
      problems.push({
        code: 'unreachable-block',
        severity: 'warning',
        block: id,
        message: say['unreachable-block'](nameOf(block, type)),
      });
    } else {
      problems.push(...checkPlace(graph, id, block, type), ...checkExits(graph, id, block, type));
      problems.push(...checkReturns(graph, id, block, type), ...checkExpected(graph, id, block, type));
    }
    const loop = loops.get(id);
    if (loop) problems.push(...checkLoop(id, loop));
    problems.push(...checkFields(id, block, type, flow), ...checkCombinations(id, block, type));
    problems.push(...variables.check(id, block, type), ...checkJsonBodies(id, block, type, flow));
  }
  problems.push(...checkLanguages(flow, types, variables), ...checkAsides(flow, types, graph));
  problems.push(...checkSecrets(bindingUses(flow, types)));
  problems.push(...checkTests(flow, types, variables));
  return problems;
}

/** Of a typed flow, and of types that did not use to be, `parseFlow` refuses them. */
function checkInitials({ variables }: FlowDocument): Problem[] {
  return Object.entries(variables).flatMap(([name, declared]): Problem[] => {
    const message = initialProblem(name, declared);
    return message === undefined ? [] : [{ code: 'bad-initial', severity: 'warning', message }];
  });
}

/** A circle that counts its rounds and ends in time is none to warn of. */
function checkLoop(id: string, { names, leaves, rounds }: Loop): Problem[] {
  const most = ENGINE_LIMITS.stepsPerTurn;
  if (rounds !== undefined && (rounds + 1) * names.length < most) return [];
  const message =
    rounds === undefined
      ? say['loop-without-input'](names, leaves)
      : say['long-loop'](names, rounds, rounds * names.length, most);
  const code = rounds === undefined ? 'loop-without-input' : 'long-loop';
  return [{ code, severity: leaves ? 'warning' : 'error', block: id, message }];
}

function nameOf(block: FlowBlock, type: AnyBlock): string {
  return block.name || type.title;
}

/** Exits that should lead back to their block, and do not. */
function checkReturns(graph: FlowGraph, id: string, block: FlowBlock, type: AnyBlock): Problem[] {
  return type.exits(block.props as never).flatMap((exit): Problem[] => {
    const to = block.exits[exit.name];
    if (!exit.returns || to === undefined || to === id || graph.comesAfter(to, id)) return [];
    const message = say['no-return'](exit.label, nameOf(block, type));
    return [{ code: 'no-return', severity: 'warning', block: id, exit: exit.name, message }];
  });
}

/** A start that should be there for what the block begins, and is not. */
function checkExpected(graph: FlowGraph, id: string, block: FlowBlock, type: AnyBlock): Problem[] {
  const entry = type.expects?.(block.props as never);
  if (entry === undefined || graph.entersBy(entry)) return [];
  const message = say['missing-start'](nameOf(block, type), entry);
  return [{ code: 'missing-start', severity: 'warning', block: id, message }];
}

function checkExits(graph: FlowGraph, id: string, block: FlowBlock, type: AnyBlock): Problem[] {
  return type
    .exits(block.props as never)
    .filter((exit) => block.exits[exit.name] === undefined)
    .flatMap((exit): Problem[] => {
      const place = { block: id, exit: exit.name };
      if (exit.aside)
        return [
          { code: 'unconnected-aside', severity: 'warning', ...place, message: say['unconnected-aside'](exit.label) },
        ];
      // Where an aside ends, Twilio goes on by itself.
      if (exit.ends || exit.or || !graph.onTheWay.has(id)) return [];
      return [{ code: 'unconnected-exit', severity: 'error', ...place, message: say['unconnected-exit'](exit.label) }];
    });
}

/** Problems of where a block stands: the wrong channel, or speech before something that must come first. */
function checkPlace(graph: FlowGraph, id: string, block: FlowBlock, type: AnyBlock): Problem[] {
  const problems: Problem[] = [];
  for (const channel of ['voice', 'messaging'] as const) {
    if (!type.channels || type.channels.includes(channel) || !graph.reachedBy(channel).has(id)) continue;
    problems.push({
      code: 'wrong-channel',
      severity: 'error',
      block: id,
      message: say['wrong-channel'](nameOf(block, type), channel),
    });
  }
  if (type.first && graph.speaksBefore(id)) {
    problems.push({
      code: 'not-first',
      severity: 'warning',
      block: id,
      message: say['not-first'](nameOf(block, type)),
    });
  }
  return problems;
}
