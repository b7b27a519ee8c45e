import { firstOf, type Task, until } from '../time/task.ts';
import type { Ending, VerbRun } from '../types.ts';
import { playing } from '../verbs/play-through.ts';
import type { Called } from './called.ts';

/**
 * What happens on the called leg between its answer and the joining: keys are sent, and the noun's document runs.
 * https://www.twilio.com/docs/voice/twiml/number#url
 *
 * @returns whether the callee may be joined
 */
export function* screen(run: VerbRun, called: Called): Task<boolean> {
  yield* sendDigits(run, called);
  const { leg, target } = called;
  const url = target.attributes.text('url') ? target.attributes.url('url') : undefined;
  if (url === undefined || leg.over) return !leg.over;
  const request = { url, method: target.attributes.method('method'), purpose: 'screening' };
  const document = run.exchange.spawn(run.exchange.run(leg, request, 'screening'));
  leg.process = document;
  try {
    const outcome = yield* until(document.over);
    return !leg.over && outcome.kind === 'done' && passed(called, outcome.value);
  } finally {
    document.end();
    leg.process = undefined;
  }
}

function passed({ leg }: Called, ending: Ending): boolean {
  if (ending.kind === 'end' || ending.kind === 'leave') return true;
  if (ending.kind === 'error') leg.emit(ending);
  leg.end('completed', ending.kind === 'error' ? 'The document for the callee failed.' : 'The callee was hung up.');
  return false;
}

function* sendDigits({ exchange }: VerbRun, { leg, target }: Called): Task<void> {
  const digits = target.attributes.text('sendDigits');
  if (!digits) return;
  leg.emit({ kind: 'tones', digits });
  const seconds = [...digits].reduce((sum, key) => sum + (key === 'W' ? 1 : 0.5), 0);
  const played = playing(exchange, leg, { kind: 'tones', digits }, seconds);
  yield* firstOf({ over: leg.when((one) => one.over), played });
}
