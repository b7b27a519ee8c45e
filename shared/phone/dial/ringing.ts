import { firstOf, type Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { CALLER_HUNG_UP, SOMEBODY_ELSE_ANSWERED } from '../why.ts';
import { runApplication } from './application.ts';
import type { DialAttributes } from './attributes.ts';
import { type Called, drop } from './called.ts';
import { detectMachine } from './machine.ts';
import { screen } from './screening.ts';

/**
 * Rings several phones at once. Whoever answers first, and gets through the noun's document, wins; the others are dropped.
 * https://www.twilio.com/docs/voice/twiml/number
 */
export function* ringTogether(run: VerbRun, dial: DialAttributes, calls: readonly Called[]): Task<Rung> {
  const tries = calls.map((called) => ({ called, process: run.exchange.spawn(reach(run, dial, called)) }));
  const waiting = new Map(tries.map((one) => [one.called.leg.sid, one]));
  let last: Called | undefined;
  let won: Called | undefined;
  try {
    while (waiting.size > 0 && !won) {
      const overs = Object.fromEntries([...waiting].map(([sid, { process }]) => [sid, process.over]));
      const { which, value } = yield* firstOf(overs);
      last = waiting.get(which)?.called;
      waiting.delete(which);
      if (value.kind === 'done' && value.value) won = last;
    }
    return { won, last };
  } finally {
    // A try ends with its leg.
    for (const called of calls) {
      if (called !== won) drop(called, won ? SOMEBODY_ELSE_ANSWERED : CALLER_HUNG_UP);
    }
  }
}

export interface Rung {
  readonly won: Called | undefined;
  /** Who was tried to the end last; the same as `won` where somebody won. */
  readonly last: Called | undefined;
}

/** Twilio adds this to every timeout. https://www.twilio.com/docs/voice/twiml/dial#timeout */
const BUFFER_SECONDS = 5;

/** Rings one phone. @returns whether somebody there may be joined */
function* reach(run: VerbRun, dial: DialAttributes, called: Called): Task<boolean> {
  const { exchange } = run;
  const { leg, target } = called;
  const application = target.noun.tag === 'Application';
  if (application) {
    leg.setStatus('ringing');
    leg.process = exchange.spawn(runApplication(run, called));
  } else exchange.ring(leg);
  const answered = leg.when((one) => one.answered || one.over);
  const { which } = yield* firstOf({ answered, late: exchange.sleep(dial.timeout + BUFFER_SECONDS) });
  if (which === 'late') leg.end('no-answer', 'Nobody answered in time.');
  if (leg.over) return false;
  if (application) return true;
  exchange.spawn(detectMachine(run, called));
  return yield* screen(run, called);
}
