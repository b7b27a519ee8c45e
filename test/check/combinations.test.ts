import { describe, expect, test } from 'vitest';
import type { AnyBlock } from '../../shared/block.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkCombinations } from '../../shared/check/combinations.ts';
import type { Json } from '../../shared/flow/types.ts';
import { catalogue, elementSpec } from '../../shared/twiml/catalogue/index.ts';
import { combinationProblems } from '../../shared/twiml/combinations.ts';

function found(type: string, props: Record<string, Json>): string[] {
  const block = blockTypes.get(type) as AnyBlock;
  return checkCombinations('a', { type, props, exits: {} }, block).map(({ code, field }) => `${field}: ${code}`);
}

describe('attributes of a block that do not go together', () => {
  test.each<[string, string, Record<string, Json>, string[]]>([
    [
      'auto beside a model',
      'gather',
      { input: ['speech'], speechTimeout: 'auto', speechModel: 'phone_call' },
      ['speechTimeout: attribute-conflict'],
    ],
    ['auto without a model', 'gather', { input: ['speech'], speechTimeout: 'auto' }, []],
    ['seconds beside a model', 'gather', { input: ['speech'], speechTimeout: 3, speechModel: 'phone_call' }, []],
    ['speech where only keys count', 'gather', { hints: 'yes,no' }, ['hints: no-effect']],
    ['speech where both count', 'gather', { input: ['dtmf', 'speech'], hints: 'yes,no' }, []],
    ['keys where only speech counts', 'gather', { input: ['speech'], numDigits: 2 }, ['numDigits: no-effect']],
    ['an enhanced other model', 'gather', { input: ['speech'], enhanced: true }, ['enhanced: no-effect']],
    ['speech of a menu, which listens by its phrases', 'menu', { speechModel: 'phone_call' }, []],
    ['a long transcription', 'record', { transcribe: true, maxLength: 121 }, ['maxLength: attribute-conflict']],
    ['a short one', 'record', { transcribe: true, maxLength: 120 }, []],
    ['a length left to Twilio', 'record', { transcribe: true }, []],
    ['a length that only a call shows', 'record', { transcribe: true, maxLength: '{{ seconds }}' }, []],
    ['who hears of no transcription', 'record', { transcribeCallback: '/t' }, ['transcribeCallback: no-effect']],
    ['a track of no recording', 'dial', { recordingTrack: 'inbound' }, ['recordingTrack: no-effect']],
    ['a track of a recording', 'dial', { recordingTrack: 'inbound', record: 'record-from-answer' }, []],
    ['a track of what a call decides', 'dial', { recordingTrack: 'inbound', record: '{{ wanted }}' }, []],
  ])('%s', (_name, type, props, expected) => {
    expect(found(type, props)).toEqual(expected);
  });

  test('each conflict names an error of Twilio’s', () => {
    const gather = elementSpec('Gather');
    if (gather === undefined) throw new Error('no Gather');
    const values: Record<string, string> = { input: 'speech', speechTimeout: 'auto', speechModel: 'default' };
    expect(combinationProblems(gather, (name) => values[name])).toMatchObject([{ twilioError: 13335 }]);
  });

  test('the catalogue needs only attributes that there are, with values they can have', () => {
    for (const spec of Object.values(catalogue).flat()) {
      for (const { needs } of [
        ...spec.attributes,
        ...(spec.conflicts ?? []).map(({ beside }) => ({ needs: beside })),
      ]) {
        if (needs === undefined) continue;
        const needed = spec.attributes.find((attribute) => attribute.name === needs.attribute);
        expect(needed, `${spec.id} needs ${needs.attribute}`).toBeDefined();
        const possible = needed?.type === 'boolean' ? ['true', 'false'] : needed?.values;
        for (const value of needs.values ?? []) expect(possible).toContain(value);
      }
    }
  });
});

describe('fields that have no effect', () => {
  const shown = (type: string, name: string, props: Record<string, Json>): boolean => {
    const field = blockTypes.get(type)?.fields[name];
    if (field === undefined) throw new Error(`${type} has no ${name}`);
    return field.when?.(props) ?? true;
  };

  test('are not drawn until they would have one, or are set', () => {
    expect(shown('gather', 'hints', {})).toBe(false);
    expect(shown('gather', 'hints', { input: ['speech'] })).toBe(true);
    expect(shown('gather', 'hints', { hints: 'yes' })).toBe(true);
    expect(shown('gather', 'partialResultCallbackMethod', {})).toBe(false);
    expect(shown('gather', 'partialResultCallbackMethod', { partialResultCallback: '/p' })).toBe(true);
    expect(shown('menu', 'speechModel', {})).toBe(true);
  });

  test('but a method is, where its address has a default', () => {
    expect(shown('gather', 'method', { after: 'url' })).toBe(true);
    expect(shown('sms', 'method', { after: 'url' })).toBe(false);
    expect(shown('sms', 'method', { after: 'url', action: '/a' })).toBe(true);
    expect(shown('gather', 'method', { method: 'GET' })).toBe(false);
  });
});
