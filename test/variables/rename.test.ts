import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { readFlow } from '../../shared/document.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { fingerprint } from '../../shared/languages/fingerprint.ts';
import { compileTemplate } from '../../shared/template/template.ts';
import { planRename } from '../../shared/variables/plan-rename.ts';
import { renameVariable } from '../../shared/variables/rename.ts';
import { renameInTemplate } from '../../shared/variables/rename-text.ts';
import { variableUses } from '../../shared/variables/uses.ts';
import { template, used } from './support/templates.ts';

const prompts = [{ say: 'Hello {{ company }}, {{ company_name }}, {{ call.company }}, "company"' }];
const flow = read({
  version: 1,
  name: 'Names',
  variables: { company: { type: 'string', initial: 'Acme' }, count: { type: 'number' } },
  languages: { 'es-MX': {} },
  translations: {
    'es-MX': {
      'hello.prompts': { value: [{ say: 'Hola {{ company }} company' }], of: fingerprint(prompts) },
      'again.prompts': { value: [{ say: '{{ company }}' }], of: 'old' },
    },
  },
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
    hello: { type: 'say', props: { prompts }, exits: { next: 'set' } },
    set: {
      type: 'set',
      props: {
        assignments: [
          { name: 'company', value: '{{ company | append: "company" }}' },
          { name: 'company_name', value: '{% assign company = 1 %}{{ company }}' },
        ],
      },
      exits: { next: 'branch' },
    },
    branch: {
      type: 'condition',
      props: {
        branches: [
          { id: 'a', label: 'company', variable: 'company', operator: 'equal_to', value: 'company' },
          { id: 'b', label: 'B', variable: '{{ company | size }}', operator: 'equal_to', value: '{{ company }}' },
        ],
      },
      exits: { a: 'again', b: 'again', otherwise: 'again' },
    },
    again: { type: 'say', props: { prompts: [{ say: '{% for company in list %}{{ company }}{% endfor %}' }] } },
  },
  tests: [
    {
      name: 'One',
      steps: [
        { variable: 'company', is: 'Acme' },
        { variable: 'blocks.menu.company', is: '1' },
      ],
    },
  ],
});

function read(document: unknown): FlowDocument {
  const parsed = readFlow(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.flow;
}

function told(name: string, document = flow): string[] {
  return (variableUses(document, blockTypes).get(name) ?? []).map(({ place, how, excerpt }) => {
    if (place.in === 'test') return `${how} test ${place.test}.${place.step}`;
    return `${how} ${place.block}.${place.field} ${place.in === 'block' ? place.path : place.language}: ${excerpt}`;
  });
}

describe('variableUses', () => {
  it('finds texts, conditions, what sets it, translations and tests', () => {
    expect(told('company')).toEqual([
      `reads hello.prompts [0].say: ${prompts[0]?.say}`,
      'writes set.assignments [0].name: company',
      'reads set.assignments [0].value: {{ company | append: "company" }}',
      'reads branch.branches [0].variable: company',
      'reads branch.branches [1].variable: {{ company | size }}',
      'reads branch.branches [1].value: {{ company }}',
      'reads hello.prompts es-MX: Hola {{ company }} company',
      'reads again.prompts es-MX: {{ company }}',
      'tests test 0.0',
    ]);
    expect(told('count')).toEqual([]);
    expect(told('list')).toEqual(['reads again.prompts [0].say: {% for company in list %}{{ company }}{% endfor %}']);
    expect(told('call')).toEqual([]);
  });

  it('shows of a long text what is around the place', () => {
    const long = `${'Words '.repeat(40)}{{ company }}${' and more'.repeat(20)}`;
    const [shown] = told('company', { ...flow, translations: {}, tests: [], blocks: { say: say(long) } });
    expect(shown).toMatch(/: ….*\{\{ company \}\}.*…$/);
    expect(shown?.length).toBeLessThan(120);
  });
});

const say = (text: string) => ({ type: 'say', props: { prompts: [{ say: text }] }, exits: {} });

describe('renameVariable', () => {
  it('changes every use and nothing else', () => {
    const renamed = renameVariable(flow, blockTypes, 'company', 'firm');
    expect(told('company', renamed)).toEqual([]);
    expect(told('firm', renamed)).toHaveLength(told('company').length);
    expect(renamed.blocks.again).toBe(flow.blocks.again);
    expect(renamed.blocks.hello?.props.prompts).toEqual([
      { say: 'Hello {{ firm }}, {{ company_name }}, {{ call.company }}, "company"' },
    ]);
    expect(renamed.blocks.set?.props.assignments).toEqual([
      { name: 'firm', value: '{{ firm | append: "company" }}' },
      { name: 'company_name', value: '{% assign company = 1 %}{{ company }}' },
    ]);
    expect(renamed.blocks.branch?.props.branches).toMatchObject([
      { label: 'company', variable: 'firm', value: 'company' },
      { variable: '{{ firm | size }}', value: '{{ firm }}' },
    ]);
    expect(renamed.tests[0]?.steps).toEqual([
      { variable: 'firm', is: 'Acme' },
      { variable: 'blocks.menu.company', is: '1' },
    ]);
    expect(Object.keys(renamed.variables)).toEqual(['firm', 'count']);
    expect(read(writeFlow(renamed))).toEqual(renamed);
  });

  it('leaves translations as current, or as old, as they were', () => {
    const rows = renameVariable(flow, blockTypes, 'company', 'firm').translations?.['es-MX'];
    const original = [{ say: prompts[0]?.say.replace('{{ company }}', '{{ firm }}') ?? '' }];
    expect(rows?.['hello.prompts']).toEqual({
      value: [{ say: 'Hola {{ firm }} company' }],
      of: fingerprint(original),
    });
    expect(rows?.['again.prompts']).toEqual({ value: [{ say: '{{ firm }}' }], of: 'old' });
  });

  it('and back again is the same flow', () => {
    const there = renameVariable(flow, blockTypes, 'company', 'firm');
    expect(renameVariable(there, blockTypes, 'firm', 'company')).toEqual(flow);
  });

  it('prints what it printed, for whatever template', () => {
    fc.assert(
      fc.property(template, fc.constantFrom<unknown>('Acme', 7, ['p', 'q']), fc.boolean(), ({ text }, value, flag) => {
        const renamed = renameInTemplate(text, 'company', 'firm');
        const others = { flag, list: [1, 2], other: 'o' };
        const before = compileTemplate(text).render({ ...others, company: value });
        const after = compileTemplate(renamed).render({ ...others, firm: value });
        expect(after.text).toBe(before.text);
        expect(renameInTemplate(renamed, 'firm', 'company')).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds a use exactly where a text was made with one', () => {
    fc.assert(
      fc.property(used, ({ text, uses }) => {
        const document = { ...flow, translations: {}, tests: [], blocks: { say: say(text) } };
        expect(told('company', document)).toHaveLength(uses > 0 ? 1 : 0);
        const changed = renameInTemplate(text, 'company', 'firm');
        expect(changed.split('firm').length - 1).toBe(uses);
      }),
      { numRuns: 400 },
    );
  });
});

describe('planRename', () => {
  const plan = (to: string, document = flow) => planRename(document, blockTypes, 'company', to);

  it('says what changes', () => {
    const { problem, changes } = plan('firm');
    expect(problem).toBeUndefined();
    expect(changes).toHaveLength(told('company').length);
    expect(changes[3]).toEqual({
      place: { in: 'block', block: 'branch', field: 'branches', path: '[0].variable' },
      before: 'company',
      after: 'firm',
    });
  });

  it.each([
    ['', 'needs a name'],
    ['1st', 'letters, digits and _'],
    ['call', 'already means something'],
    ['contains', 'already means something'],
    ['count', 'There is a variable “count” already.'],
    ['company_name', '“set” sets a variable “company_name” already.'],
  ])('refuses %j', (to, words) => {
    expect(plan(to).problem).toContain(words);
    expect(plan(to).changes).toEqual([]);
  });

  it('refuses a name that a text gives to something of its own', () => {
    const text = '{% for item in list %}{{ company }}{% endfor %}';
    expect(plan('item', { ...flow, blocks: { say: say(text) }, translations: {} }).problem).toContain('of its own');
  });

  it('tells of texts that will mean it, and of those that cannot be read', () => {
    const blocks = { a: say('{{ firm }}'), b: say('{{ company'), c: say('{{ company }}') };
    const { problem, joined, unreadable, changes } = plan('firm', { ...flow, blocks, translations: {}, tests: [] });
    expect(problem).toBeUndefined();
    expect(joined.map(({ excerpt }) => excerpt)).toEqual(['{{ firm }}']);
    expect(unreadable).toEqual([{ in: 'block', block: 'b', field: 'prompts', path: '[0].say' }]);
    expect(changes.map(({ after }) => after)).toEqual(['{{ firm }}']);
  });
});
