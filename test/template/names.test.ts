import { describe, expect, it } from 'vitest';
import { templateNames } from '../../shared/template/names.ts';

/** Places as `name@start means`, each checked to be where it says. */
function places(text: string): string[] | undefined {
  return templateNames(text)?.places.map(({ name, start, end, means, binds }) => {
    expect(text.slice(start, end)).toBe(name);
    return `${name} ${binds ? 'binds ' : ''}${means}`;
  });
}

describe('templateNames', () => {
  it('finds names in outputs, tags, filters, ranges and brackets, and none in strings or parts of names', () => {
    expect(
      places('{{ company | append: suffix }} company {{ "company" }} {{ call.company }} {{ company_name }}'),
    ).toEqual(['company outer', 'suffix outer', 'call outer', 'company_name outer']);
    expect(places('{% if a == b.c and d contains "e" %}{% elsif f %}{% else %}{{ g }}{% endif %}')).toEqual([
      ...['a', 'b', 'd', 'f', 'g'].map((name) => `${name} outer`),
    ]);
    expect(places('{% case a %}{% when b, c %}{{ d }}{% endcase %}{% unless e %}{% endunless %}')).toEqual([
      ...['a', 'b', 'c', 'd', 'e'].map((name) => `${name} outer`),
    ]);
    expect(places('{% for i in (a..b) limit: c %}{{ d[e].f }}{% endfor %}{{ ["g"].h }}{{ j[0][k["l"]] }}')).toEqual([
      ...['a', 'b', 'c', 'd', 'e', 'g', 'j', 'k'].map((name) => `${name} outer`),
    ]);
    expect(places('{% raw %}{{ a }}{% endraw %}{% comment %}{{ b }}{% endcomment %}{% # c %}')).toEqual([]);
    expect(places('{%- liquid\n assign x = a\n echo x\n echo b -%}')).toEqual([
      'x binds own',
      'a outer',
      'x own',
      'b outer',
    ]);
  });

  it('reads expressions in the quotes of filters that take one', () => {
    expect(places("{{ list | where_exp: 'item', 'item.at == company' | map: 'company' }}")).toEqual([
      'list outer',
      'item loop',
      'company outer',
    ]);
  });

  it('tells what is from outside from what the template names itself', () => {
    expect(places('{{ x }}{% assign x = x | upcase %}{{ x }}')).toEqual(['x outer', 'x binds own', 'x outer', 'x own']);
    expect(places('{% capture x %}{{ x }}{% endcapture %}{{ x }}')).toEqual(['x binds own', 'x outer', 'x own']);
    expect(places('{% for x in x %}{{ x }}{% else %}{{ x }}{% endfor %}{{ x }}')).toEqual([
      ...['outer', 'loop', 'outer', 'outer'].map((means) => `x ${means}`),
    ]);
    // It counts on with the variable from outside.
    expect(places('{% increment x %}{{ x }}')).toEqual(['x outer', 'x outer']);
  });

  it('says where either may be meant', () => {
    expect(places('{% if a %}{% assign x = 1 %}{% endif %}{{ x }}')).toEqual(['a outer', 'x binds own', 'x either']);
    expect(places('{% if a %}{% assign x = 1 %}{% else %}{% assign x = 2 %}{% endif %}{{ x }}')?.at(-1)).toBe('x own');
    expect(places('{% for i in a %}{{ x }}{% assign x = i %}{{ x }}{% endfor %}{{ x }}')).toEqual([
      ...['a outer', 'x either', 'x binds own', 'i loop', 'x own', 'x either'],
    ]);
    expect(places('{% case a %}{% when 1 %}{% assign x = 1 %}{% when 2 %}{{ x }}{% endcase %}')?.at(-1)).toBe(
      'x either',
    );
  });

  it('finds nothing in what is no template', () => {
    expect(places('{% if %}')).toBeUndefined();
    expect(places('{{ a | nofilter }}')).toBeUndefined();
    expect(places('plain')).toEqual([]);
  });
});
