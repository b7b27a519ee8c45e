import type { Input, Listening } from '../inbox.ts';
import type { Leg } from '../leg.ts';
import { firstOf, never, type Task, type Wait } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { CALLER_HUNG_UP } from '../why.ts';
import type { DialAttributes } from './attributes.ts';
import { type Called, drop, worldSays } from './called.ts';

/**
 * Lets caller and callee talk until one of them, a star, the time limit or a transfer ends it.
 * https://www.twilio.com/docs/voice/twiml/dial
 *
 * @returns where the callee transferred the caller, if that ended it
 */
export function* bridge(run: VerbRun, dial: DialAttributes, called: Called): Task<string | undefined> {
  const { leg: caller } = run;
  const { leg: callee, target } = called;
  // An application hears keys through its own verbs.
  const application = target.noun.tag === 'Application';
  caller.answer();
  caller.setActivity('bridged');
  if (!application) callee.setActivity('bridged');
  caller.emit({ kind: 'bridged', with: callee.sid });
  callee.emit({ kind: 'bridged', with: caller.sid });
  const mine = caller.inbox.listen(application ? listening(dial, callee) : {});
  const theirs = application ? undefined : callee.inbox.listen();
  try {
    return yield* talk(run, dial, called, { mine: mine.next, theirs: theirs?.next ?? never });
  } finally {
    mine.close();
    theirs?.close();
    drop(called, CALLER_HUNG_UP);
  }
}

/** An application hears what its verbs listen to, and what they keep secret stays so on the caller's side. */
function listening(dial: DialAttributes, application: Leg): Listening {
  return {
    hears: (input) => isStar(dial, input) || application.inbox.hears(input),
    get secret() {
      return application.inbox.secret;
    },
  };
}

function isStar({ hangupOnStar }: DialAttributes, input: Input): boolean {
  return hangupOnStar && input.kind === 'key' && input.key === '*';
}

interface Ears {
  readonly mine: Wait<Input>;
  readonly theirs: Wait<Input>;
}

function* talk(run: VerbRun, dial: DialAttributes, called: Called, ears: Ears): Task<string | undefined> {
  const { leg: caller, exchange } = run;
  const { leg: callee, target } = called;
  const limitAt = exchange.now() + dial.timeLimit * 1_000;
  let transfer = transferOf(run, called);
  const until = (at: number): Wait<void> => exchange.sleep(Math.max(0, at - exchange.now()) / 1_000);
  for (;;) {
    const over = callee.when((one) => one.over);
    const refers = transfer ? until(transfer.at) : never;
    const event = yield* firstOf({ over, ...ears, limit: until(limitAt), refers });
    if (event.which === 'over') return undefined;
    if (event.which === 'limit') {
      drop(called, 'The time limit of the Dial was reached.');
      return undefined;
    }
    if (event.which === 'theirs') hear(event.value, caller);
    if (event.which === 'mine') {
      if (isStar(dial, event.value)) {
        drop(called, 'The caller pressed star.');
        return undefined;
      }
      if (target.noun.tag === 'Application') tell(event.value, callee);
      else hear(event.value, callee);
    }
    if (event.which === 'refers' && transfer) {
      const { to } = transfer;
      transfer = undefined;
      if (dial.all.has('referUrl')) {
        drop(called, 'The callee transferred the caller.');
        return to;
      }
      callee.emit({ kind: 'warning', code: 13802, message: 'Dial: no referUrl is there to ask about the transfer.' });
    }
  }
}

/** The party at the other end hears keys as tones; what is said reaches people, who answer by themselves. */
function hear(input: Input, leg: Leg): void {
  if (input.kind === 'key') leg.emit({ kind: 'tones', digits: input.key });
}

/** The application at the other end takes keys and speech as those of its own caller. */
function tell(input: Input, leg: Leg): void {
  if (input.kind === 'key') leg.press(input.key);
  else leg.say(input.text, input.confidence);
}

/** Whether and when a SIP phone transfers the caller. https://www.twilio.com/docs/voice/api/refer-to-twilio */
function transferOf(run: VerbRun, called: Called): { readonly to: string; readonly at: number } | undefined {
  if (called.target.noun.tag !== 'Sip') return undefined;
  const { ReferTransferTarget: to, ReferAfter: seconds = '5' } = worldSays(run, called);
  return to === undefined ? undefined : { to, at: run.exchange.now() + Number(seconds) * 1_000 };
}
