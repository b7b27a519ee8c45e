import { firstOf, type Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { type Called, worldSays } from './called.ts';

/**
 * Finds out whether a machine answered, beside the call, and tells the noun's `amdStatusCallback`.
 * https://www.twilio.com/docs/voice/answering-machine-detection
 */
export function* detectMachine(run: VerbRun, called: Called): Task<void> {
  const { exchange } = run;
  const { leg, target } = called;
  const mode = target.attributes.text('machineDetection');
  if (!mode) return;
  const url = target.attributes.url('amdStatusCallback');
  if (url === undefined) {
    leg.emit({ kind: 'warning', code: 21262, message: 'Dial: machineDetection has no amdStatusCallback to tell.' });
    return;
  }
  const { AnsweredBy: who = 'human', MachineDetectionDuration: given } = worldSays(run, called);
  const needed = Number(given ?? USUAL_MILLISECONDS);
  const most = (target.attributes.number('machineDetectionTimeout') ?? 30) * 1_000;
  const milliseconds = Math.min(needed, most);
  const over = leg.when((one) => one.over);
  const { which } = yield* firstOf({ over, known: exchange.sleep(milliseconds / 1_000) });
  if (which === 'over') return;
  const parameters = {
    CallSid: leg.sid,
    AccountSid: leg.spec.accountSid,
    AnsweredBy: needed > most ? 'unknown' : answeredBy(who, mode),
    MachineDetectionDuration: String(milliseconds),
  };
  const method = target.attributes.method('amdStatusCallbackMethod');
  exchange.callback(leg, { url, method, parameters, purpose: 'amd', bare: true });
}

const USUAL_MILLISECONDS = 3_500;

/** Where the end of the greeting is waited for, a machine is told by how that came. */
function answeredBy(who: string, mode: string): string {
  return mode === 'DetectMessageEnd' && who === 'machine_start' ? 'machine_end_beep' : who;
}
