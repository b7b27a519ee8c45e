import type { NewVoicemail } from '../../../server/store/voicemails.ts';
import { ACCOUNT, sidAt } from '../../twilio-api/makers.ts';

/** The `at`-th message as the webhooks put it into the inbox, so many minutes before `now`. */
export function messageAged(
  at: number,
  minutes: number,
  now = Date.now(),
  change: Partial<NewVoicemail> = {},
): NewVoicemail {
  const recording = sidAt('RE', at);
  return {
    recording,
    url: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Recordings/${recording}`,
    call: sidAt('CA', at),
    flow: 'small-office',
    block: 'message',
    visit: '1.0',
    box: 'Main',
    from: '+15550100199',
    to: '+15550100100',
    at: now - minutes * 60_000,
    seconds: 12,
    transcribed: true,
    tellBy: null,
    ...change,
  };
}
