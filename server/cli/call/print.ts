import type { PhoneEvent } from '../../../shared/phone/events.ts';
import { formEncode } from '../../../shared/phone/http/url.ts';
import type { TranscriptLine } from '../../../shared/phone/transcript.ts';

/** A line of the conversation, e.g. `0:09  caller  1`. */
export function conversationLine({ at, who, text }: TranscriptLine, start: number): string {
  return `${clock(at - start)}  ${who.padEnd(6)}  ${text.replace(/\s*[\r\n]\s*/g, ' ')}\n`;
}

function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A request or response as it went over the wire; nothing for other events. */
export function wire(event: PhoneEvent): string {
  if (event.kind === 'request') {
    const { method, url, headers, parameters, attempt } = event;
    const { pathname, search, host } = new URL(url);
    const body = method === 'POST' ? formEncode(parameters) : '';
    const again = attempt > 1 ? [`(try ${attempt})`] : [];
    return marked('>', [
      `${method} ${pathname}${search} HTTP/1.1`,
      `Host: ${host}`,
      ...fields(headers),
      '',
      body,
      ...again,
    ]);
  }
  if (event.kind !== 'response') return '';
  const { status, headers, body, failure } = event;
  if (status === undefined) return marked('<', [failure ?? 'No answer.']);
  return marked('<', [`HTTP/1.1 ${status}`, ...fields(headers), '', body]);
}

function fields(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => value.split('\n').map((one) => `${name}: ${one}`));
}

function marked(mark: string, lines: readonly string[]): string {
  const whole = lines.join('\n').replace(/\n+$/, '').split('\n');
  return `${whole.map((line) => `${mark} ${line}`.trimEnd()).join('\n')}\n\n`;
}
