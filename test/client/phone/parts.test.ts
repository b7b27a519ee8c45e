import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bubblesOf } from '../../../client/phone/bubbles.ts';
import { gone } from '../../../client/state/call/path.ts';
import { skipClock } from '../../../client/state/call/skip-clock.ts';
import type { PhoneLine } from '../../../client/state/call/types.ts';
import { spokenLanguage, voiceName } from '../../../client/state/call/voices.ts';
import { litBy } from '../../../client/state/lit.ts';
import { formatSeconds } from '../../../client/ui/format.ts';
import { nearestVoice } from '../../../client/ui/sound/speak.ts';

describe('a clock that can be pushed on', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const host = {
    now: () => Date.now(),
    after: (ms: number, job: () => void) => {
      const timer = setTimeout(job, ms);
      return () => clearTimeout(timer);
    },
  };

  it('jumps to the next timer and brings the others nearer', () => {
    const clock = skipClock(host);
    const rung: string[] = [];
    const start = clock.now();
    clock.after(5_000, () => rung.push(`first ${clock.now() - start}`));
    clock.after(8_000, () => rung.push(`second ${clock.now() - start}`));
    vi.advanceTimersByTime(1_000);
    expect(clock.skip(60_000)).toBe(true);
    vi.advanceTimersByTime(0);
    expect(rung).toEqual(['first 5000']);
    vi.advanceTimersByTime(2_999);
    expect(rung).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(rung).toEqual(['first 5000', 'second 8000']);
  });

  it('leaves limits alone, and knows when there is nothing to wait for', () => {
    const clock = skipClock(host);
    expect(clock.skip(60_000)).toBe(false);
    const stop = clock.after(14_400_000, () => {});
    expect(clock.skip(60_000)).toBe(false);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the way on the canvas', () => {
  const path = [
    { block: 'start', exit: 'next' },
    { block: 'a', exit: 'next' },
    { block: 'b', exit: 'next' },
    { block: 'menu' },
  ];

  it('goes no further than the block that is heard', () => {
    expect(gone(path, 0, 'a')).toEqual([{ block: 'start', exit: 'next' }, { block: 'a' }]);
    expect(gone(path, 0, 'menu')).toEqual(path);
    expect(gone(path, 3, 'b')).toEqual(path.slice(0, 3));
  });

  it('lights blocks and cords, and keeps the latest cord until another is taken', () => {
    const lit = litBy({ path: path.slice(0, 2), block: 'b' });
    expect([lit.live, [...lit.blocks], [...lit.cords], lit.latest]).toEqual([
      'b',
      ['start', 'a'],
      ['start:next', 'a:next'],
      { cord: 'a:next', count: 1 },
    ]);
    expect(litBy({ path: path.slice(0, 2), block: 'c' }, lit).latest).toBe(lit.latest);
    expect(litBy({ path, block: 'menu' }, lit).latest).toEqual({ cord: 'b:next', count: 2 });
  });
});

describe('bubbles', () => {
  const line = (part: Partial<PhoneLine>): PhoneLine => ({
    order: 1,
    at: 0,
    leg: 'CA',
    who: 'caller',
    text: '',
    ...part,
  });

  it('puts the hidden digits of a payment into one bubble', () => {
    const keys = ['•', '•', '•', '•', '#'].map((text, order) => line({ order, text, block: 'pay' }));
    expect(bubblesOf(keys).map(({ text }) => text)).toEqual(['•••• #']);
  });

  it('puts keys of one answer together and says where nothing listened', () => {
    const bubbles = bubblesOf([
      line({ order: 1, who: 'app', heard: 'say', text: 'Your number?', block: 'ask' }),
      line({ order: 2, text: '4', block: 'ask' }),
      line({ order: 3, text: '2', block: 'ask' }),
      line({ order: 4, text: '#', block: 'next' }),
      line({ order: 5, text: '7 (nothing listens)', block: 'next' }),
      line({ order: 6, who: 'line', text: 'Connected' }),
      line({ order: 7, who: 'app', text: 'Dials +15550100111' }),
    ]);
    expect(bubbles.map(({ kind, text, aside }) => [kind, text, aside])).toEqual([
      ['flow', 'Your number?', undefined],
      ['caller', '4 2', undefined],
      ['caller', '#', undefined],
      ['caller', '7', 'Nothing listens'],
      ['quiet', 'Connected', undefined],
      ['quiet', 'Dials +1\u00a0555\u00a0010\u00a00111', undefined],
    ]);
  });
});

describe('voices', () => {
  const voice = (name: string, lang: string, standard = false) => ({ name, lang, default: standard });
  const voices = [
    voice('Anna', 'de-DE', true),
    voice('Daniel', 'en-GB'),
    voice('Samantha', 'en-US'),
    voice('Amy', 'en_GB'),
  ];

  it('takes the nearest one the browser has', () => {
    const named = (language: string, name?: string) => nearestVoice(voices, { language, voice: name })?.name;
    expect([named('en-US'), named('en-GB'), named('en-GB', 'Amy'), named('en-AU'), named('fr-FR')]).toEqual([
      'Samantha',
      'Daniel',
      'Amy',
      'Daniel',
      undefined,
    ]);
  });

  it('knows what language a Twilio voice speaks', () => {
    expect(spokenLanguage({ voice: 'Polly.Vicki-Neural' }, 'en-US')).toBe('de-DE');
    expect(spokenLanguage({ voice: 'Polly.Vicki-Neural', language: 'fr-FR' }, 'en-US')).toBe('fr-FR');
    expect(spokenLanguage({}, 'en-GB')).toBe('en-GB');
    expect([voiceName('Polly.Joanna-Neural'), voiceName('alice'), voiceName(undefined)]).toEqual([
      'Joanna',
      undefined,
      undefined,
    ]);
  });
});

it('formats how long a call lasted', () => {
  expect([0, 14, 75, 3723].map(formatSeconds)).toEqual(['0:00', '0:14', '1:15', '1:02:03']);
});
