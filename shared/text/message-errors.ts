/** Who the reader's next step concerns. */
export type MessageFailure = 'optedOut' | 'notReachable' | 'failed';

/**
 * What Twilio's error codes of messages say of the way on. Codes below 30000 refuse the request; the others come later, with a
 * status. https://www.twilio.com/docs/api/errors
 */
export function messageFailure(code: number | undefined): MessageFailure {
  if (code === OPTED_OUT) return 'optedOut';
  return code !== undefined && NOT_REACHABLE.has(code) ? 'notReachable' : 'failed';
}

/** An error code in a few words, as the end of a sentence; undefined for codes that are rare. */
export function messageErrorWords(code: number): string | undefined {
  return WORDS[code];
}

const OPTED_OUT = 21610;

const NOT_REACHABLE: ReadonlySet<number> = new Set([
  21211, 21214, 21217, 21265, 21401, 21407, 21408, 21421, 21604, 21612, 21614, 21635, 63003, 63024,
]);

const WORDS: Readonly<Record<number, string>> = {
  20003: 'Twilio refused the credentials',
  20404: 'the account was not found',
  20429: 'Twilio asked to slow down',
  21211: 'the number is not valid',
  21212: 'the sender is not a valid number',
  21214: 'the number cannot be reached',
  21217: 'the number is not valid',
  21265: 'a short code cannot get messages',
  21266: 'sender and recipient are the same number',
  21401: 'the number is not valid',
  21407: 'numbers of this kind get no text messages',
  21408: 'the account may not send to this region; allow it under Messaging → Geo permissions in the Twilio Console',
  21421: 'the number is not valid',
  21601: 'the sender cannot send text messages',
  21602: 'the message has no text',
  21603: 'the message has no sender',
  21604: 'the message has no recipient',
  21606: 'the sender is not a number of this account that can send text messages',
  21608: 'a trial account may only send to verified numbers',
  21610: 'they opted out of messages from this sender by answering STOP',
  21611: 'too many messages of this sender are still waiting to go out',
  21612: 'the number cannot be reached from this sender',
  21614: 'the number is not a mobile number',
  21617: 'the text is longer than 1600 characters',
  21620: 'a media address is not valid',
  21623: 'there are more than 10 files',
  21635: 'the number is a landline',
  21654: 'the content template was not found',
  21656: 'the content variables are not valid',
  21660: 'the sender does not belong to this account',
  21701: 'the messaging service does not exist',
  21703: 'the messaging service has no sender',
  21704: 'the messaging service has no sender',
  21910: 'sender and recipient are of different channels',
  30001: 'too many messages were waiting',
  30002: 'the account is suspended',
  30003: 'the phone is off, out of reach or cannot get text messages',
  30004: 'the recipient or the carrier blocked it',
  30005: 'the number is unknown or no longer in service',
  30006: 'the number is a landline, or the carrier cannot be reached',
  30007: 'the carrier filtered it as spam',
  30008: 'the carrier gave no reason',
  30010: 'it would have cost more than allowed',
  30011: 'pictures and files cannot be sent to this number',
  30019: 'the files are too large for the recipient',
  30022: 'more was sent than the US A2P registration allows',
  30023: 'the US carrier’s daily cap is used up',
  30032: 'the toll-free number is not verified',
  30034: 'the sender is not registered for US A2P 10DLC',
  30035: 'it waited longer than its validity period',
  30036: 'it waited longer than its validity period',
  30410: 'the carrier’s system did not answer',
  30453: 'Twilio suspects SMS pumping and held it back',
  30485: 'the sender ID is not registered there',
  63003: 'the recipient was not found on this channel',
  63007: 'the sender is not set up for this channel',
  63016: 'outside of 24 hours after their last message WhatsApp takes approved templates only',
  63018: 'the channel’s rate limit was met',
  63024: 'the recipient cannot get messages on this channel',
};
