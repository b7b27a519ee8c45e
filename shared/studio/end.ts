/** TwiML that takes a call and hangs up, and leaves a message unanswered. */
export const EMPTY_RESPONSE = '<Response/>';
