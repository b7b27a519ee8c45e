import type { StepNote } from '../block.ts';
import type { Happening } from '../phone/events.ts';

/** How a note in the call's log shows in a call that is tried: a line that the flow wrote, and why a block did nothing where nothing else tells. */
export function noteHappenings({ code, level = 'info', message }: StepNote): readonly Happening[] {
  if (code === 'log') return [{ kind: 'note', what: 'log', details: { level, line: message } }];
  const what = FAILURES[code];
  return what === undefined ? [] : [{ kind: 'note', what, details: { reason: message } }];
}

const FAILURES: Readonly<Record<string, string>> = {
  'code-failed': 'function-failed',
  'code-timeout': 'function-failed',
  'no-code': 'function-failed',
  'no-flow': 'flow-not-run',
  'no-entry': 'flow-not-run',
  'recursion-cut': 'flow-not-run',
};
