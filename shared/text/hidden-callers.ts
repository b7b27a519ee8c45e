/** Whether a caller's number is none: it is hidden, or stands for callers without one. https://help.twilio.com/articles/223179988 */
export function isHiddenCaller(number: string): boolean {
  return HIDDEN.has(number.trim().toLowerCase());
}

const HIDDEN: ReadonlySet<string> = new Set([
  ...['', 'anonymous', 'restricted', 'unavailable', 'unknown', 'private', 'blocked'],
  ...['+266696687', '+7378742833', '+2562533', '+8566696', '+86282452253'],
]);
