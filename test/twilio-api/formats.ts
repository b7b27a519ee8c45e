import type { Format } from 'ajv';

/** What the formats in Twilio's description stand for. An unlisted one is an error, so that none goes unjudged. */
export const REQUEST_FORMATS: Readonly<Record<string, Format>> = {
  uri: isWebAddress,
  'http-method': /^(GET|POST)$/,
  'phone-number': /^\+[1-9]\d{6,14}$/,
  /** Who is called or calls. https://www.twilio.com/docs/voice/api/call-resource#create-a-call */
  endpoint: /^(\+[1-9]\d{6,14}|(client|sip|sips):.+)$/,
  'iso-country-code': /^[A-Z]{2}$/,
  currency: /^[A-Z]{3}$/,
  /** At most 4000 characters. https://www.twilio.com/docs/voice/api/call-resource#twiml */
  twiml: (text: string) => text.length <= 4000 && /^\s*(<\?xml[^>]*\?>\s*)?<Response[\s/>]/.test(text),
};

/** As above; in answers a URL may also be empty (not set) or a path at Twilio, as the description's examples show. */
export const ANSWER_FORMATS: Readonly<Record<string, Format>> = {
  ...REQUEST_FORMATS,
  uri: (text: string) => text === '' || text.startsWith('/') || isWebAddress(text),
  /** https://www.twilio.com/docs/usage/twilios-response#response-formats-list-paging-information */
  'date-time-rfc-2822':
    /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}$/,
};

function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol) && !/\s/.test(text);
  } catch {
    return false;
  }
}
