import { describe, expect, it } from 'vitest';
import { insertPath, matching, templateContext } from '../../../client/inspector/templateCompletion.ts';

/** The caret is where the bar stands. */
const at = (marked: string): { text: string; caret: number } => ({
  text: marked.replace('¦', ''),
  caret: marked.indexOf('¦'),
});
const context = (marked: string) => {
  const { text, caret } = at(marked);
  return templateContext(text, caret);
};
const insert = (marked: string, path: string): string => {
  const { text, caret } = at(marked);
  const found = templateContext(text, caret);
  if (!found) throw new Error(`no path belongs at ${marked}`);
  const result = insertPath(text, found, path);
  return `${result.text.slice(0, result.caret)}¦${result.text.slice(result.caret)}`;
};

describe('templateContext', () => {
  it('finds the path being typed', () => {
    expect(context('Hello {{¦')?.query).toBe('');
    expect(context('Hello {{ call.Fr¦')?.query).toBe('call.Fr');
    expect(context('{{ name | append: oth¦ }}')?.query).toBe('oth');
    expect(context('{% if cou¦ %}')?.query).toBe('cou');
  });

  it('keeps quiet where no path belongs', () => {
    expect(context('Hello ¦')).toBeUndefined();
    expect(context('{{ name }} and ¦')).toBeUndefined();
    expect(context('{{ name | up¦ }}')).toBeUndefined();
    expect(context('{{ "quo¦" }}')).toBeUndefined();
    expect(context('{% as¦')).toBeUndefined();
  });
});

describe('insertPath', () => {
  it('writes the path and closes what is open', () => {
    expect(insert('Hi {{¦', 'name')).toBe('Hi {{ name }}¦');
    expect(insert('Hi {{ na¦, bye', 'name')).toBe('Hi {{ name }}¦, bye');
    expect(insert('Hi {{¦ and {{ b }}', 'a')).toBe('Hi {{ a }}¦ and {{ b }}');
  });

  it('replaces the whole word and leaves a closed output closed', () => {
    expect(insert('{{ ca¦ll.To }}', 'call.From')).toBe('{{ call.From¦ }}');
    expect(insert('{% if cou¦ %}', 'count')).toBe('{% if count¦ %}');
  });
});

describe('matching', () => {
  const all = ['call.From', 'company', 'blocks.menu.Digits', 'recall'].map((path) => ({ path }));
  it('puts beginnings before parts before the rest', () => {
    expect(matching(all, 'c').map((one) => one.path)).toEqual(
      ['call.From', 'company', 'blocks.menu.Digits', 'recall'].filter((path) => path.includes('c')),
    );
    expect(matching(all, 'dig').map((one) => one.path)).toEqual(['blocks.menu.Digits']);
    expect(matching(all, 'call').map((one) => one.path)).toEqual(['call.From', 'recall']);
    expect(matching(all, '')).toHaveLength(4);
  });
});
