import type { DialledStep } from '../../../shared/flow/call-test.ts';
import type { Activity } from '../../../shared/phone/events.ts';
import type { Exchange } from '../../../shared/phone/exchange.ts';
import type { Leg } from '../../../shared/phone/leg.ts';
import { firstOf, type Task, until } from '../../../shared/phone/time/task.ts';

export interface KeyboardOptions {
  readonly lines: AsyncIterator<string>;
  /** Lines count when they come; otherwise time stands still until one is there, whenever the phone listens. */
  readonly realTime: boolean;
  prepare(step: DialledStep): void;
  say(text: string): void;
}

export const KEYBOARD_HELP = [
  'Type keys (1, 42#) or words, and Enter. An empty line is silence.',
  '/press KEYS   /say TEXT   /wait SECONDS   /hangup   /help',
  '/answer  /busy  /no-answer  /fail   what the next phone that rings does',
].join('\n');

/** A caller whose hands are somebody's at a terminal, or lines from a pipe; without more lines, patient and silent. */
export function* typedCaller(leg: Leg, exchange: Exchange, options: KeyboardOptions): Task<void> {
  const over = leg.when(() => leg.over);
  while (!leg.over) {
    if (!options.realTime) yield* until(leg.when(({ activity }) => LISTENS.has(activity) || leg.over));
    if (leg.over) return;
    const typed = exchange.outside(options.lines.next());
    const next = yield* firstOf({ typed, over });
    if (next.which === 'over' || !next.value.ok || next.value.value.done) return;
    yield* obey(next.value.value.value.trim(), leg, exchange, options);
    // Lets the call take it in.
    yield* until(exchange.sleep(0));
  }
}

const LISTENS: ReadonlySet<Activity> = new Set([
  ...(['gathering', 'recording', 'bridged', 'queued', 'conference', 'connected', 'paying', 'dialling'] as const),
]);

function* obey(line: string, leg: Leg, exchange: Exchange, { prepare, say }: KeyboardOptions): Task<void> {
  const [, command = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  if (line === '') return yield* silence(leg, exchange);
  if (command === '' && !line.startsWith('/')) {
    if (/^[0-9*#A-Dw]+$/.test(line)) leg.press(line);
    else leg.say(line);
  } else if (command === 'press') leg.press(rest);
  else if (command === 'say' && rest !== '') leg.say(rest);
  else if (command === 'wait') yield* until(exchange.sleep(Math.min(86_400, Number(rest) || 1)));
  else if (command === 'hangup') leg.hangUp();
  else if (isDialled(command)) prepare({ dialled: command });
  else say(`${KEYBOARD_HELP}\n`);
}

/** Says nothing until what listens has given up. */
function* silence(leg: Leg, exchange: Exchange): Task<void> {
  const { activity } = leg;
  yield* firstOf({ changed: leg.when(() => leg.activity !== activity), late: exchange.sleep(60) });
}

function isDialled(word: string): word is DialledStep['dialled'] {
  return ['answer', 'busy', 'no-answer', 'fail'].includes(word);
}
