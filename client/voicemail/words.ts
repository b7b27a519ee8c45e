import type { VoicemailView } from '../../shared/api/voicemails.ts';
import { isHiddenCaller } from '../../shared/text/hidden-callers.ts';
import { formatPhone, formatTime } from '../ui/format.ts';

/** Who left a message, for reading. */
export function callerWords({ from }: VoicemailView): string {
  return isHiddenCaller(from) ? 'Hidden number' : formatPhone(from);
}

/** What a message is called where it stands alone. */
export function titleOf(message: VoicemailView): string {
  return `Message from ${callerWords(message)}, ${formatTime(message.at)}`;
}

/** A mailbox for reading. */
export function boxWords(box: string): string {
  return box === '' ? 'No mailbox' : box;
}

/** Number that can be called back; undefined where there is none. */
export function callBackNumber({ from }: VoicemailView): string | undefined {
  return /^\+[1-9]\d{6,14}$/.test(from) && !isHiddenCaller(from) ? from : undefined;
}

/** Why a message cannot be heard; undefined where it can. */
export function whySilent({ sound }: VoicemailView): string | undefined {
  if (sound === 'absent') return 'Nothing can be heard in it: Twilio recorded only silence.';
  return sound === 'gone' ? 'Its recording is no longer at Twilio.' : undefined;
}

/** What was said, in short, or why that is not known; undefined where nobody wanted it. */
export function saidWords(message: VoicemailView): { readonly text: string; readonly spoken: boolean } | undefined {
  const silent = whySilent(message);
  const { transcription } = message;
  if (transcription?.status === 'completed') return { text: transcription.text, spoken: true };
  if (silent !== undefined) return { text: silent, spoken: false };
  if (transcription === null) return undefined;
  const text = transcription.status === 'in-progress' ? 'Being written down' : 'Could not be written down';
  return { text, spoken: false };
}

/** A name for the saved file, such as `2026-11-27 0934 Sales +15550100199`. */
export function fileName({ at, box, from }: VoicemailView): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}${two(date.getMinutes())} ${box} ${from}`
    .replace(/[^\p{L}\p{N} +._-]/gu, '')
    .replace(/ {2,}/g, ' ');
}
