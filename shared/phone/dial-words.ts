/** How a Dial ended, as people say it, with Twilio's `DialCallStatus` beside it. */
export function dialWords(status: string): string {
  const words = DIAL_ENDS[status];
  return words === undefined ? `Dial ended: ${status}` : `${words} (${status})`;
}

const DIAL_ENDS: Readonly<Record<string, string>> = {
  completed: 'The conversation is over',
  answered: 'The conversation is over',
  busy: 'The line is busy',
  'no-answer': 'Nobody answered',
  failed: 'Nobody could be reached',
  canceled: 'The caller hung up first',
};
