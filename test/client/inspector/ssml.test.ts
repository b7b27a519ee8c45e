import { describe, expect, it } from 'vitest';
import { markSsml, PAUSE_MARK, SSML_GROUPS, type SsmlMark, STRESS_MARK } from '../../../client/inspector/ssml.ts';
import { ssmlProblems } from '../../../shared/fields/check-ssml.ts';

/** The result of a mark on `marked`, whose selection lies between two bars (or at one); the new selection in the same way. */
function result(marked: string, mark: SsmlMark, ssml = false): string | undefined {
  const [before = '', words = '', rest = ''] = marked.split('|');
  const [middle, end] = marked.split('|').length === 2 ? ['', words] : [words, rest];
  const selected = { text: before + middle + end, from: before.length, to: before.length + middle.length };
  const found = markSsml(selected, mark, ssml);
  if (found === undefined) return undefined;
  const { text, from, to } = found;
  return `${text.slice(0, from)}|${text.slice(from, to)}|${text.slice(to)}`;
}

const named = (id: string): SsmlMark =>
  SSML_GROUPS.flatMap(({ marks }) => marks).find((mark) => mark.id === id) as SsmlMark;

describe('marks of speech', () => {
  it('wrap what is selected and keep it selected', () => {
    expect(result('Order |12345| is ready', named('digits'))).toBe(
      'Order <say-as interpret-as="digits">|12345|</say-as> is ready',
    );
    expect(result('Say |this | now', STRESS_MARK)).toBe('Say <emphasis level="strong">|this|</emphasis>  now');
  });

  it('wrap the word at the caret, and leave room where there is none', () => {
    expect(result('Wait a mo|ment', STRESS_MARK)).toBe('Wait a <emphasis level="strong">|moment|</emphasis>');
    expect(result('|', named('slower'))).toBe('<prosody rate="slow">||</prosody>');
  });

  it('put a pause behind the selection, with its length to be typed over', () => {
    expect(result('Hello| there', PAUSE_MARK)).toBe('Hello<break time="|500ms|"/> there');
    expect(result('Dr. |Smith|', named('sub'))).toBe('Dr. <sub alias="|other words|">Smith</sub>');
  });

  it('make plain text SSML without changing what it says', () => {
    expect(result('AT&T < {{ a | append: "<" }} |now|'.replace(' | append', ' ¦ append'), STRESS_MARK)).toBe(
      'AT&amp;T &lt; {{ a ¦ append: "<" }} <emphasis level="strong">|now|</emphasis>',
    );
    expect(result('AT&amp;T |now|', STRESS_MARK, true)).toBe('AT&amp;T <emphasis level="strong">|now|</emphasis>');
  });

  it('never cut through another mark or an expression', () => {
    expect(result('a <sub alias="x">|b</sub> c|', STRESS_MARK, true)).toBeUndefined();
    expect(result('a <su|b alias="x">b</sub>', PAUSE_MARK, true)).toBeUndefined();
    expect(result('a {{ call.Fr|om }}', PAUSE_MARK)).toBeUndefined();
    expect(result('a |<sub alias="x">b</sub>| c', STRESS_MARK, true)).toBe(
      'a <emphasis level="strong">|<sub alias="x">b</sub>|</emphasis> c',
    );
  });
});

describe('SSML that people write', () => {
  const said = (text: string, voice?: string) =>
    ssmlProblems(text, voice, '[0].say').map(({ severity, message }) => `${severity}: ${message}`);

  it('is checked for unknown elements and attributes, nesting and values, with the nearest name', () => {
    expect(said('Hi <brek time="1s"/>')).toEqual(['warning: brek is no TwiML element; the nearest is break.']);
    expect(said('<prosody rat="slow">Hi</prosody>')).toEqual([
      'warning: prosody has no attribute rat; the nearest is rate.',
    ]);
    expect(said('<s><p>Hi</p></s>')[0]).toMatch(/^error: p may not stand in s/);
    expect(said('<emphasis level="strog">Hi</emphasis>')[0]).toMatch(/^error: .*the nearest is strong/);
    expect(said('{{ name }} <break time="{{ wait }}"/>')).toEqual([]);
    expect(said('<emphasis>Hi')[0]).toMatch(/^error: This SSML cannot be read/);
  });

  it('is held to what its voice speaks', () => {
    expect(said('Hi <break/>', 'man')[0]).toContain('speaks no SSML');
    expect(said('<emphasis>Hi</emphasis>', 'Polly.Joanna-Neural')[0]).toContain('does not speak emphasis');
    expect(said('<emphasis>Hi</emphasis>', 'Polly.Joanna')).toEqual([]);
    expect(said('Plain', 'man')).toEqual([]);
  });
});
