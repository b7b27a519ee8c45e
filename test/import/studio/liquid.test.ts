import { describe, expect, test } from 'vitest';
import { mapLiquid, writePath } from '../../../shared/studio/liquid.ts';
import { compileTemplate, templateProblem } from '../../../shared/template/template.ts';
import { flowOf, imported, state } from './support/documents.ts';

/** What a text of a widget reads after the import. */
function translated(value: string, more: readonly unknown[] = []): { text: string; notes: readonly string[] } {
  const set = state('set', 'set-variables', { variables: [{ key: 'out', value }] }, { next: 'menu' });
  const menu = state('menu', 'gather-input-on-call', { say: 'Hello' }, { keypress: '', speech: '', timeout: '' });
  const { flow, report } = imported(flowOf([set, menu, ...more]));
  const [first] = (flow.blocks.set?.props.assignments ?? []) as readonly { readonly value: string }[];
  return { text: first?.value ?? '', notes: report.states.find(({ name }) => name === 'set')?.notes ?? [] };
}

describe('a path is found token by token', () => {
  test.each([
    ['{{a.b}}', '{{X}}'],
    ['{{- a.b -}} a.b', '{{- X -}} a.b'],
    ['{{ \'a.b\' | append: a.b | append: "a.b" }}', '{{ \'a.b\' | append: X | append: "a.b" }}'],
    ['{{ x | a }}', '{{ x | a }}'],
    ['{{ x | default: a.b, allow_false: true }}', '{{ x | default: X, allow_false: true }}'],
    ['{% if a.b == "a.b" and a["b"] %}a.b{% endif %}', '{% if X == "a.b" and X %}a.b{% endif %}'],
    ['{% raw %}{{ a.b }}{% endraw %}{{ a.b }}', '{% raw %}{{ a.b }}{% endraw %}{{ X }}'],
    ['{% comment %}{{ a.b }}{% endcomment %}', '{% comment %}{{ a.b }}{% endcomment %}'],
    ['{% for i in (1..a.b) %}{{ i }}{% endfor %}', '{% for i in (1..X) %}{{ i }}{% endfor %}'],
    ['{{ a .b }}{{ a . b }}', '{{ X }}{{ X }}'],
    ['{{ "}}" | append: a.b }}', '{{ "}}" | append: X }}'],
    ['{{ aa.b }} {{ a.bb }} {{ a }}', '{{ aa.b }} {{ a.bb }} {{ a }}'],
    ['{{ c[a.b] }}', '{{ c[X] }}'],
    ['{{ a.b', '{{ a.b'],
    ['{% a.b', '{% a.b'],
  ])('%s', (text, expected) => {
    const map = (path: Parameters<typeof writePath>[0]): string | undefined => {
      if (writePath(path) === 'a.b') return 'X';
      return writePath(path).includes('[X]') ? writePath(path) : undefined;
    };
    expect(mapLiquid(text, map)).toBe(expected);
  });
});

describe('Studio’s names become ours', () => {
  test.each([
    ['{{trigger.call.From}}', '{{call.From}}'],
    ['{{ contact.channel.address }}/{{flow.channel.address}}', '{{ call.From }}/{{call.To}}'],
    ['{{flow.variables.out | plus: 1}}', '{{out | plus: 1}}'],
    ['{{widgets.menu.Digits}}', '{{blocks.menu.Digits}}'],
    ['{{widgets.menu.From}}', '{{call.From}}'],
    [
      "{{ widgets['menu'].SpeechResult | default: 'flow.variables.out' }}",
      "{{ blocks.menu.SpeechResult | default: 'flow.variables.out' }}",
    ],
    ['{{trigger | to_json}}', '{{call | to_json}}'],
    ['{{flow.data.name}}{{trigger.request.parameters.name}}', '{{name}}{{name}}'],
    ['{{ flow.variables.call }}', '{{ var_call }}'],
    ['{% assign call = 1 %}{{ call }}{{trigger.call.To}}', '{% assign local_call = 1 %}{{ local_call }}{{call.To}}'],
    ['{{flow.variables}}', '{"out": {{ out | to_json }}}'],
  ])('%s', (value, expected) => expect(translated(value).text).toBe(expected));

  test('what nothing here knows stays as it was, with a note', () => {
    const { text, notes } = translated('{{widgets.menu.Odd}} {{widgets.gone.x}} {{flow.sid}}');
    expect(text).toBe('{{widgets.menu.Odd}} {{widgets.gone.x}} {{call.CallSid}}');
    expect(notes).toHaveLength(3);
  });

  test('a name that is no id here finds its block', () => {
    const odd = state('wéird-näme', 'gather-input-on-call', { say: 'x' }, { keypress: '', speech: '', timeout: '' });
    expect(translated('{{widgets.wéird-näme.Digits}}{{widgets["wéird-näme"].Digits}}', [odd]).text).toContain(
      '{{blocks.weird_name.Digits}}',
    );
  });
});

describe('to_json', () => {
  test.each([
    ['{{ a | to_json }}', { a: { b: 'say "x"' } }, '{"b":"say \\"x\\""}'],
    ['{{ a | to_json }}', {}, 'null'],
    ['{{ a | to_json }}', { a: 'x' }, '"x"'],
  ])('%s of %j', (text, scope, expected) => {
    expect(templateProblem(text)).toBeNull();
    expect(compileTemplate(text).render(scope)).toEqual({ text: expected });
  });
});
