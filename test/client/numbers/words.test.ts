import { describe, expect, it } from 'vitest';
import { buttonWords, changesOf } from '../../../client/publish/plan-words.ts';
import {
  answererWords,
  formerWords,
  numberTitle,
  obstacleOf,
  settingLines,
} from '../../../client/state/number-words.ts';
import { desk, line, number } from './support.ts';

const FW = `FW${'0123abcd'.repeat(4)}`;
const AP = `AP${'0123abcd'.repeat(4)}`;
const STUDIO = `https://webhooks.twilio.com/v1/Accounts/AC${'1'.repeat(32)}/Flows/${FW}`;

describe('what answers', () => {
  it('is said in a few words, whatever it is', () => {
    expect(answererWords(desk)).toBe('Front desk, version 3');
    const gone = { kind: 'flow', flow: 'old', name: null, version: null } as const;
    expect(answererWords({ ...gone, environment: 'live' })).toBe('old, not published');
    expect(answererWords({ ...gone, environment: 'staging' })).toBe('old in staging, not running there');
    expect(answererWords({ ...gone, name: 'Desk', environment: 'staging', version: 2 })).toBe(
      'Desk in staging, version 2',
    );
    expect(answererWords({ kind: 'studio', flowSid: FW, url: STUDIO })).toBe('Studio flow FW0123…abcd');
    expect(answererWords({ kind: 'url', url: 'https://ivr.example.com/' })).toBe('ivr.example.com');
    expect(answererWords({ kind: 'application', sid: AP, name: null, to: null })).toBe('TwiML app AP0123…abcd');
    expect(answererWords({ kind: 'application', sid: AP, name: 'Desk', to: desk })).toBe(
      'TwiML app Desk → Front desk, version 3',
    );
    expect(answererWords({ kind: 'service', sid: 'MG1', name: 'Reminders', to: { kind: 'none' } })).toBe(
      'Messaging Service Reminders',
    );
    expect(answererWords({ kind: 'none' })).toBe('nothing');
  });

  it('before Patchcord is told by what can be put back: an app beats a URL', () => {
    expect(formerWords({ VoiceUrl: STUDIO, VoiceApplicationSid: '' })).toBe('Studio flow FW0123…abcd');
    expect(formerWords({ VoiceUrl: 'https://x.example.com', VoiceApplicationSid: AP })).toBe('TwiML app AP0123…abcd');
    expect(formerWords({ SmsUrl: 'https://x.example.com/in' })).toBe('x.example.com/in');
    expect(formerWords({ VoiceUrl: null })).toBe('nothing');
  });

  it('shows settings with their methods, and what was empty where it says something', () => {
    expect(
      settingLines({
        VoiceUrl: STUDIO,
        VoiceMethod: 'GET',
        VoiceFallbackUrl: '',
        VoiceFallbackMethod: 'POST',
        StatusCallback: null,
        VoiceApplicationSid: '',
      }),
    ).toEqual([
      ['VoiceUrl', `GET ${STUDIO}`],
      ['VoiceFallbackUrl', ''],
      ['StatusCallback', ''],
    ]);
  });

  it('names a number with the name it was given, but not with the number twice', () => {
    expect(numberTitle(number(1, { friendlyName: 'Main line' }))).toBe('+1 555 010 0001 (Main line)');
    expect(numberTitle(number(1, { friendlyName: '(555) 010-0001' }))).toBe('+1 555 010 0001');
    expect(numberTitle(number(1, { friendlyName: '2024' }))).toBe('+1 555 010 0001 (2024)');
  });

  it('says why a line cannot be pointed at a flow', () => {
    expect(obstacleOf(number(1), 'voice')).toBeUndefined();
    expect(obstacleOf(number(1, { messaging: { ...line(), possible: false } }), 'messaging')).toBe(
      'cannot take messages',
    );
    expect(obstacleOf(number(1, { operation: 'op' }), 'voice')).toContain('earlier change');
    expect(obstacleOf(number(1, { voice: line({ kind: 'trunk', sid: 'TK1' }) }), 'voice')).toContain('trunk');
    const service = { kind: 'service', sid: 'MG1', name: 'Reminders', to: { kind: 'none' } } as const;
    expect(obstacleOf(number(1, { messaging: line(service) }), 'messaging')).toContain('service');
  });
});

describe('what publishing will change', () => {
  it('is a line for each channel of each chosen number', () => {
    const known = [number(1, { voice: line({ kind: 'studio', flowSid: FW, url: STUDIO }) }), number(2)];
    const choices = [{ sid: known[0]?.sid ?? '', voice: true, messaging: true }];
    const changes = changesOf({ name: 'Main menu', version: 3, choices, known });
    expect(changes.map(({ subject, now, then }) => `${subject} ${now} → ${then}`)).toEqual([
      '+1 555 010 0001 answers calls with Studio flow FW0123…abcd now → Main menu, version 3',
      '+1 555 010 0001 answers messages with nothing now → Main menu, version 3',
    ]);
  });

  it('is what the button says', () => {
    expect(buttonWords(true, 1, 0)).toBe('Publish version 1');
    expect(buttonWords(true, 4, 3)).toBe('Publish version 4 to 3 numbers');
    expect(buttonWords(true, null, 0)).toBe('Publish');
    expect(buttonWords(false, 4, 1)).toBe('Publish to 1 number');
    expect(buttonWords(true, 4, 2, 'staging')).toBe('Publish version 4 to staging and 2 numbers');
    expect(buttonWords(false, 4, 1, 'staging')).toBe('Publish to 1 number');
  });
});
