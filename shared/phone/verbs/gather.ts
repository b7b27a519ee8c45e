import { Attributes } from '../attributes.ts';
import type { Task } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';
import { actionRequest } from './action.ts';
import { gatherPrompts } from './gather-prompts.ts';
import { type GatherSettings, gatherSettings } from './gather-settings.ts';
import { Gathering, type Heard } from './gathering.ts';
import { maskProfanity } from './profanity.ts';

/** Collects keys or speech. https://www.twilio.com/docs/voice/twiml/gather */
export function* gather(run: VerbRun): Task<Next> {
  const { element, leg, exchange, document } = run;
  const attributes = new Attributes(element, 'Response', leg, document);
  const settings = gatherSettings(attributes);
  leg.answer();
  const before = leg.activity;
  leg.setActivity('prompting');
  const gathering = new Gathering(run, settings, exchange.spawn(gatherPrompts(run)));
  let heard: Heard;
  try {
    heard = yield* gathering.collect();
  } finally {
    gathering.close();
    if (document.context === 'enqueueWait') leg.setActivity(before);
  }
  const { digits, confidence } = heard;
  const speech = heard.speech !== undefined && settings.profanityFilter ? maskProfanity(heard.speech) : heard.speech;
  const empty = digits === undefined && speech === undefined;
  const told = speech === undefined ? {} : { speech, ...(confidence === undefined ? {} : { confidence }) };
  leg.emit({ kind: 'gathered', ...(digits === undefined ? {} : { digits }), ...told, empty });
  if (empty && !settings.actionOnEmptyResult) return { kind: 'next' };
  const parameters = parametersOf({ ...heard, ...told }, settings);
  return { kind: 'document', request: actionRequest(run, attributes, parameters, 'gather') };
}

/** https://www.twilio.com/docs/voice/twiml/gather#action */
function parametersOf(heard: Heard, { dtmf }: GatherSettings): Record<string, string> {
  const parameters: Record<string, string> = { msg: 'Gather End' };
  if (heard.speech !== undefined) {
    parameters.SpeechResult = heard.speech;
    parameters.Confidence = String(heard.confidence ?? 0);
  } else if (dtmf) {
    parameters.Digits = heard.digits ?? '';
    parameters.FinishedOnKey = heard.finishedOnKey ?? '';
  }
  return parameters;
}
