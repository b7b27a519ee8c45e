import type { AnyBlock } from '../block.ts';
import { outermostOf } from '../flow/block-path.ts';
import type { CallStep, CallTest } from '../flow/call-test.ts';
import type { FlowDocument } from '../flow/types.ts';
import { languagesOf } from '../languages/languages-of.ts';
import { promptRows } from '../languages/rows.ts';
import { spokenRow } from '../languages/spoken-row.ts';
import { suggestion } from '../text/nearest.ts';
import type { Problem } from './problem.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';
import type { VariableChecker } from './variables.ts';

/** What tests name and is not there, so that they cannot pass. A test is no part of a call, so these are warnings. */
export function checkTests(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  variables: VariableChecker,
): readonly Problem[] {
  return flow.tests.flatMap((test, index) => [
    ...checkLanguage(test, index, flow),
    ...test.steps.flatMap((step, at): Problem[] => {
      const found = judge(step, flow, types, variables);
      if (!found) return [];
      const message = say['bad-test-step'](test.name, at + 1, found.why);
      return [
        { code: 'bad-test-step', severity: 'warning', message, path: `$.tests[${index}].steps[${at}].${found.key}` },
      ];
    }),
  ]);
}

function checkLanguage({ name, language }: CallTest, index: number, flow: FlowDocument): Problem[] {
  const languages = languagesOf(flow);
  if (language === undefined || language === 'all' || languages.includes(language)) return [];
  const message = say['bad-test-language'](name, language, suggestion(language, [...languages, 'all']));
  return [{ code: 'bad-test-language', severity: 'warning', message, path: `$.tests[${index}].language` }];
}

function judge(
  step: CallStep,
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  variables: VariableChecker,
): Found | undefined {
  if ('variable' in step) {
    const near = variables.nearest(step.variable);
    return near === undefined ? undefined : { key: 'variable', why: `Nothing is called "${step.variable}".${near}` };
  }
  if ('hears' in step) return row(step.hears, flow, types);
  if ('at' in step) return block('at', step.at, flow, types);
  return 'endsAt' in step ? block('endsAt', step.endsAt, flow, types) : undefined;
}

interface Found {
  readonly key: string;
  readonly why: string;
}

function block(
  key: string,
  id: string,
  { blocks }: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
): Found | undefined {
  const outer = outermostOf(id);
  const found = Object.hasOwn(blocks, outer) ? blocks[outer] : undefined;
  // What lies in another flow is known where that flow is.
  if (found && (outer === id || types.get(found.type)?.calls)) return undefined;
  return { key, why: `No block has the id "${id}".${suggestion(id, Object.keys(blocks))}` };
}

function row(key: string, flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): Found | undefined {
  const pieces = spokenRow(flow, types, key, undefined);
  if (pieces && pieces.length > 0) return undefined;
  if (pieces) return { key: 'hears', why: `"${key}" has no words that are the same in every call.` };
  const keys = promptRows(flow, types).map((one) => one.key);
  return { key: 'hears', why: `The flow says nothing called "${key}".${suggestion(key, keys)}` };
}
