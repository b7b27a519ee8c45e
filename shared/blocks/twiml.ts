import { defineBlock, type StepNote } from '../block.ts';
import { verbsOf } from '../fields/check-twiml.ts';
import { readOwnTwiml } from '../fields/own-twiml.ts';
import { twiml as twimlField } from '../fields/twiml.ts';

/** Speaks TwiML as its author wrote it, whatever elements and attributes it holds; https://www.twilio.com/docs/voice/twiml */
export const twiml = defineBlock({
  type: 'twiml',
  title: 'Own TwiML',
  term: 'TwiML',
  verbs: (props) => verbsOf(props.xml ?? ''),
  about: 'Speaks TwiML that you write yourself, exactly as it stands.',
  keywords: ['xml', 'raw', 'custom', 'code'],
  group: 'data',
  icon: 'code-xml',
  docs: 'https://www.twilio.com/docs/voice/twiml',
  fields: {
    xml: twimlField({
      label: 'TwiML',
      hint: 'One or more verbs. Type < for what fits here, {{ for a variable.',
      required: true,
      initial: '<Say>Thank you for calling.</Say>',
    }),
  },
  exits: () => [{ name: 'next', label: 'Then', ends: true }],
  summary: (props) => {
    const xml = props.xml ?? '';
    if (xml.trim() === '') return 'Speaks nothing yet';
    const tags = verbsOf(xml);
    return tags.length === 0 ? 'Holds no verb that can be read' : tags.map((tag) => `<${tag}>`).join(' ');
  },
  run: (ctx) => {
    const notes: StepNote[] = [];
    const read = readOwnTwiml(ctx.props.xml ?? '');
    const note = (code: string, message: string): void => void notes.push({ code, message, field: 'xml' });
    if (!read.ok) {
      const { line, column, message } = read.error;
      note('bad-twiml', `The TwiML cannot be read and was left out. Line ${line}, column ${column}: ${message}`);
      return { go: 'next', notes };
    }
    if (read.verbs.length === 0) note('empty-twiml', 'There is no TwiML to speak.');
    if (read.stray !== '') note('stray-text', `Text outside of verbs was left out: "${read.stray.slice(0, 60)}".`);
    return { twiml: read.verbs, go: 'next', notes };
  },
});
