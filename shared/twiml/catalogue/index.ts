import { askElements } from './ask.ts';
import { backgroundElements } from './background.ts';
import { conferenceElements } from './conference.ts';
import { connectElements } from './connect.ts';
import { dialElements } from './dial.ts';
import { dialNounElements } from './dial-nouns.ts';
import { faxElements } from './fax.ts';
import { messagingElements } from './messaging.ts';
import { payElements } from './pay.ts';
import { queueElements } from './queue.ts';
import { relayElements } from './relay.ts';
import { routeElements } from './route.ts';
import { speakElements } from './speak.ts';
import { ssmlElements } from './ssml.ts';
import type { AttributeSpec, DocumentKind, ElementSpec } from './types.ts';

export type { ExecutionContext } from './document.ts';
export { executionContexts } from './document.ts';
export type {
  AttributeConflict,
  AttributeNeed,
  AttributeSpec,
  AttributeType,
  ChildRules,
  DocumentKind,
  ElementSpec,
  FlowNext,
  FlowOutcome,
  FlowSpec,
  TextRule,
} from './types.ts';

const voice: readonly ElementSpec[] = [
  ...speakElements,
  ...askElements,
  ...dialElements,
  ...dialNounElements,
  ...conferenceElements,
  ...queueElements,
  ...routeElements,
  ...payElements,
  ...connectElements,
  ...relayElements,
  ...backgroundElements,
  ...ssmlElements,
];

/** The whole TwiML grammar as data: every element but the root's own entries, by kind of document. */
export const catalogue: Readonly<Record<DocumentKind, readonly ElementSpec[]>> = {
  voice: withRoot('voice', voice),
  messaging: withRoot('messaging', messagingElements),
  fax: withRoot('fax', faxElements),
};

/**
 * The entry of an element, or undefined when TwiML has no such element there.
 *
 * @param place its tag, or the path of tags that leads to it, e.g. ['Response', 'Refer', 'Sip']
 * @param parentTag tag of the element it stands in; without it the tag's main meaning is returned
 */
export function elementSpec(
  place: string | readonly string[],
  parentTag?: string,
  kind: DocumentKind = 'voice',
): ElementSpec | undefined {
  const tag = typeof place === 'string' ? place : place[place.length - 1];
  const parent = typeof place === 'string' ? parentTag : (place[place.length - 2] ?? parentTag);
  const meanings = tag === undefined ? undefined : byTag[kind].get(tag);
  return parent === undefined ? meanings?.[0] : meanings?.find((spec) => spec.parents.includes(parent));
}

/** The attributes an element may have, in the order of Twilio's pages; none when there is no such element. */
export function attributesOfElement(
  tag: string,
  parentTag?: string,
  kind: DocumentKind = 'voice',
): readonly AttributeSpec[] {
  return elementSpec(tag, parentTag, kind)?.attributes ?? [];
}

const byTag: Readonly<Record<DocumentKind, ReadonlyMap<string, readonly ElementSpec[]>>> = {
  voice: grouped(catalogue.voice),
  messaging: grouped(catalogue.messaging),
  fax: grouped(catalogue.fax),
};

function withRoot(document: DocumentKind, elements: readonly ElementSpec[]): readonly ElementSpec[] {
  const root: ElementSpec = {
    id: 'Response',
    tag: 'Response',
    document,
    kind: 'root',
    status: document === 'fax' ? 'retired' : 'ga',
    about: 'The answer to Twilio: verbs, run from top to bottom.',
    docs: `https://www.twilio.com/docs/${document === 'messaging' ? 'messaging' : 'voice'}/twiml`,
    parents: [],
    children: elements.filter((spec) => spec.parents.includes('Response')).map((spec) => spec.tag),
    text: { allowed: false },
    attributes: [],
  };
  return [root, ...elements];
}

function grouped(elements: readonly ElementSpec[]): ReadonlyMap<string, readonly ElementSpec[]> {
  const groups = new Map<string, ElementSpec[]>();
  for (const spec of elements) {
    const group = groups.get(spec.tag);
    if (group === undefined) groups.set(spec.tag, [spec]);
    else group.push(spec);
  }
  return groups;
}
