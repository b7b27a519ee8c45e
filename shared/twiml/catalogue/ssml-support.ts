/** What a voice makes of SSML. */
export type SsmlSupport = 'none' | { readonly without: readonly string[] };

/**
 * Which SSML elements a voice speaks. The basic voices speak none; Polly's neural and generative voices know no emphasis, and
 * Google's Chirp voices neither emphasis nor a change of language. Without a voice the account's default speaks, which may be any.
 * https://www.twilio.com/docs/voice/twiml/say/text-speech, https://docs.aws.amazon.com/polly/latest/dg/supportedtags.html,
 * https://cloud.google.com/text-to-speech/docs/chirp3-hd
 */
export function ssmlSupport(voice: string | undefined): SsmlSupport {
  if (voice === 'man' || voice === 'woman' || voice === 'alice') return 'none';
  if (/^Polly\..*-(Neural|Generative)$/.test(voice ?? '')) return { without: ['emphasis'] };
  if (/^Google\..*-Chirp3-HD-/.test(voice ?? '')) return { without: ['emphasis', 'lang'] };
  return { without: [] };
}
