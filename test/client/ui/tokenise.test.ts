import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenise } from '../../../client/ui/xml/tokenise.ts';
import { element } from '../../../shared/twiml/element.ts';
import { serialiseWithLines } from '../../../shared/twiml/serialise.ts';

const kinds = (line: string): string[] => tokenise(line).map((token) => `${token.kind} ${token.text}`);

describe('tokenise', () => {
  it('names the parts of an element', () => {
    expect(kinds('  <Say voice="Polly.Joanna">Press 1</Say>')).toEqual([
      'text   ',
      'mark <',
      'tag Say',
      'mark  ',
      'attribute voice',
      'mark =',
      'value "Polly.Joanna"',
      'mark >',
      'text Press 1',
      'mark </',
      'tag Say',
      'mark >',
    ]);
  });

  it('does not end a tag at a bracket inside quotes', () => {
    expect(kinds('<Gather hints="a > b"/>')).toContain('value "a > b"');
  });

  it('tells entities from the words around them, and the declaration from tags', () => {
    expect(kinds('you &amp; me')).toEqual(['text you ', 'entity &amp;', 'text  me']);
    expect(kinds('<?xml version="1.0"?>')).toEqual(['declaration <?xml version="1.0"?>']);
  });

  it('takes a line that is the rest of a spoken text', () => {
    expect(kinds('and goodbye</Say>')).toEqual(['text and goodbye', 'mark </', 'tag Say', 'mark >']);
  });

  it('loses no character of any serialised document', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ unit: 'grapheme' }), (voice, action, said) => {
        const tree = element(
          'Response',
          {},
          element('Gather', { action }, element('Say', { voice }, said, '\n<', said)),
        );
        for (const line of serialiseWithLines(tree).lines) {
          expect(
            tokenise(line.text)
              .map((token) => token.text)
              .join(''),
          ).toBe(line.text);
        }
      }),
    );
  });

  it('loses no character of text that is no XML', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', '/', '=', ' ', 'a', '&', ';', '?') }), (line) => {
        expect(
          tokenise(line)
            .map((token) => token.text)
            .join(''),
        ).toBe(line);
      }),
    );
  });
});
