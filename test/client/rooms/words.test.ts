import { describe, expect, it } from 'vitest';
import { arranged } from '../../../client/inspector/ManySelected.tsx';
import { spokenText } from '../../../client/inspector/widgets/ListenButton.tsx';
import { said } from '../../../client/state/turn-words.ts';
import { beginning } from '../../../client/tests/words.ts';
import { formatPhone, formatSpan } from '../../../client/ui/format.ts';

describe('words for people', () => {
  it('says what the caller did in a turn', () => {
    expect(said({ Digits: '2', CallStatus: 'in-progress' })).toBe('Pressed 2');
    expect(said({ SpeechResult: 'sales please' })).toBe('Said “sales please”');
    expect(said({ Body: 'Yes', NumMedia: '0' })).toBe('Wrote “Yes”');
    expect(said({ Body: 'Look', NumMedia: '1' })).toBe('Wrote “Look” with 1 file');
    expect(said({ Body: '', NumMedia: '2' })).toBe('Sent 2 files');
    expect(said({ CallStatus: 'ringing' })).toBe('Call comes in');
    expect(said({ DialCallStatus: 'no-answer' })).toBe('Nobody answered (no-answer)');
    expect(said({ Digits: '', CallStatus: 'in-progress' })).toBe('');
  });

  it('formats numbers and spans for reading and leaves names alone', () => {
    expect(formatPhone('+15550100199')).toBe('+1 555 010 0199');
    expect(formatPhone('client:front-desk')).toBe('client:front-desk');
    expect(formatPhone('+1')).toBe('+1');
    expect([2.34, 250, 1500, 125_000].map(formatSpan)).toEqual(['2.3 ms', '250 ms', '1.5 s', '2:05']);
  });

  it('says of a test whether somebody calls or writes', () => {
    const from = '+15550100111';
    expect(beginning({ from, steps: [{ press: '1' }] }, false)).toBe('A call from +1 555 010 0111');
    expect(beginning({ from, steps: [{ write: 'Hi' }] }, false)).toBe('A message from +1 555 010 0111');
    expect(beginning({ from, steps: [] }, true)).toBe('A message from +1 555 010 0111');
    expect(beginning({ from, steps: [], at: '2026-12-25T10:00:00-05:00', language: 'all' }, false)).toMatch(
      /^A call from \+1 555 010 0111, in every language, .*10:00.* \(-05:00\)$/,
    );
    const made = { http: { 'https://a.example/': {} }, functions: { total: 1 }, env: { place: 'x' } };
    const saved = beginning({ from, steps: [], at: '2026-11-27T21:37:00Z' }, false, 'America/New_York');
    expect(saved).toMatch(/4:37.*\(-05:00\)$|16:37.*\(-05:00\)$/);
    expect(beginning({ from, steps: [], ...made }, false)).toBe(
      'A call from +1 555 010 0111. Answers are made up of https://a.example/. What functions give is made up: total. Bindings of its own: place.',
    );
  });

  it('reads expressions as the word they end in and drops markup', () => {
    expect(spokenText('Hello {{ blocks.menu.Name | upcase }}, {% if a %}welcome{% endif %}', false)).toBe(
      'Hello Name, welcome',
    );
    expect(spokenText('One<break time="1s"/> two', true)).toBe('One two');
    expect(spokenText('1 < 2', false)).toBe('1 < 2');
  });

  it('aligns and spaces several blocks', () => {
    const layout = { a: [0, 0], b: [50, 10], c: [20, 100] } as const;
    expect(arranged(layout, ['a', 'b', 'c'], 'column')).toEqual({ a: [0, 0], b: [0, 10], c: [0, 100] });
    expect(arranged(layout, ['b', 'c'], 'row')).toEqual({ b: [50, 10], c: [20, 10] });
    expect(arranged(layout, ['c', 'b', 'a'], 'spread')).toEqual({ a: [0, 0], b: [50, 50], c: [20, 100] });
  });
});
