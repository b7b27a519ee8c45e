import { boolean } from './boolean.ts';
import { choice } from './choice.ts';
import type { NumberOptions } from './number.ts';
import { number } from './number.ts';
import { text } from './text.ts';

/** Seconds a message may wait at Twilio. */
export const VALIDITY = { min: 1, max: 36_000, unit: 's' } as const satisfies NumberOptions;

/**
 * The further parameters of a message that is sent through the REST API.
 * https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
export const messageOptions = {
  contentSid: text({
    label: 'Content template',
    term: 'ContentSid',
    hint: 'Outside of 24 hours WhatsApp takes approved templates only',
    group: 'more',
    options: { pattern: '^HX[0-9a-fA-F]{32}$', form: 'HX and 32 digits from 0 to f' },
  }),
  contentVariables: text({
    label: 'Values for the template',
    term: 'ContentVariables',
    hint: 'JSON, such as {"1": "Monday"}',
    group: 'more',
    options: { multiline: true },
    when: (props) => Boolean(props.contentSid),
  }),
  validityPeriod: number({
    label: 'Give up if it cannot be handed on within',
    term: 'ValidityPeriod',
    group: 'more',
    options: VALIDITY,
    placeholder: '36000',
  }),
  smartEncoded: boolean({
    label: 'Replace characters that make it longer by similar ones',
    term: 'SmartEncoded',
    group: 'more',
    options: { default: false },
  }),
  shortenUrls: boolean({
    label: 'Shorten web addresses',
    term: 'ShortenUrls',
    hint: 'Needs a messaging service with link shortening',
    group: 'more',
    options: { default: false },
  }),
  sendAsMms: boolean({
    label: 'Send as MMS even without files',
    term: 'SendAsMms',
    group: 'more',
    options: { default: false },
  }),
  contentRetention: choice({
    label: 'Text kept at Twilio',
    term: 'ContentRetention',
    group: 'more',
    placeholder: 'retain',
    options: {
      values: [
        { value: 'retain', label: 'Keep it' },
        { value: 'discard', label: 'Discard it' },
      ],
    },
  }),
  addressRetention: choice({
    label: 'Number kept at Twilio',
    term: 'AddressRetention',
    group: 'more',
    placeholder: 'retain',
    options: {
      values: [
        { value: 'retain', label: 'Keep it' },
        { value: 'obfuscate', label: 'Hide its end' },
      ],
    },
  }),
  riskCheck: choice({
    label: 'Check against SMS pumping',
    term: 'RiskCheck',
    group: 'more',
    placeholder: 'enable',
    options: {
      values: [
        { value: 'enable', label: 'Check' },
        { value: 'disable', label: 'Do not check' },
      ],
    },
  }),
} as const;
