import { describe, expect, it } from 'vitest';
import { type Entry, moreGroups } from '../../../client/inspector/more-groups.ts';
import { dial } from '../../../shared/blocks/dial.ts';
import { gather } from '../../../shared/blocks/gather.ts';
import type { Field } from '../../../shared/fields/field.ts';

const entries = (fields: object): Entry[] =>
  Object.entries(fields as Readonly<Record<string, Field>>).filter(([, field]) => field.group === 'more');
const names = (fields: readonly Entry[]): string[] => fields.map(([name]) => name);

describe('the groups under More', () => {
  it('leaves a few fields in one list, outdated ones last', () => {
    const few = entries(gather.fields);
    const groups = moreGroups(few, few.length);
    expect(groups.map((group) => group.heading)).toEqual([undefined]);
    expect(names(groups[0]?.fields ?? []).at(-1)).toBe('enhanced');
    expect(new Set(names(groups[0]?.fields ?? []))).toEqual(new Set(names(few)));
  });

  it('puts many under headings by what they are about, each once', () => {
    const many = entries(dial.fields);
    const groups = moreGroups(many, many.length);
    const heading = (name: string) => groups.find((group) => names(group.fields).includes(name))?.heading;
    expect(heading('recordingTrack')).toBe('Recording');
    expect(heading('referMethod')).toBe('TwiML from elsewhere');
    expect(heading('number_machineDetectionTimeout')).toBe('Phone: answering machines');
    expect(groups.flatMap((group) => names(group.fields)).sort()).toEqual(names(many).sort());
  });

  it('keeps the headings while few are found among many', () => {
    const found = entries(gather.fields).filter(([name]) => name === 'enhanced' || name === 'hints');
    expect(moreGroups(found, 30).map(({ heading, fields }) => [heading, names(fields)])).toEqual([
      ['Speech', ['hints']],
      ['Outdated', ['enhanced']],
    ]);
  });
});
