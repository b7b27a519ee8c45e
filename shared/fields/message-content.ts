import { element, type TwimlElement } from '../twiml/element.ts';

/** What a message says: its text and the addresses of its files. */
export interface MessageContent {
  readonly body?: string;
  readonly media?: readonly string[];
}

/**
 * The children of a Message; none where there is nothing to send.
 * https://www.twilio.com/docs/messaging/twiml/message#nest-other-elements-in-message
 */
export function messageChildren({ body = '', media = [] }: MessageContent): readonly TwimlElement[] {
  const files = media.map((address) => address.trim()).filter((address) => address !== '');
  return [
    ...(body.trim() === '' ? [] : [element('Body', {}, body)]),
    ...files.map((address) => element('Media', {}, address)),
  ];
}

/** What is sent, for a card; empty where nothing is. */
export function messageSummary({ body = '', media = [] }: MessageContent): string {
  const text = body.trim();
  const files = media.length === 0 ? '' : `${media.length} ${media.length === 1 ? 'file' : 'files'}`;
  return [text && `“${text}”`, files].filter(Boolean).join(' and ');
}
