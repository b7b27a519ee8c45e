import { defineBlock, type StepNote } from '../block.ts';
import { afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { given } from '../fields/parameters.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { textOf } from '../fields/read-prompts.ts';
import { text } from '../fields/text.ts';
import { literal } from '../template/literal.ts';
import { element } from '../twiml/element.ts';

/** Sends a caller's SIP phone on to another address. */
export const refer = defineBlock({
  type: 'refer',
  title: 'Transfer a SIP call',
  term: 'Refer',
  about: "Tells the caller's SIP phone or trunk to call another SIP address instead (SIP REFER). For SIP calls only.",
  keywords: ['transfer', 'forward'],
  group: 'connect',
  icon: 'phone-outgoing',
  docs: 'https://www.twilio.com/docs/voice/twiml/refer',
  channels: ['voice'],
  fields: {
    to: text({
      label: 'SIP address to go to',
      term: 'Sip',
      placeholder: 'sip:desk@example.com',
      options: { pattern: '^sips?:[^\\s]+$', form: 'an address such as sip:desk@example.com' },
      required: true,
    }),
    ...afterFields('Refer', { next: 'Go on with the next block' }),
  },
  exits: (props) =>
    afterOf(props) === 'exits'
      ? [
          { name: 'transferred', label: 'The call was taken there', ends: true },
          { name: 'noAnswer', label: 'Nobody answered there' },
          { name: 'busy', label: 'It is busy there' },
          { name: 'failed', label: 'The transfer failed' },
        ]
      : [{ name: 'next', label: 'After the transfer', ends: true }],
  outputs: (props) => (afterOf(props) === 'exits' ? OUTPUTS : []),
  waits: (props) => afterOf(props) === 'exits',
  summary: ({ to }) => (to?.trim() ? `Sends the caller on to ${to.trim()}` : 'Sends the caller nowhere yet'),
  run: (ctx) => {
    const notes: StepNote[] = [];
    const waits = afterOf(ctx.props) === 'exits';
    const to = ctx.props.to ?? '';
    if (to.trim() === '') {
      notes.push({ code: 'no-target', message: 'There is no SIP address to go to.', field: 'to' });
      return { go: waits ? 'failed' : 'next', notes };
    }
    const twiml = [element('Refer', afterAttributes(ctx, 'Refer'), element('Sip', {}, to))];
    return waits ? { twiml, wait: true, notes } : { twiml, go: 'next', notes };
  },
  resume: ({ parameters }) => ({ go: exitOf(parameters), results: given(parameters, OUTPUTS) }),
  read: (verb) => {
    const [sip, ...others] = verb.children;
    const attributes = readAttributes(verb, 'Refer');
    if (!attributes || others.length > 0 || sip === undefined || typeof sip === 'string') return undefined;
    const to = textOf(sip.children);
    if (sip.tag !== 'Sip' || Object.keys(sip.attributes).length > 0 || !to?.trim()) return undefined;
    return { to: literal(to), ...attributes, ...readAfter(attributes) };
  },
});

const OUTPUTS = ['ReferCallStatus', 'ReferSipResponseCode', 'NotifySipResponseCode'];

/**
 * The status is missing where the phone would not take the REFER, and `in-progress` once the new call stands.
 * https://www.twilio.com/docs/voice/twiml/refer#refer-call-status-values
 */
function exitOf({
  ReferCallStatus = 'failed',
  ReferSipResponseCode = '202',
}: Readonly<Record<string, string>>): string {
  if (!ReferSipResponseCode.startsWith('2')) return 'failed';
  return EXIT_OF_STATUS[ReferCallStatus] ?? 'failed';
}

const EXIT_OF_STATUS: Readonly<Record<string, string>> = {
  'in-progress': 'transferred',
  completed: 'transferred',
  answered: 'transferred',
  busy: 'busy',
  'no-answer': 'noAnswer',
  canceled: 'noAnswer',
};
