import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeTwiml } from '../../shared/twiml/complete.ts';

/** Labels offered where `|` stands. */
function offered(marked: string, document?: 'voice' | 'messaging'): readonly string[] {
  const caret = marked.indexOf('|');
  return completeTwiml(marked.replace('|', ''), caret, document)?.options.map(({ label }) => label) ?? [];
}

/** The text after choosing one of the offers, with `|` for the caret. */
function chosen(marked: string, label: string): string {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completeTwiml(text, caret);
  const option = found?.options.find((one) => one.label === label);
  if (found === undefined || option === undefined) throw new Error(`"${label}" is not offered`);
  const insert = option.insert ?? option.label;
  return text.slice(0, found.from) + (insert.includes('|') ? insert : `${insert}|`) + text.slice(found.to);
}

describe('elements', () => {
  test('are those that may stand in the open one', () => {
    expect(offered('<|')).toEqual(expect.arrayContaining(['Say', 'Gather', 'Dial', 'Message']));
    expect(offered('<|', 'voice')).not.toContain('Message');
    expect(offered('<|')).not.toContain('Number');
    expect(offered('<Gather>\n  <|')).toEqual(['Say', 'Play', 'Pause', '/Gather']);
    expect(offered('<Dial><Number>1</Number><|</Dial>')).toEqual(expect.arrayContaining(['Number', 'Sip', '/Dial']));
    expect(offered('<Say>Hello <|')).toEqual(expect.arrayContaining(['break', 'say-as', '/Say']));
    expect(offered('<Message><|')).toEqual(['Body', 'Media', '/Message']);
  });

  test('inside a whole document are those of the document', () => {
    expect(offered('<?xml version="1.0"?><Response><Say>a > b</Say><!-- <Dial> --><Pause/><|')).toContain('Gather');
  });

  test('take the place of the name that stands there, and close what is open', () => {
    expect(chosen('<Gather><Sa|y>', 'Say')).toBe('<Gather><Say|>');
    expect(chosen('<Say>Hi</|', 'Say')).toBe('<Say>Hi</Say>|');
    expect(chosen('<Say>Hi</|>', 'Say')).toBe('<Say>Hi</Say|>');
    expect(chosen('<Say>Hi<|', '/Say')).toBe('<Say>Hi</Say>|');
  });
});

describe('attributes', () => {
  test('are those of the tag in its place that it does not have yet', () => {
    const some = offered('<Gather numDigits="1" |/>');
    expect(some).toEqual(expect.arrayContaining(['timeout', 'input']));
    expect(some).not.toContain('numDigits');
    expect(offered('<Dial><Sip |')).toContain('username');
    expect(offered('<Unheard |')).toEqual([]);
  });

  test('bring their quotes, unless they are there', () => {
    expect(chosen('<Say vo|', 'voice')).toBe('<Say voice="|"');
    expect(chosen('<Say vo|="man"', 'voice')).toBe('<Say voice|="man"');
  });

  test('say which are required or outdated', () => {
    const marks = completeTwiml('<Say><say-as ', 13)?.options.map(({ label, mark }) => `${label} ${mark}`);
    expect(marks).toContain('interpret-as required');
  });
});

describe('values', () => {
  test('are those of the list, true and false, or nothing', () => {
    expect(offered('<Say><emphasis level="|"')).toEqual(['strong', 'moderate', 'reduced']);
    expect(offered("<Gather bargeIn='|")).toEqual(['true', 'false']);
    expect(offered('<Gather action="|')).toEqual([]);
    expect(chosen('<Say><emphasis level="st|ro"', 'strong')).toBe('<Say><emphasis level="strong|"');
  });

  test('of a list are completed one by one', () => {
    expect(offered('<Number statusCallbackEvent="initiated |')).toEqual(
      expect.arrayContaining(['ringing', 'answered', 'completed']),
    );
    expect(offered('<Number statusCallbackEvent="initiated |')).not.toContain('initiated');
  });
});

test('nothing is offered in text, comments and finished tags', () => {
  for (const text of ['Hello |', '<Say>Hi |', '<!-- <|', '<Say>|', '<![CDATA[ <|', '<?xml |']) {
    expect(offered(text), text).toEqual([]);
  }
});

test('any text and caret is read without a fault', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '"',
    "'",
    '=',
    ' ',
    'Say',
    'voice',
    '<!--',
    '-->',
    '<![CDATA[',
    'Dial',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(), (pieces, at) => {
      const text = pieces.join('');
      const caret = text.length === 0 ? 0 : at % (text.length + 1);
      const found = completeTwiml(text, caret);
      if (found === undefined) return;
      expect(found.from).toBeLessThanOrEqual(caret);
      expect(found.to).toBeGreaterThanOrEqual(caret);
    }),
    { numRuns: 2_000 },
  );
});
