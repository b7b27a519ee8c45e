/**
 * What a quality warning of the SDK means to somebody on the phone.
 * https://www.twilio.com/docs/voice/sdks/javascript/twiliocall#warning-event
 */
export function warningWords(name: string): string {
  return WORDS[name] ?? `The call’s quality is poor (${name}).`;
}

const WORDS: Readonly<Record<string, string>> = {
  'high-rtt': 'Sound takes long to arrive: both sides may talk over each other.',
  'low-mos': 'The sound is poor.',
  'high-jitter': 'Sound arrives unevenly: words may be chopped. A cable instead of Wi-Fi helps.',
  'high-packet-loss': 'Part of the sound is lost on the way. A cable instead of Wi-Fi helps.',
  'high-packets-lost-fraction': 'Part of the sound is lost on the way. A cable instead of Wi-Fi helps.',
  'low-bytes-received': 'No sound arrives.',
  'low-bytes-sent': 'No sound leaves this computer.',
  'ice-connectivity-lost': 'The connection for sound is lost; the phone tries to get it back.',
  'constant-audio-input-level': 'The microphone is silent. Is the right one chosen, and is it switched on?',
  'constant-audio-output-level': 'The other side is silent.',
};
