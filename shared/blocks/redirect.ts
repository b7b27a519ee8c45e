import { defineBlock, type StepNote } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { textOf } from '../fields/read-prompts.ts';
import { url } from '../fields/url.ts';
import { literal } from '../template/literal.ts';
import { hasTemplate } from '../template/template.ts';
import { element } from '../twiml/element.ts';

/** Hands the call over to TwiML at another address. */
export const redirect = defineBlock({
  type: 'redirect',
  title: 'Redirect',
  term: 'Redirect',
  about: 'Hands the call or message over to TwiML at another web address; this flow ends here.',
  keywords: ['url', 'webhook', 'http', 'function', 'go to', 'another flow'],
  group: 'end',
  icon: 'corner-up-right',
  docs: 'https://www.twilio.com/docs/voice/twiml/redirect',
  fields: {
    url: url({ label: 'Web address that goes on', required: true }),
    ...attributesOf('Redirect'),
  },
  // Only an address that a call fills in can turn out empty.
  exits: (props) => (hasTemplate(props.url ?? '') ? [{ name: 'failed', label: 'The address is empty' }] : []),
  summary: (props) => (props.url ? `Goes on at ${props.url}` : 'Goes nowhere yet'),
  run: (ctx) => {
    const address = ctx.props.url?.trim() ?? '';
    const notes: StepNote[] = [];
    if (address === '') {
      notes.push({ code: 'no-address', message: 'There is no address to go on at.', field: 'url' });
      return { go: 'failed', notes };
    }
    return {
      twiml: [element('Redirect', emitAttributes(ctx.props, 'Redirect', { document: ctx.channel, notes }), address)],
      end: true,
      notes,
    };
  },
  read: (element) => {
    const attributes = readAttributes(element, 'Redirect');
    const address = textOf(element.children)?.trim();
    return attributes && address ? { url: literal(address), ...attributes } : undefined;
  },
});
