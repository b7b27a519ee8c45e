import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message.js';
import type { MessageEffect, MessageForm } from '../../../shared/effect.ts';
import type { Begun } from '../../webhooks/effects.ts';

type Found = Pick<
  MessageInstance,
  'to' | 'from' | 'body' | 'direction' | 'dateCreated' | 'messagingServiceSid' | 'numMedia'
>;

/** Whether a message of the account is the one that was to be sent: who to whom, when, and what it says. */
export function isSameMessage(
  message: Found,
  { effect: { form }, at }: Pick<Begun<MessageEffect>, 'effect' | 'at'>,
): boolean {
  if (message.direction !== 'outbound-api' || !isRecipient(message.to, form)) return false;
  const sender =
    form.From === undefined ? message.messagingServiceSid === form.MessagingServiceSid : message.from === form.From;
  if (!sender) return false;
  const created = message.dateCreated?.getTime() ?? Number.NaN;
  // Twilio tells whole seconds, and its clock is not ours.
  if (!(created >= at - EARLIER && created <= at + LATER)) return false;
  // Twilio changes these texts itself.
  if (form.SmartEncoded || form.ShortenUrls || form.ContentSid !== undefined) return true;
  const body = (message.body ?? '').trim();
  return body === (form.Body ?? '').trim() || (body === '' && isRedacted(message, form));
}

/**
 * An account may keep less of a message than was sent: no text, and `XXXX` for the last four digits of a number.
 * https://www.twilio.com/docs/messaging/guides/privacy-message-redaction
 */
function isRecipient(to: string, { To, AddressRetention }: MessageForm): boolean {
  return to === To || (AddressRetention !== 'retain' && to === `${To.slice(0, -4)}XXXX`);
}

/** What has no text but pictures, where none were sent, is another message. */
function isRedacted({ numMedia }: Found, { ContentRetention, MediaUrl }: MessageForm): boolean {
  return ContentRetention !== 'retain' && (MediaUrl !== undefined || Number(numMedia) === 0);
}

const EARLIER = 10_000;
const LATER = 120_000;
