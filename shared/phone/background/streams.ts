import type { TwimlElement } from '../../twiml/element.ts';
import { Attributes } from '../attributes.ts';
import { secondsOf } from '../rooms/outcome.ts';
import { firstOf, never, type Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { Fork, streamFault } from './fork.ts';
import { type BackgroundTask, BackgroundTasks } from './tasks.ts';

/** Sends the sound of the call to a WebSocket, one way, until Stop or the call's end. https://www.twilio.com/docs/voice/twiml/stream */
export function startStream(run: VerbRun, noun: TwimlElement): void {
  const attributes = new Attributes(noun, 'Start', run.leg, run.document);
  start(run, noun, attributes, new Fork(run, 'Stream', attributes), streamFault(attributes));
}

/** Sends it to a SIPREC recorder instead. https://www.twilio.com/docs/voice/twiml/siprec */
export function startSiprec(run: VerbRun, noun: TwimlElement): void {
  const attributes = new Attributes(noun, 'Start', run.leg, run.document);
  const fault = attributes.raw('connectorName')?.trim()
    ? undefined
    : { code: 12200, message: 'connectorName is missing' };
  start(run, noun, attributes, new Fork(run, 'Siprec', attributes), fault);
}

type Fault = { readonly code: number; readonly message: string } | undefined;

function start(run: VerbRun, noun: TwimlElement, attributes: Attributes, fork: Fork, fault: Fault): void {
  const tasks = BackgroundTasks.of(run.leg);
  const tracks = attributes.text('track') === 'both_tracks' ? 2 : 1;
  const wrong = fault ?? taken(tasks, noun.tag, fork.name) ?? tooMany(tasks.tracks + tracks);
  if (wrong) {
    fork.fail(wrong.code, wrong.message);
    return;
  }
  fork.tell('started');
  run.exchange.spawn(running(run, noun, fork, tasks.add(noun.tag, fork.name, tracks)));
}

function taken(tasks: BackgroundTasks, tag: string, name: string): Fault {
  return tasks.find(tag, name) && { code: 31900, message: `${name} runs already` };
}

function tooMany(tracks: number): Fault {
  return tracks > FORKED_TRACKS
    ? { code: 31960, message: `only ${FORKED_TRACKS} tracks of a call can be sent` }
    : undefined;
}

/** https://www.twilio.com/docs/voice/twiml/stream */
const FORKED_TRACKS = 4;

function* running({ leg, exchange }: VerbRun, noun: TwimlElement, fork: Fork, task: BackgroundTask): Task<void> {
  const outcome = exchange.world.outcome?.({ about: noun.tag, attributes: noun.attributes, leg });
  const seconds = secondsOf(outcome?.seconds);
  const closed = seconds === undefined ? never : exchange.sleep(seconds);
  const event = yield* firstOf({ stopped: task.stopped.wait, over: leg.when((one) => one.over), closed });
  task.over();
  if (event.which !== 'closed' || outcome?.error === undefined) fork.tell('stopped');
  else fork.fail(Number(outcome.error), outcome.message ?? 'the connection broke off');
}
