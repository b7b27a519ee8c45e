/** Swear words with all but their first letter masked. https://www.twilio.com/docs/voice/twiml/gather#profanityfilter */
export function maskProfanity(text: string): string {
  return text.replace(WORDS, (word) => word.charAt(0) + '*'.repeat(word.length - 1));
}

/** English ones only: what the recogniser masks is not published. */
const WORDS = /\b(?:ass(?:hole)?|bastard|bitch|bullshit|cunt|(?:mother)?fuck(?:er|ing|ed)?|shit(?:ty)?)\b/gi;
