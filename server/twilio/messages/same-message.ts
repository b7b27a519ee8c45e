import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message.js';
import type { MessageEffect } from '../../../shared/effect.ts';
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
  if (message.direction !== 'outbound-api' || message.to !== form.To) return false;
  const sender =
    form.From === undefined ? message.messagingServiceSid === form.MessagingServiceSid : message.from === form.From;
  if (!sender) return false;
  const created = message.dateCreated?.getTime() ?? Number.NaN;
  // Twilio tells whole seconds, and its clock is not ours.
  if (!(created >= at - EARLIER && created <= at + LATER)) return false;
  // Twilio changes these texts itself.
  if (form.SmartEncoded || form.ShortenUrls || form.ContentSid !== undefined) return true;
  return (message.body ?? '').trim() === (form.Body ?? '').trim();
}

const EARLIER = 10_000;
const LATER = 120_000;
