import { describe, expect, it } from 'vitest';
import { isFoundBy } from '../../client/palette/find-block.ts';
import { blocks } from '../../shared/blocks/index.ts';

const found = (words: string): string[] => blocks.filter((block) => isFoundBy(block, words)).map(({ type }) => type);

describe('finding a block', () => {
  it.each([
    ['forward', ['dial', 'refer']],
    ['whisper', ['dial']],
    ['hold music', ['enqueue']],
    ['credit card', ['pay']],
    ['meeting', ['conference']],
    ['voicemail', ['record']],
    ['ivr', ['menu']],
    ['xml', ['twiml']],
    ['webhook', ['redirect']],
    ['bot', ['agent']],
    ['text to speech', ['say']],
    ['ConversationRelay', ['agent']],
    ['relay', ['agent']],
  ])('%s', (words, types) => {
    expect(found(words)).toEqual(expect.arrayContaining(types));
    expect(found(words).length).toBeLessThan(4);
  });

  it('begins words and does not find them inside others', () => {
    expect(found('ring')).toEqual(['dial']);
    expect(found('')).toHaveLength(blocks.length);
    expect(found('no such thing')).toEqual([]);
  });
});
