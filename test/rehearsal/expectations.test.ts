import { describe, expect, it } from 'vitest';
import type { PhoneEvent } from '../../shared/phone/events.ts';
import { judge, type Scene } from '../../shared/rehearsal/expectations.ts';
import { isParty, plain } from '../../shared/rehearsal/plain.ts';
import { endOfUrl, shortWords } from '../../shared/rehearsal/short-words.ts';

const frame = { at: 0, leg: 'CA1' };

function scene(...events: PhoneEvent[]): Scene {
  const seen = events.map((event) => ({ event, block: undefined }));
  return {
    events: seen,
    mark: 0,
    cursor: { event: 0, offset: 0, used: [] },
    over: false,
    undecided: false,
    flow: undefined,
  };
}

describe('judge', () => {
  const sms: PhoneEvent = {
    ...frame,
    order: 1,
    kind: 'sms',
    to: '+15550100199',
    from: '+15550100100',
    body: 'You chose red, thank you.',
  };

  it('finds messages by a part of their text, and by whom they go to', () => {
    expect(judge({ sends: 'chose RED' }, scene(sms))).toEqual({ event: 1, offset: 0, used: [] });
    expect(judge({ sends: 'red', to: '+15550100199' }, scene(sms))).toBeDefined();
    expect(judge({ sends: 'red', to: '+15550100142' }, scene(sms))).toBeUndefined();
    expect(judge({ sends: 'blue' }, scene(sms))).toBeUndefined();
  });

  it('finds what happens beside the talk by its name, and by which one it is about', () => {
    const started: PhoneEvent = {
      ...frame,
      order: 1,
      kind: 'note',
      what: 'stream-started',
      details: { name: 'orders' },
    };
    expect(judge({ happens: 'stream-started' }, scene(started))).toBeDefined();
    expect(judge({ happens: 'stream-started', of: 'orders' }, scene(sms, started))).toBeDefined();
    expect(judge({ happens: 'stream-started', of: 'order' }, scene(started))).toBeUndefined();
    expect(judge({ happens: 'stream-stopped' }, scene(started))).toBeUndefined();
  });

  it('finds everybody of one dial in any order, each once, and the next dial after it', () => {
    const dial = (order: number, ...to: string[]): PhoneEvent => ({ ...frame, order, kind: 'dial', to });
    const dials = scene(dial(1, '+1', 'client:desk'), dial(2, '+1'));
    const first = judge({ dials: 'desk' }, dials);
    const second = first && judge({ dials: '+1' }, { ...dials, cursor: first });
    const third = second && judge({ dials: '+1' }, { ...dials, cursor: second });
    expect([first?.event, second?.event, third?.event]).toEqual([0, 0, 1]);
    expect(third && judge({ dials: '+1' }, { ...dials, cursor: third })).toBeUndefined();
  });
});

describe('judging again with each event', () => {
  const say = (text: string): PhoneEvent => ({
    ...frame,
    order: 1,
    kind: 'say',
    text,
    voice: undefined,
    language: undefined,
  });
  const pause: PhoneEvent = { ...frame, order: 1, kind: 'pause', seconds: 1 };
  const events = [
    say('Press one. Press'),
    pause,
    say('on'),
    say('e'),
    pause,
    pause,
    say('for sales, or press one two'),
    say('!'),
  ];
  const words = [
    'press one',
    'press one for',
    'ess o',
    'one for sales or',
    'two',
    'pressonepressoneforsales',
    'nobody',
    '!',
  ];

  it.each(words)('finds “%s” where judging everything at once finds it', (says) => {
    const starts = [
      { event: 0, offset: 0, used: [] },
      { event: 0, offset: 9, used: [] },
      { event: 3, offset: 1, used: [] },
    ];
    for (const cursor of starts) {
      const whole = { ...scene(...events), cursor };
      let found: ReturnType<typeof judge>;
      for (let count = 0; count <= events.length && !found; count++) {
        const since = Math.max(0, count - 1);
        found = judge({ says }, { ...whole, events: whole.events.slice(0, count), since });
      }
      expect(found).toEqual(judge({ says }, whole));
    }
  });
});

describe('words', () => {
  it.each([
    ['Zero–One, TWO!', 'zeroonetwo'],
    ['Öffnungszeiten: 9 – 17', 'öffnungszeiten917'],
    ['ﬁve', 'five'],
    ['…', '...'],
  ])('compares %s as %s', (text, expected) => expect(plain(text)).toBe(expected));

  it('knows parties with and without their scheme', () => {
    expect(isParty('desk', 'client:desk')).toBe(true);
    expect(isParty('sip:desk@example.com', 'sip:desk@example.com')).toBe(true);
    expect(isParty('+15550100', '+15550100111')).toBe(false);
  });

  it.each([
    ['Thank you. Goodbye.', 'Thank you. Goodbye.'],
    ['Thank you for calling Acme. For sales, press 1.', 'Thank you for calling Acme.'],
    [
      'Please leave your name, your number and a short message after the beep.',
      'Please leave your name, your number and a short message',
    ],
    ['!!! ???', '!!! ???'],
    ['営業時間は'.repeat(20), '営業時間は'.repeat(12)],
  ])('keeps of %s a beginning that is contained in it', (text, expected) => {
    expect(shortWords(text)).toBe(expected);
    expect(plain(text)).toContain(plain(shortWords(text)));
  });

  it('keeps the last part of an address', () => {
    expect(endOfUrl('https://example.com/a/tune.mp3?v=1#t')).toBe('/tune.mp3');
    expect(endOfUrl('https://example.com/')).toBe('https://example.com/');
  });
});
