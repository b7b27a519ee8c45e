import type { AnyBlock } from '../block.ts';
import { blockNamesIn } from '../block-name.ts';
import type { VariableSpot } from '../fields/field.ts';
import { ENVIRONMENT_ROOTS } from '../flow/environments.ts';
import type { FlowBlock, FlowDocument } from '../flow/types.ts';
import { EXPECTED, readValue } from '../flow/variable-types.ts';
import { suggestion } from '../text/nearest.ts';
import { CALL_PARAMETERS, MESSAGE_PARAMETERS } from './completions.ts';
import type { FlowGraph } from './graph.ts';
import type { Problem } from './problem.ts';
import { templateFacts } from './template-facts.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';
import { writersOf } from './writers.ts';

/** Whether what templates read exists, and can be set by the time they read it. */
export class VariableChecker {
  private readonly names: ReadonlySet<string>;
  private readonly writers: ReadonlyMap<string, readonly string[]>;

  constructor(
    private readonly flow: FlowDocument,
    private readonly types: ReadonlyMap<string, AnyBlock>,
    private readonly graph: FlowGraph,
  ) {
    this.writers = writersOf(flow, types);
    this.names = new Set([...Object.keys(flow.variables), ...this.writers.keys()]);
  }

  /** Problems of the templates in one block. */
  check(id: string, block: FlowBlock, type: AnyBlock): readonly Problem[] {
    const problems: Problem[] = [];
    for (const [key, field] of Object.entries(type.fields)) {
      const value = block.props[key];
      if (value === undefined || value === null || (field.when && !field.when(block.props))) continue;
      problems.push(...this.literals(field.kind.variables?.(value) ?? [], id, key));
      const isSealed = SEALED.has(field.kind.kind);
      for (const spot of field.kind.templates?.(value) ?? []) {
        for (const use of templateFacts(spot.text).uses) {
          const found = isSealed && use.startsWith('secrets.') ? undefined : this.judge(use, id);
          if (!found) continue;
          const { code, message } = found;
          problems.push({ code, message, severity: 'warning', block: id, field: key, path: spot.path });
        }
      }
    }
    return problems;
  }

  /** Values that a variable which keeps its type never takes. */
  private literals(spots: readonly VariableSpot[], block: string, field: string): readonly Problem[] {
    const { settings, variables } = this.flow;
    return spots.flatMap(({ text: name, literal }): Problem[] => {
      const type = Object.hasOwn(variables, name) ? variables[name]?.type : undefined;
      if (!settings.typedVariables || type === undefined || !literal) return [];
      if (readValue(type, literal.text) !== undefined) return [];
      const message = say['wrong-type'](name, literal.text, EXPECTED[type]);
      return [{ code: 'wrong-type', severity: 'warning', message, block, field, path: literal.path }];
    });
  }

  /** What a path that nothing can ever be read at may have meant; undefined for a path that is right. */
  nearest(path: string): string | undefined {
    const [root, id] = path.split(/[.[]/);
    return this.judge(path, root === 'blocks' && id !== undefined ? id : '')?.near;
  }

  private judge(path: string, block: string): Judgement | undefined {
    const [root = '', second, third] = path.split(/[.[]/);
    // Without a server nobody knows them; `checkBindings` judges them.
    if (ENVIRONMENT_ROOTS.includes(root) && !this.names.has(root)) return undefined;
    switch (root) {
      case 'call':
        return this.parameter(path, second, CALL_PARAMETERS, 'call');
      case 'message':
        return this.parameter(path, second, MESSAGE_PARAMETERS, 'message');
      case 'flow':
        return second === undefined || FLOW_FACTS.includes(second)
          ? undefined
          : unknown(
              path,
              FLOW_FACTS.map((fact) => `flow.${fact}`),
            );
      case 'blocks':
        return this.result(path, second, third, block);
      default:
        if (this.names.has(root)) return this.unset(path, root, block);
        return unknown(path, [...this.names, 'call', 'blocks', 'flow', 'env']);
    }
  }

  /** A declared variable always has a value; another one only behind what sets it. */
  private unset(path: string, name: string, reader: string): Judgement | undefined {
    const writers = this.writers.get(name) ?? [];
    if (reader === '' || Object.hasOwn(this.flow.variables, name)) return undefined;
    if (writers.some((writer) => this.graph.comesAfter(writer, reader))) return undefined;
    const title = blockNamesIn(this.flow.blocks, this.types).get(writers[0] ?? '') ?? '';
    return { code: 'unset-variable', message: say['unset-variable'](path, title), near: '' };
  }

  private parameter(path: string, name: string | undefined, known: Readonly<Record<string, string>>, root: string) {
    if (name === undefined || Object.hasOwn(known, name) || /^(SipHeader_|Param_|Sip[A-Z])/.test(name))
      return undefined;
    return unknown(
      path,
      Object.keys(known).map((parameter) => `${root}.${parameter}`),
    );
  }

  private result(path: string, id: string | undefined, output: string | undefined, reader: string) {
    if (id === undefined) return undefined;
    const block = this.flow.blocks[id];
    const type = block && this.types.get(block.type);
    const outputs = type?.outputs?.(block?.props as never, this.flow) ?? [];
    // Results of another flow are known where that flow is.
    const known = output === undefined || type?.calls !== undefined || outputs.includes(output);
    if (!block || !type || !known) return unknown(path, this.results());
    // A block's own results are there when it speaks again after an answer.
    if (id === reader || this.graph.comesAfter(id, reader)) return undefined;
    return { code: 'unset-variable', message: say['unset-variable'](path, block.name || type.title), near: '' };
  }

  private results(): string[] {
    return Object.entries(this.flow.blocks).flatMap(([id, block]) =>
      (this.types.get(block.type)?.outputs?.(block.props as never, this.flow) ?? []).map(
        (output) => `blocks.${id}.${output}`,
      ),
    );
  }
}

/** Kinds of fields in which secrets may be named. */
const SEALED: ReadonlySet<string> = new Set(['sealed', 'pairs']);

/** What templates see of the flow itself. */
const FLOW_FACTS = ['name', 'language'];

interface Judgement {
  readonly code: string;
  readonly message: string;
  /** A sentence with the nearest name, or nothing. */
  readonly near: string;
}

function unknown(path: string, candidates: readonly string[]): Judgement {
  const near = suggestion(path, candidates);
  return { code: 'unknown-variable', message: say['unknown-variable'](path, near), near };
}
