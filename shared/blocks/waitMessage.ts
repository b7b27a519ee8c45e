import { defineBlock, LATE, type StepNote } from '../block.ts';
import { messageChildren, messageSummary } from '../fields/message-content.ts';
import { number, numberText } from '../fields/number.ts';
import { given } from '../fields/parameters.ts';
import { text } from '../fields/text.ts';
import { urls } from '../fields/urls.ts';
import { element } from '../twiml/element.ts';

/** Minutes that an answer is waited for. */
const DAY = 1_440;
const WAIT = { min: 1, max: 43_200, unit: 'min' } as const;

/** https://www.twilio.com/docs/messaging/guides/webhook-request */
const OUTPUTS = [
  'Body',
  'From',
  'To',
  'NumMedia',
  ...Array.from({ length: 10 }, (_, index) => [`MediaUrl${index}`, `MediaContentType${index}`]).flat(),
  ...['ProfileName', 'ButtonText', 'ButtonPayload', 'Latitude', 'Longitude', 'OptOutType'],
];

/** Asks by message and waits for what the same person writes next to the same number. */
export const waitMessage = defineBlock({
  type: 'waitMessage',
  title: 'Wait for an answer',
  term: 'Message',
  verbs: (props) => (messageChildren(props).length > 0 ? ['Message'] : []),
  about: 'Sends a question, if there is one, and waits for the next message of the same person to the same number.',
  keywords: ['sms', 'mms', 'whatsapp', 'conversation', 'reply'],
  group: 'ask',
  icon: 'message-square-quote',
  docs: 'https://www.twilio.com/docs/messaging/twiml/message',
  channels: ['messaging'],
  fields: {
    body: text({
      label: 'Question to send first',
      term: 'Body',
      hint: 'Type {{ to insert a variable',
      options: { multiline: true, maxLength: 1599, spoken: true },
      initial: 'How can we help you?',
    }),
    media: urls({ label: 'Pictures and other files', term: 'Media', options: { max: 10 } }),
    minutes: number({
      label: 'Wait for at most',
      hint: '60 are an hour, 1440 a day, 43200 thirty days',
      options: WAIT,
      placeholder: String(DAY),
    }),
  },
  exits: () => [
    { name: 'answered', label: 'An answer came' },
    { name: LATE, label: 'It came too late', ends: true },
  ],
  outputs: () => OUTPUTS,
  summary: (props) => {
    const asked = messageSummary(props);
    return asked === '' ? 'Waits for the next message' : asked;
  },
  run: ({ props }) => {
    const notes: StepNote[] = [];
    const children = messageChildren(props);
    const wanted = props.minutes === undefined || props.minutes === '' ? String(DAY) : numberText(props.minutes, WAIT);
    if (wanted === undefined) {
      const message = `"${String(props.minutes).slice(0, 40)}" is no number of minutes; the answer is waited for a day.`;
      notes.push({ code: 'bad-value', message, field: 'minutes' });
    }
    const messageWithin = Number(wanted ?? DAY) * 60_000;
    const twiml = children.length === 0 ? [] : [element('Message', {}, ...children)];
    return { twiml, wait: true, messageWithin, notes };
  },
  resume: ({ parameters, late }) => ({
    go: late ? LATE : 'answered',
    results: { ...given(parameters, OUTPUTS), Body: parameters.Body ?? '', NumMedia: parameters.NumMedia ?? '0' },
  }),
});
