import { describe, expect, it } from 'vitest';
import { FILTERS, OPERATORS, offersAt, PARTS, TAGS } from '../../../client/inspector/template-words.ts';
import { insertWord, matching, templateContext } from '../../../client/inspector/templateCompletion.ts';
import { templateProblem } from '../../../shared/template/template.ts';

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
  const result = insertWord(text, found, path);
  return `${result.text.slice(0, result.caret)}¦${result.text.slice(result.caret)}`;
};

describe('templateContext', () => {
  it('finds the path being typed', () => {
    expect(context('Hello {{¦')?.query).toBe('');
    expect(context('Hello {{ call.Fr¦')?.query).toBe('call.Fr');
    expect(context('{{ name | append: oth¦ }}')?.query).toBe('oth');
    expect(context('{% if cou¦ %}')?.query).toBe('cou');
  });

  it('keeps quiet where no word is known', () => {
    for (const text of [
      'Hello ¦',
      '{{ name }} and ¦',
      '{{ "quo¦" }}',
      '{{ name ¦ }}',
      '{% for it¦',
      '{% assign x¦',
      '{% endif ¦',
    ])
      expect(context(text), text).toBeUndefined();
  });

  it('tells filters, tags and comparisons from paths', () => {
    const places = {
      '{{ name | up¦ }}': 'filter',
      '{{ name | append: "a" | ¦': 'filter',
      '{% as¦': 'tag',
      '{%- ¦ -%}': 'tag',
      '{% if name ¦ %}': 'operator',
      '{% if name con¦': 'operator',
      '{% if a == "b" and ¦': 'path',
      '{% elsif ¦': 'path',
      '{% if a == ¦': 'path',
      '{% for item ¦': 'in',
      '{% for item in ¦': 'path',
      '{% assign x = ¦': 'path',
      '{% assign x = y | ¦': 'filter',
      '{% case ¦': 'path',
    };
    for (const [text, place] of Object.entries(places)) expect(context(text)?.place, text).toBe(place);
  });

  it('knows which tags are open, and what the text has named', () => {
    const at = context('{% assign a = 1 %}{% for x in y %}{% if x %}{% capture c %}b{% endcapture %}{{ ¦');
    expect(at).toMatchObject({ inside: ['for', 'if'], own: ['x', 'a', 'c'] });
    expect(context('{% for x in y %}{% endfor %}{{ ¦')).toMatchObject({ inside: [], own: [] });
    expect(context('{% raw %}{% if %}{% endraw %}{{ ¦')?.inside).toEqual([]);
  });
});

describe('offersAt', () => {
  const paths = () => [{ path: 'company', label: 'Variable', group: 'variable' as const }];
  const offered = (marked: string): string[] => {
    const found = context(marked);
    return found ? offersAt(found, paths).map(({ path }) => path) : [];
  };

  it('offers what ends or goes on with the open tag first', () => {
    expect(offered('{% if a %}b{% ¦').slice(0, 3)).toEqual(['endif', 'else', 'elsif']);
    expect(offered('{% ¦')).not.toContain('else');
    expect(offered('{% if company ¦')).toEqual(Object.keys(OPERATORS));
    expect(offered('{% for item in list %}{{ it¦')[0]).toBe('item');
    expect(offered('{% for item in list %}{{ forloop.f¦')).toEqual(['forloop.first']);
    expect(offered('{{ com¦')).toEqual(['company']);
    expect(offered('{{ company | upc¦')).toEqual(['upcase']);
  });

  it('knows only words that templates know', () => {
    const value: Record<string, string> = { 'replace:': '"a", "b"', 'map:': '"a"', 'where:': '"a"' };
    for (const filter of Object.keys(FILTERS)) {
      const argument = filter.endsWith(':') ? (value[filter] ?? '1') : '';
      expect(templateProblem(`{{ x | ${filter} ${argument} }}`), filter).toBeNull();
    }
    for (const operator of Object.keys(OPERATORS))
      expect(templateProblem(`{% if a ${operator} b %}{% endif %}`), operator).toBeNull();
    const after: Record<string, string> = { for: 'a in b', assign: 'a = b', capture: 'a', case: 'a' };
    for (const tag of Object.keys(TAGS)) {
      const end = Object.keys(PARTS[tag] ?? {}).find((part) => part.startsWith('end'));
      const text = `{% ${tag} ${after[tag] ?? (tag === 'if' || tag === 'unless' ? 'a' : '')} %}`;
      expect(templateProblem(end === undefined ? text : `${text}{% ${end} %}`), tag).toBeNull();
    }
  });
});

describe('inside of a loop', () => {
  it('offers what is in its item, as far as the list tells', () => {
    const known = ['order.items', 'order.items.first', 'order.items.first.name', 'order.items.first.tags.first.id'].map(
      (path) => ({ path, label: '', group: 'variable' as const }),
    );
    const offered = (marked: string) => {
      const found = context(marked);
      return found ? offersAt(found, () => known).map(({ path }) => path) : [];
    };
    expect(offered('{% for item in order.items %}{{ item.¦')).toEqual(['item.name', 'item.tags.first.id']);
    expect(offered('{% for item in order.items %}{% for tag in item.tags %}{{ tag.¦')).toEqual(['tag.id']);
    expect(offered('{% for item in order.items %}{% endfor %}{{ item.¦')).toEqual([]);
    expect(offered('{% for item in (1..3) %}{{ item.¦')).toEqual([]);
  });
});

describe('insertWord', () => {
  it('writes the path and closes what is open', () => {
    expect(insert('Hi {{¦', 'name')).toBe('Hi {{ name }}¦');
    expect(insert('Hi {{ na¦, bye', 'name')).toBe('Hi {{ name }}¦, bye');
    expect(insert('Hi {{¦ and {{ b }}', 'a')).toBe('Hi {{ a }}¦ and {{ b }}');
  });

  it('writes what follows a filter, a tag and a comparison', () => {
    expect(insert('{{ name |¦', 'upcase')).toBe('{{ name | upcase }}¦');
    expect(insert('{{ name | ap¦ }}', 'append:')).toBe('{{ name | append: ¦ }}');
    expect(insert('{% i¦', 'if')).toBe('{% if ¦ %}');
    expect(insert('{% e¦ then', 'endif')).toBe('{% endif %}¦ then');
    expect(insert('{% if a ¦ %}', 'contains')).toBe('{% if a contains ¦ %}');
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
