import type { Effect, MessageEffect, Outcome, VoicemailEffect } from '../effect.ts';
import type { Happening } from '../phone/events.ts';
import { messageErrorWords } from '../text/message-errors.ts';
import { isParty } from './plain.ts';

export interface Pretence {
  /** Numbers to which Twilio refuses messages, with its error code: `{ "+15550100199": 21610 }`. */
  readonly refused: Readonly<Record<string, number>>;
  /** How many effects there were, this one included. */
  readonly count: number;
}

/** What would come of an effect, and how it shows in the call. Nothing is done. */
export function pretend(effect: Effect, pretence: Pretence): Performed {
  return effect.kind === 'message' ? message(effect, pretence) : voicemail(effect);
}

export interface Performed {
  readonly outcome: Outcome;
  readonly happening: Happening;
}

function message({ form }: MessageEffect, { refused, count }: Pretence): Performed {
  const { To: to, From, MessagingServiceSid, Body = '', MediaUrl = [] } = form;
  const code = Object.entries(refused).find(([number]) => isParty(number, to))?.[1];
  if (code !== undefined) {
    const reason = messageErrorWords(code) ?? 'Twilio refused it';
    return {
      outcome: { kind: 'message', result: 'refused', code, reason: `The message was not sent: ${reason} (${code}).` },
      happening: { kind: 'note', what: 'message-refused', details: { to, reason: `${reason} (${code})` } },
    };
  }
  const sid = `SM${count.toString(16).padStart(32, '0')}`;
  const body = Body || MediaUrl.join(' ') || form.ContentSid || '';
  return {
    outcome: { kind: 'message', result: 'accepted', sid, status: 'queued' },
    happening: { kind: 'sms', to, from: From ?? MessagingServiceSid ?? '', body, rest: true },
  };
}

function voicemail({ box, seconds, notice }: VoicemailEffect): Performed {
  const details = { box, seconds: String(seconds), ...(notice && { tells: notice.to.join(', '), text: notice.text }) };
  return { outcome: { kind: 'voicemail', result: 'accepted' }, happening: { kind: 'note', what: 'voicemail', details } };
}
