import type { Operation, Schema } from './description.ts';

/**
 * Where Twilio's description is known to say less, or something else, than the real API does. Each with its source.
 * Everything not named here is judged as described.
 */

/** Operations the description leaves out. */
export const BEYOND_DESCRIPTION: readonly (Omit<Operation, 'path'> & {
  readonly file: string;
  readonly path: string;
})[] = [
  // A recording's sound. https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media
  ...['.mp3', '.wav', ''].map((ending) => ({
    file: 'twilio_api_v2010',
    id: 'FetchRecordingMedia',
    method: 'GET',
    path: `/2010-04-01/Accounts/{AccountSid}/Recordings/{Sid}${ending}`,
    parameters: {
      path: {
        type: 'object',
        properties: {
          AccountSid: { type: 'string', pattern: '^AC[0-9a-fA-F]{32}$' },
          Sid: { type: 'string', pattern: '^RE[0-9a-fA-F]{32}$' },
        },
        required: ['AccountSid', 'Sid'],
      },
      query: {
        type: 'object',
        properties: { RequestedChannels: { type: 'integer', enum: [1, 2] }, Download: { type: 'boolean' } },
        required: [],
      },
      form: { type: 'object', properties: {}, required: [] },
    },
    answers: new Map([[200, null]]),
    examples: [],
  })),
];

/**
 * What a request may say in a parameter although its schema does not.
 *
 * @param schema of the parameter
 * @param text as it was sent
 */
export function requestMay(operation: string, schema: Schema, text: string): boolean {
  // An empty text clears a URL or a sid; numbers without one show an empty text in the description's own examples.
  if (text === '' && operation.startsWith('Update') && (schema.format === 'uri' || schema.pattern !== undefined))
    return true;
  // Times to list by may be days: `StartTime>=2009-07-06`. https://www.twilio.com/docs/voice/api/call-resource#filter-calls
  if (schema.format === 'date-time' && operation.startsWith('List') && /^\d{4}-\d\d-\d\d$/.test(text)) return true;
  if (schema.format !== 'phone-number') return false;
  // Part of a number, `*` for any digit: the description of the parameter says so.
  if (/^List(IncomingPhoneNumber|AvailablePhoneNumber)/.test(operation)) return /^[+*\d]+$/.test(text);
  // Calls and messages are also from and to clients, SIP addresses, short codes, senders with a name and channels.
  // https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
  return (
    /(Call|Message)$/.test(operation) && /^((client|sip|whatsapp|messenger):.+|\d{3,8}|[A-Za-z0-9 ]{1,11})$/.test(text)
  );
}

/** Properties of answers that the description's examples show and its schemas leave out. */
export const BEYOND_SCHEMA = ['subresource_uris', 'type', 'annotation', 'tags'];

const AS_TEXT = ['price', 'base_price', 'current_price', 'latitude', 'longitude'];

/** What a property of an answer may be although its schema says otherwise; the schema to judge it by. */
export function answerSchema(name: string, schema: Schema): Schema {
  // A sid that is not set shows as an empty text in the description's own examples (`voice_application_sid`).
  if (schema.type === 'string' && schema.pattern !== undefined && /_sid$/.test(name))
    return { ...schema, pattern: `^$|${schema.pattern}`, minLength: 0 };
  // Prices and a number's place are numbers in the schemas and texts in the description's examples.
  if (schema.type === 'number' && AS_TEXT.includes(name)) return { type: 'string', nullable: true };
  // The friendly name of a number is a number for people: "(808) 925-1571". A message's From is what `requestMay` lets through.
  if (schema.format === 'phone-number' && (name === 'friendly_name' || name === 'from'))
    return { type: 'string', nullable: true };
  return schema;
}
