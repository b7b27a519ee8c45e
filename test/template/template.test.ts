import { describe, expect, it } from 'vitest';
import { TEMPLATE_LIMITS } from '../../shared/template/limits.ts';
import { templateUses } from '../../shared/template/names.ts';
import { compileTemplate, hasTemplate, templateProblem } from '../../shared/template/template.ts';

const scope = {
  company: 'Acme & <Sons>',
  count: 3,
  open: true,
  call: { From: '+15550100199' },
  blocks: { menu: { Digits: '1', list: ['a', 'b'] } },
};
const render = (text: string, options?: { xml?: boolean }) => compileTemplate(text).render(scope, options);

describe('rendering', () => {
  it.each([
    ['plain text', 'plain text'],
    ['Hello {{ company }}', 'Hello Acme & <Sons>'],
    ['{{call.From}} pressed {{ blocks.menu.Digits }}', '+15550100199 pressed 1'],
    ['{{ count }} {{ open }} {{ nothing }}|{{ call.Nope.deeper }}', '3 true |'],
    ['{{ company | upcase }}', 'ACME & <SONS>'],
    ['{% if open %}open{% else %}closed{% endif %}', 'open'],
    ['{{ blocks.menu.list }}', 'ab'],
    ['{{ true }}{{ nil }}', 'true'],
    ['{% assign x = 2 %}{{ x | plus: count }}', '5'],
  ])('%s', (text, expected) => {
    expect(render(text)).toEqual({ text: expected });
  });

  it.each([
    ['blocks.menu.list.size', '2'],
    ['blocks.menu.list.first', 'a'],
    ['blocks.menu.list.last', 'b'],
    ['blocks.menu.list.middle', ''],
    ['blocks.menu.size', '2'],
    ['call.From.size', '12'],
    ['call.From.first', ''],
    ['count.size', ''],
    ['people.first.size', '5'],
    ['people.last.name', 'Bo'],
    ['people.first.first', '1st'],
    ['nothing.size', ''],
    ['people.constructor.name', ''],
  ])('bare paths print what they do elsewhere in a template: %s', (path, expected) => {
    const people = [{ first: '1st', last: 'z', size: 5 }, { name: 'Bo' }];
    for (const text of [`{{ ${path} }}`, `{{ ${path} | append: '' }}`]) {
      expect(compileTemplate(text).render({ ...scope, people })).toEqual({ text: expected });
    }
  });

  it('escapes what expressions print, and only that, for XML', () => {
    expect(render('<b>{{ company }}</b>', { xml: true }).text).toBe('<b>Acme &#38; &#60;Sons&#62;</b>');
    expect(render('<b>{{ company | append: "" }}</b>', { xml: true }).text).toBe('<b>Acme &amp; &lt;Sons&gt;</b>');
    expect(render('<b>{{ company | raw }}</b>', { xml: true }).text).toBe('<b>Acme &amp; &lt;Sons&gt;</b>');
  });

  it('never evaluates what a value holds', () => {
    const said = compileTemplate('You said {{ said }}.').render({
      said: '{{ secret }}{% assign a = 1 %}',
      secret: 'x',
    });
    expect(said.text).toBe('You said {{ secret }}{% assign a = 1 %}.');
  });

  it('reads own properties only', () => {
    expect(render('{{ company.constructor }}{{ call.__proto__ }}{{ toString }}').text).toBe('');
    expect(render('{{ call.constructor.name | append: "" }}').text).toBe('');
  });
});

describe('mistakes and attacks', () => {
  it.each([
    '{{ company | nofilter }}',
    '{% if %}',
    '{% unknowntag %}',
    '{{ "unclosed }}',
    "{% include '/etc/passwd' %}",
    "{% render 'x' %}",
  ])('prints nothing and says why: %s', (text) => {
    const rendered = render(text);
    expect(rendered.text).toBe('');
    expect(rendered.error).toMatch(/\w/);
  });

  it.each([
    '{% for i in (1..100000000) %}x{% endfor %}',
    '{% for i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}',
    "{{ '2020-01-01' | date: '%9999999Y' }}",
  ])('is stopped: %s', (text) => {
    const started = Date.now();
    expect(render(text).error).toMatch(/limit/);
    // Far above the limit of 50 ms, far below what the payload would take.
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('refuses texts over the cap', () => {
    expect(templateProblem(`{{ a }}${'x'.repeat(20_001)}`)).toMatch(/longer than/);
  });
});

describe('reading a template without running it', () => {
  it('knows what holds an expression', () => {
    expect([hasTemplate('a { b'), hasTemplate('{{ a }}'), hasTemplate('{% if a %}{% endif %}')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('lists the variables it reads, not those it sets', () => {
    const text =
      '{% assign x = company %}{{ x }} {{ blocks.menu.Digits | upcase }}{% if call.From == to %}{{ list[0] }}{% endif %}';
    expect([...templateUses(text)].sort()).toEqual(['blocks.menu.Digits', 'call.From', 'company', 'list', 'to']);
  });

  it('finds what does not parse', () => {
    expect(templateProblem('Hello {{ company }}')).toBeNull();
    expect(templateProblem('{% if open %}')).toMatch(/if/);
  });

  it('prints nothing where it would print without end', () => {
    let text = 'a';
    for (let round = 0; round < 30; round++) {
      for (const template of ['{{ text }}{{ text }}', '{{ text | append: text }}']) {
        const rendered = compileTemplate(template).render({ text });
        expect(rendered.text.length).toBeLessThanOrEqual(TEMPLATE_LIMITS.printed);
        if (rendered.text === '') expect(rendered.error).toContain('prints more than');
        text = rendered.text || 'a'.repeat(TEMPLATE_LIMITS.printed);
      }
    }
  });
});
