import type { RecordingView } from '../../shared/api/recordings.ts';
import { formatPhone, formatTime } from '../ui/format.ts';

/** What a recording is called where it stands alone: `Recording of 09:34`. */
export function titleOf({ startedAt }: RecordingView): string {
  return `Recording of ${formatTime(startedAt)}`;
}

/** How it was made, in the words of the product. https://www.twilio.com/docs/voice/api/recording#recording-properties */
export function sourceWords(source: string): string {
  return SOURCES[source] ?? source;
}

const SOURCES: Readonly<Record<string, string>> = {
  RecordVerb: 'Record',
  DialVerb: 'Dial',
  Conference: 'Conference',
  OutboundAPI: 'Call made by the API',
  Trunking: 'SIP trunk',
  StartCallRecordingAPI: 'Recording in the background',
  StartConferenceRecordingAPI: 'Conference, by the API',
};

/** A name for the saved file, such as `2026-11-27 0934 Front desk +15550100199`. */
export function fileName({ startedAt, origin, sid }: RecordingView): string {
  const date = new Date(startedAt);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const who = origin ? `${origin.flowName ?? origin.flow} ${origin.from}` : sid;
  return `${day} ${two(date.getHours())}${two(date.getMinutes())} ${who}`.replace(/[^\p{L}\p{N} +._-]/gu, '');
}

/** Who spoke with whom; the SID of the call where that is not known. */
export function partiesOf({ origin, callSid, conferenceSid }: RecordingView): { from: string; to: string } | string {
  if (origin) return { from: formatPhone(origin.from), to: formatPhone(origin.to) };
  return callSid ?? conferenceSid ?? '';
}
