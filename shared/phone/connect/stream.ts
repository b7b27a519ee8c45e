import type { TwimlElement } from '../../twiml/element.ts';
import { Attributes } from '../attributes.ts';
import { Fork, streamFault } from '../background/fork.ts';
import type { Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { type ConnectEnd, outcomeOf, sessionOver } from './session.ts';

/**
 * A two-way stream: the call waits until the server at the other end closes the WebSocket.
 * https://www.twilio.com/docs/voice/twiml/stream#bi-directional-media-streams
 */
export function* connectStream(run: VerbRun, noun: TwimlElement): Task<ConnectEnd> {
  const { leg, document } = run;
  const attributes = new Attributes(noun, 'Connect', leg, document);
  const fork = new Fork(run, 'Stream', attributes);
  const fault = streamFault(attributes) ?? twoWayFault(attributes);
  if (fault) {
    fork.fail(fault.code, fault.message);
    return { parameters: {} };
  }
  const outcome = outcomeOf(run, noun);
  fork.tell('started');
  yield* sessionOver(run, outcome);
  if (outcome.error === undefined || leg.over) fork.tell('stopped');
  else fork.fail(Number(outcome.error), outcome.message ?? 'the stream broke off');
  return { parameters: {} };
}

function twoWayFault(attributes: Attributes): { readonly code: number; readonly message: string } | undefined {
  const track = attributes.text('track');
  if (track === undefined || track === 'inbound_track') return undefined;
  return { code: 31941, message: 'a two-way stream sends the inbound track only' };
}
