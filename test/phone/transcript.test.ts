import { describe, expect, it } from 'vitest';
import type { Happening } from '../../shared/phone/events.ts';
import { teller } from '../../shared/phone/transcript.ts';

const told = (events: readonly (readonly [leg: string, happening: Happening])[]) => {
  const tell = teller();
  return events.flatMap(([leg, happening], order) => tell({ ...happening, leg, order, at: 0 }, 'CA0')?.text ?? []);
};
const ring = (leg: string, to: string) => [leg, { kind: 'ring', to, parent: 'CA0' }] as const;
const over = (leg: string, why: string) => [leg, { kind: 'status', status: 'completed', why }] as const;

describe('the conversation in words', () => {
  it('says once who is connected and who hung up, and nothing of the phones that stop ringing', () => {
    const lines = told([
      ring('CA1', '+15550100111'),
      ring('CA2', 'client:desk'),
      over('CA2', 'Somebody else answered.'),
      ['CA0', { kind: 'bridged', with: 'CA1' }],
      ['CA1', { kind: 'bridged', with: 'CA0' }],
      over('CA1', 'The party hung up.'),
      ['CA0', { kind: 'dialled', status: 'completed', seconds: 3 }],
      over('CA0', 'The party hung up.'),
    ]);
    expect(lines).toEqual([
      '+15550100111 rings',
      'client:desk rings',
      'Connected to +15550100111',
      '+15550100111 hung up',
      'The conversation is over (completed)',
      'The caller hung up.',
    ]);
  });

  it('names the phone that could not be had', () => {
    const lines = told([
      ring('CA1', '+15550100111'),
      over('CA1', 'The line is busy.'),
      ['CA0', { kind: 'dialled', status: 'busy', seconds: 0 }],
      ['CA0', { kind: 'bridged', with: 'an agent' }],
    ]);
    expect(lines.slice(1)).toEqual(['+15550100111: The line is busy.', 'The line is busy (busy)', 'Connected']);
  });

  it('says what happens beside the talk without the names of events', () => {
    const note = (what: string, details: Readonly<Record<string, string>>) =>
      told([['CA0', { kind: 'note', what, details }]])[0];
    expect(note('queue-join', { queue: 'support' })).toBe('Waits in the queue “support”');
    expect(note('queue-leave', { queue: 'support', result: 'bridged' })).toBe(
      'Left the queue “support”: somebody took the call',
    );
    expect(note('conference-join', { conference: 'weekly' })).toBe('In the conference “weekly”');
    expect(note('conference-join', { conference: 'weekly', call: 'CA1' })).toBe(
      'Somebody joined the conference “weekly”',
    );
    expect(note('paid', { Result: 'success' })).toBe('The payment went through');
    expect(note('paid', { Result: 'too-many-failed-attempts' })).toBe('The payment failed: too many wrong attempts');
    expect(note('stream-started', { name: 'orders' })).toBe('The call’s sound is being streamed (“orders”)');
    expect(note('recording-started', { name: `RE${'0a'.repeat(16)}` })).toBe('The call is being recorded');
    expect(note('sip-headers', { 'X-Team': 'sales' })).toBe('Passes on X-Team sales');
    expect(note('never-heard-of', { a: 'b' })).toBe('Never heard of: b');
  });
});
