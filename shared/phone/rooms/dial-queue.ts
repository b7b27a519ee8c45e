import type { TwimlElement } from '../../twiml/element.ts';
import { Attributes } from '../attributes.ts';
import type { DialAttributes } from '../dial/attributes.ts';
import type { DialOutcome } from '../dial/outcome.ts';
import { HungUp } from '../leg.ts';
import { firstOf, type Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { QUEUE_NAME_CHARACTERS, textOf } from './queue-target.ts';
import type { Member, Queue, Taker } from './queues.ts';
import { stayInRoom } from './stay-in-room.ts';

/**
 * Connects the caller with the first one waiting in a queue; an empty queue is waited for as long as Dial rings.
 * https://www.twilio.com/docs/voice/twiml/queue
 */
export function* dialQueue(run: VerbRun, noun: TwimlElement, dial: DialAttributes): Task<DialOutcome> {
  const { leg, exchange, document } = run;
  const attributes = new Attributes(noun, 'Dial', leg, document);
  const found = findQueue(run, noun, attributes);
  if (!found.queue) {
    // Twilio has no error for a queue that nobody ever made; only the action hears of it.
    if (!found.code) leg.emit({ kind: 'note', what: 'queue-unknown', details: { queue: textOf(noun.children) } });
    else leg.emit({ kind: 'warning', code: found.code, message: `Queue: ${found.message}.` });
    return { status: 'failed' };
  }
  const { queue } = found;
  leg.setActivity('dialling');
  const url = attributes.url('url');
  const whisper = url === undefined ? {} : { whisper: { url, method: attributes.method('method') } };
  const deadline = exchange.now() + dial.timeout * 1_000;
  for (;;) {
    const member = yield* takeFirst(run, queue, { with: leg.sid, ...whisper }, deadline);
    if (!member) return { status: leg.over ? 'canceled' : 'no-answer', parameters: { QueueSid: queue.sid } };
    const outcome = yield* talk(run, dial, member);
    if (outcome) return outcome;
  }
}

interface FoundQueue {
  readonly queue?: Queue | undefined;
  readonly code?: number;
  readonly message?: string;
}

function findQueue({ exchange }: VerbRun, noun: TwimlElement, attributes: Attributes): FoundQueue {
  const name = textOf(noun.children);
  const reservation = attributes.text('reservationSid');
  if (reservation !== undefined) {
    return { code: 14217, message: `there is no reservation ${reservation.slice(0, 40)}` };
  }
  if (name === '') return { code: 14212, message: 'the queue has no name' };
  if (name.length > QUEUE_NAME_CHARACTERS) {
    return { code: 14213, message: `a name has ${QUEUE_NAME_CHARACTERS} characters at most` };
  }
  if (attributes.has('url') && attributes.url('url') === undefined) return { code: 14211, message: 'url is no URL' };
  return { queue: exchange.queues.find(name) };
}

/** Somebody else who dials the queue may be quicker; then the next one is waited for. */
function* takeFirst(run: VerbRun, queue: Queue, taker: Taker, deadline: number): Task<Member | undefined> {
  const { exchange } = run;
  try {
    for (;;) {
      const member = queue.take(taker);
      if (member) return member;
      const late = exchange.sleep((deadline - exchange.now()) / 1_000);
      const event = yield* firstOf({ waiting: queue.waiting, late });
      if (event.which === 'late') return undefined;
    }
  } catch (error) {
    if (error instanceof HungUp) return undefined;
    throw error;
  }
}

/** @returns undefined where the queued caller hung up before both were joined */
function* talk(run: VerbRun, dial: DialAttributes, member: Member): Task<DialOutcome | undefined> {
  const { leg, exchange } = run;
  const parameters = {
    QueueSid: member.queue.sid,
    QueueTime: String(member.seconds),
    DequeingCallSid: leg.sid,
  };
  try {
    const joined = yield* firstOf({ joined: member.joined.wait, gone: member.gone.wait });
    if (joined.which === 'gone') return undefined;
    const since = exchange.now();
    leg.setActivity('bridged');
    leg.emit({ kind: 'bridged', with: member.leg.sid });
    yield* stayInRoom(run, dial, member.gone.wait);
    const seconds = Math.round((exchange.now() - since) / 1_000);
    return { status: 'completed', childSid: member.leg.sid, seconds, bridged: true, parameters };
  } catch (error) {
    if (!(error instanceof HungUp)) throw error;
    return { status: 'canceled', parameters };
  } finally {
    member.freed.give();
  }
}
