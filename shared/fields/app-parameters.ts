import type { TwimlNode } from '../twiml/element.ts';
import type { Noun } from './noun.ts';
import { nouns } from './nouns.ts';
import { readNouns } from './read-nouns.ts';

/**
 * Values that a verb which ends the call, or the wait, hands back to the Dial that called it as an Application.
 * https://www.twilio.com/docs/voice/twiml/application
 */
export function appParameters(verb: string) {
  return nouns({
    label: 'Values for whoever called this app',
    term: 'Parameter',
    hint: 'Come back to the Dial that called it as an Application',
    group: 'more',
    options: { parent: verb, tags: ['Parameter'] },
  });
}

/** The prop for such values as they stand in the verb, none where there are none; undefined for children of another kind. */
export function readAppParameters(
  children: readonly TwimlNode[],
  verb: string,
): { readonly parameters?: readonly Noun[] } | undefined {
  const parameters = readNouns(children, { parent: verb });
  return parameters && (parameters.length > 0 ? { parameters } : {});
}
