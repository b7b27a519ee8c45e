import { Attributes } from '../attributes.ts';
import { QueueStay } from '../rooms/queue-stay.ts';
import { queueTarget } from '../rooms/queue-target.ts';
import type { Task } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';
import { actionAfterHangUp, afterAction } from './after-action.ts';

/** Puts the caller in a queue until somebody takes or something moves them out. https://www.twilio.com/docs/voice/twiml/enqueue */
export function* enqueue(run: VerbRun): Task<Next> {
  const { element, leg, exchange, document } = run;
  const attributes = new Attributes(element, 'Response', leg, document);
  leg.answer();
  const target = queueTarget(run, attributes);
  if (!target.ok) {
    leg.emit({ kind: 'warning', code: target.code, message: `Enqueue: ${target.message}.` });
    return afterAction(attributes, 'enqueue', { QueueResult: 'error' });
  }
  const queue = exchange.queues.open(target.name);
  if (attributes.has('maxQueueSize')) queue.maxSize = attributes.number('maxQueueSize') ?? queue.maxSize;
  const member = queue.join(leg);
  if (!member) {
    leg.emit({ kind: 'warning', code: 14207, message: `Enqueue: the queue ${queue.name} is full.` });
    return afterAction(attributes, 'enqueue', { QueueResult: 'queue-full' });
  }
  const stay = new QueueStay(run, attributes, member, target.about);
  try {
    yield* stay.spend();
  } finally {
    member.leave();
    if (leg.over) actionAfterHangUp(run, attributes, 'enqueue', stay.parameters);
  }
  return leg.over ? { kind: 'hangup' } : afterAction(attributes, 'enqueue', stay.parameters);
}
