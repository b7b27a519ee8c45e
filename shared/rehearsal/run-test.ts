import type { CallTest } from '../flow/call-test.ts';
import { virtualClock } from '../phone/time/clock.ts';
import { flowSight } from './flow-sight.ts';
import { Rehearsal } from './rehearsal.ts';
import { runConversation } from './run-conversation.ts';
import { type StepFailure, scriptCaller } from './script-caller.ts';
import { type RunTestOptions, type TestResult, tracesOf } from './test-result.ts';
import { worldOf } from './test-world.ts';

/** Makes the call of a test, on virtual time. @throws what `compileFlow` throws */
export async function runTest(
  test: CallTest,
  { flow, types, runCode, env, called, self }: RunTestOptions,
): Promise<TestResult> {
  const clock = virtualClock(test.at === undefined ? undefined : Date.parse(test.at));
  const world = worldOf(test);
  if (test.steps.some((step) => 'write' in step)) {
    return runConversation(test, { flow, types, clock, world, runCode, env, called, self });
  }
  const script = scriptCaller(test.steps, {
    clock,
    world,
    flow: flowSight(() => rehearsal, flow, types, { called, self }),
  });
  const { from, to, refused, functions, language } = test;
  const given = { from, to, refused, functions, runCode, called, self, language, env: { ...env, ...test.env } };
  const rehearsal = new Rehearsal({ flow, types, clock, world, ...given, onEvent: script.take });
  const leg = rehearsal.call((caller) => script.act(caller, rehearsal.exchange));
  await rehearsal.exchange.idle();
  return {
    name: test.name,
    ...script.result(),
    seconds: ((leg.endedAt ?? clock.now()) - leg.startedAt) / 1_000,
    ...tracesOf(rehearsal),
  };
}

/** A failure as people read it, one line after another, without a final newline. */
export function describeFailure({ step, expected, why, heard, block, at }: StepFailure): string {
  const place =
    block === undefined
      ? ''
      : block.name === block.id
        ? ` at block ${block.id}`
        : ` at block “${block.name}” (${block.id})`;
  const lines = heard.length === 0 ? ['Nothing was heard.'] : ['Heard:', ...heard.map((line) => `  ${line}`)];
  return [`Step ${step + 1}, after ${at} s${place}: expected that ${expected}. ${why}`, ...lines].join('\n');
}
