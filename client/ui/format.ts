import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A phone number for reading: `+1 555 010 0199`; what is no number (a client's name, a SIP address) stays as it is. */
export function formatPhone(number: string): string {
  if (!/^\+\d{5,15}$/.test(number)) return number;
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

/** A sentence with its phone numbers as `formatPhone` writes them. */
export function formatPhones(text: string): string {
  return text.replace(/\+\d{7,15}\b/g, formatPhone);
}

/** A time for reading: only the time of day for today, the day with it otherwise. */
export function formatTime(at: number, now: number = Date.now()): string {
  const date = new Date(at);
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  if (date.toDateString() === new Date(now).toDateString()) return date.toLocaleTimeString(undefined, time);
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', ...time };
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleString(undefined, sameYear ? day : { ...day, year: 'numeric' });
}

/** A moment as it was written down, on the clock of its own place: `Dec 25, 2026, 10:00 AM (-05:00)`. @param written ISO 8601 with an offset */
export function formatMoment(written: string): string {
  const [, local = written, offset = ''] = /^(.*?)(Z|[+-]\d\d:\d\d)$/.exec(written) ?? [];
  const words = new Date(`${local}Z`).toLocaleString(undefined, {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZone: 'UTC',
  });
  return `${words} (${offset === 'Z' ? 'UTC' : offset})`;
}

/** Time of day to the second, for logs. */
export function formatClock(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** A span for reading: `4 ms`, `1.2 s`, `2:05`. */
export function formatSpan(ms: number): string {
  if (ms < 1000) return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How long a call has lasted: `0:14`, `1:02:03`. */
export function formatSeconds(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
