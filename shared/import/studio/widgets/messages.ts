import { phoneProblem } from '../../../fields/phone.ts';
import type { Json } from '../../../flow/types.ts';
import { hasTemplate } from '../../../template/template.ts';
import { compact, type Mapper, type Mapping, nextOf, numberOf, pairsOf, waysBy } from '../mapping.ts';

/** Send Message, through the REST API. */
export const sendMessage: Mapper = (mapping) => {
  const { state } = mapping;
  const service = mapping.text('messaging_service_sid');
  const props = compact({
    to: partyOf(mapping, 'to', 'contact'),
    from: service ?? senderOf(mapping),
    ...contentOf(mapping),
    shortenUrls: state.properties.shorten_urls === true ? true : undefined,
  });
  return { type: 'send', props, ways: waysBy(state, { sent: ['sent'], failed: ['failed'] }) };
};

/** Send & Wait For Reply. */
export const sendAndWait: Mapper = (mapping) => {
  const { state, notes } = mapping;
  const { contentSid, ...content } = contentOf(mapping);
  if (contentSid !== undefined)
    notes.supply('A content template cannot be sent as a reply; send it by a block of its own in front of this one.');
  if (!isParty(state.properties.from, 'flow')) notes.differs('It answers from the number that was written to.');
  if (nextOf(state, 'timeout') !== undefined) {
    notes.differs(
      'Nothing runs while nobody writes: what follows the time-out is run when the next message comes later than that.',
    );
  }
  if (nextOf(state, 'deliveryFailure') !== undefined)
    notes.differs('A reply tells of no failed delivery: what follows it is not run.');
  const props = compact({ ...content, minutes: minutesOf(mapping) });
  const ways = waysBy(state, { incomingMessage: ['answered'], timeout: ['late'], deliveryFailure: [] });
  return { type: 'waitMessage', props, ways };
};

function minutesOf(mapping: Mapping): Json | undefined {
  const { state, notes } = mapping;
  const given = state.properties.timeout ?? '3600';
  const seconds = numberOf(given);
  if (seconds === undefined) {
    const text = mapping.text('timeout') ?? '';
    // A whole number of minutes out of a text that holds seconds.
    const path = /^\s*\{\{-?\s*([\w.]+)\s*-?\}\}\s*$/.exec(text)?.[1];
    if (path !== undefined) return `{{ ${path} | divided_by: 60 | ceil | at_least: 1 }}`;
    notes.supply('How long it waits cannot be read; give the minutes.');
    return undefined;
  }
  const minutes = Math.min(43_200, Math.max(1, Math.ceil(seconds / 60)));
  if (minutes * 60 !== seconds) notes.differs(`It waits ${minutes} minutes instead of ${seconds} seconds.`);
  return minutes;
}

/** What is sent; `attributes`, `service` and `channel` only mean something to chats. */
function contentOf(mapping: Mapping): Readonly<Record<string, Json>> {
  const { state, notes } = mapping;
  const { properties } = state;
  const media = mapping.text('media_url');
  const isTemplate = properties.message_type === 'content_template' || properties.content_sid !== undefined;
  if (properties.attributes !== undefined && properties.attributes !== '')
    notes.differs('Attributes of a chat message are not sent: SMS and WhatsApp know none.');
  for (const [property, usual] of [
    ['service', 'InstanceSid'],
    ['channel', 'ChannelSid'],
  ] as const) {
    const given = properties[property];
    if (typeof given === 'string' && given !== '' && !given.includes(`trigger.message.${usual}`)) {
      notes.differs(`The ${property} of a chat or conversation is left out: the message goes to the number.`);
    }
  }
  return compact({
    body: mapping.text('body'),
    media: media === undefined ? undefined : [media],
    ...(isTemplate && { contentSid: mapping.text('content_sid'), contentVariables: variablesOf(mapping) }),
  });
}

/** Values of a content template as the JSON that Twilio takes. */
function variablesOf(mapping: Mapping): string | undefined {
  const pairs = pairsOf(mapping.state.properties.content_variables);
  if (pairs.length === 0) return undefined;
  const items = pairs.map(({ key, value }) => {
    const text = mapping.translate(value);
    const only = /^\s*\{\{-?\s*([^{}]+?)\s*-?\}\}\s*$/.exec(text)?.[1];
    return `${JSON.stringify(key.replace(/[{}\s]/g, ''))}: ${only === undefined ? JSON.stringify(text) : `{{ ${only} | to_json }}`}`;
  });
  return `{${items.join(', ')}}`;
}

/** The number it is sent from; a chat is written by a name instead, which nobody can be called back by. */
function senderOf(mapping: Mapping): string | undefined {
  const from = partyOf(mapping, 'from', 'flow');
  if (from === undefined || hasTemplate(from) || phoneProblem(from, { sender: true, service: true }) === undefined)
    return from;
  mapping.notes.differs(
    `It was sent from “${from.slice(0, 60)}”, the name of a chat’s author; here it is sent from the flow’s own number.`,
  );
  return undefined;
}

/** A party where it is not the one that is meant anyway. */
function partyOf(mapping: Mapping, property: string, root: 'contact' | 'flow'): string | undefined {
  return isParty(mapping.state.properties[property], root) ? undefined : mapping.text(property);
}

function isParty(value: Json | undefined, root: 'contact' | 'flow'): boolean {
  if (value === undefined || value === '') return true;
  return (
    typeof value === 'string' && new RegExp(`^\\s*\\{\\{-?\\s*${root}\\.channel\\.address\\s*-?\\}\\}\\s*$`).test(value)
  );
}
