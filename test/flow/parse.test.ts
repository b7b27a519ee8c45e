import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFlow } from '../../shared/flow/parse.ts';
import type { BlockShape, FlowDocument } from '../../shared/flow/types.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { jsonDepth } from '../../shared/text/json.ts';

const types = new Map<string, BlockShape>([
  ['start', { checkProps: () => [], exitNames: () => ['next'], entryKey: (props) => String(props.on ?? 'call') }],
  [
    'say',
    {
      checkProps: (props, path) =>
        Object.keys(props)
          .filter((key) => key !== 'text')
          .map((key) => ({ path: `${path}.${key}`, code: 'unknown-prop', message: `"${key}" is not a field.` })),
      exitNames: () => ['next'],
    },
  ],
]);

const good = {
  version: 1,
  name: 'Front desk',
  settings: { language: 'en-US' },
  variables: { company: { type: 'string', initial: 'Acme' } },
  blocks: {
    start: { type: 'start', props: {}, exits: { next: 'hello' } },
    hello: { type: 'say', name: 'Hello', props: { text: 'Hi' }, exits: {} },
  },
  layout: { hello: [240, 40] },
};

function problems(input: unknown) {
  const parsed = parseFlow(input, types);
  return parsed.ok ? [] : parsed.problems.map(({ code, path, message }) => `${code} ${path}: ${message}`);
}
/** The good flow with the value at a path replaced, or removed where it is undefined. */
const changed = (path: string, value: unknown) => {
  const copy = structuredClone(good);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  parent[last] = value;
  return JSON.parse(JSON.stringify(copy));
};

describe('tables of a flow', () => {
  const people = {
    columns: ['extension', 'name'],
    rows: [
      ['101', 'Ada "Countess" [Lovelace],\nsays 1'],
      ['102', '{ }'],
    ],
  };

  it('are read and written, each row on one line, and back', () => {
    const parsed = parseFlow({ ...good, tables: { people, empty: { columns: ['key'], rows: [] } } }, types);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const text = writeFlow(parsed.flow);
    expect(text).toContain('\n        ["101", "Ada \\"Countess\\" [Lovelace],\\nsays 1"],\n        ["102", "{ }"]\n');
    expect(text.indexOf('"empty"')).toBeLessThan(text.indexOf('"people"'));
    expect(parseFlow(text, types)).toEqual(parsed);
    const withTests = { ...parsed.flow, tests: [{ name: 'T', steps: [{ press: '1' as const }] }] };
    expect(writeFlow(withTests)).toContain('        { "press": "1" }\n');
    expect(parseFlow(writeFlow(withTests), types)).toEqual({ ok: true, flow: withTests });
    expect(writeFlow({ ...parsed.flow, tables: {} })).not.toContain('tables');
  });

  it.each([
    [
      'a row of another length',
      { people: { columns: ['a', 'b'], rows: [['1', '2'], ['1']] } },
      'wrong-row $.tables.people.rows[1]: Row 2 of table "people" has 1 values; there are 2 columns.',
    ],
    [
      'a column named twice',
      { people: { columns: ['a', 'a'], rows: [] } },
      'duplicate-column $.tables.people.columns[1]: Table "people" has two columns "a". Give one another name.',
    ],
    [
      'no column',
      { people: { columns: [], rows: [] } },
      'wrong-shape $.tables.people.columns: $.tables.people.columns: Too small: expected array to have >=1 items.',
    ],
    [
      'a value that is no text',
      { people: { columns: ['a'], rows: [[1]] } },
      'wrong-shape $.tables.people.rows[0][0]: $.tables.people.rows[0][0]: Invalid input: expected string, received number.',
    ],
    [
      'a name texts cannot use',
      { 'my people': { columns: ['a'], rows: [] } },
      'bad-name $.tables.my people: "my people" is not a name of a table or column: letters, digits and _, not starting with a digit, at most 64.',
    ],
    [
      'an unknown key',
      { people: { columns: ['a'], rows: [], rowz: 1 } },
      'unknown-key $.tables.people.rowz: "rowz" is not a key of $.tables.people. Did you mean "rows"?',
    ],
    [
      'too many rows',
      { people: { columns: ['a'], rows: Array.from({ length: 5_001 }, () => ['']) } },
      'wrong-shape $.tables.people.rows: $.tables.people.rows: Too big: expected array to have <=5000 items.',
    ],
    [
      'too many tables',
      Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`t${at}`, { columns: ['a'], rows: [] }])),
      'too-many $.tables: The flow has 51 tables; at most 50 fit.',
    ],
  ])('refuses %s', (_what, tables, problem) => {
    expect(problems({ ...good, tables })).toEqual([problem]);
  });
});

describe('parseFlow', () => {
  it('takes a good flow, as a value and as text', () => {
    expect(problems(good)).toEqual([]);
    expect(problems(JSON.stringify(good))).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ['text that is not JSON', '{', /^not-json \$: .*not JSON/],
    ['an array', [], /^not-a-flow \$/],
    ['null', 'null', /^not-a-flow \$.*this is only null/],
    ['a package.json', { name: 'x', version: '1.0.0', main: 'x.js' }, /^not-a-flow \$: .*"name", "version" and "main"/],
    ['no version', changed('version', undefined), /^unknown-version \$\.version: .*has no version.*reads version 1/],
    ['version 2', changed('version', 2), /^unknown-version \$\.version: .*has version 2/],
    ['2 MB', JSON.stringify({ ...good, name: 'x'.repeat(2_000_000) }), /^too-large \$: .*bytes; at most 1,900,000/],
    ['30,000 levels', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, /^too-deep \$: .*more than 32 levels/],
    [
      '30,000 levels in a value',
      `{"version":1,"name":"x","tests":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
      /^too-deep/,
    ],
    ['__proto__', '{"version":1,"name":"x","__proto__":{"polluted":1}}', /^forbidden-key \$: .*__proto__/],
    ['constructor.prototype', '{"version":1,"name":"x","constructor":{"prototype":{}}}', /^forbidden-key/],
    ['an unknown key', changed('setings', {}), /^unknown-key \$\.setings: .*Did you mean "settings"/],
    [
      'an unknown key of a block',
      changed('blocks.hello.prop', {}),
      /^unknown-key \$\.blocks\.hello\.prop: .*Did you mean "props"/,
    ],
    [
      'an unknown type',
      changed('blocks.hello.type', 'sya'),
      /^unknown-type \$\.blocks\.hello\.type: "sya".*Did you mean "say"/,
    ],
    ['an unknown prop', changed('blocks.hello.props.txet', 1), /^unknown-prop \$\.blocks\.hello\.props\.txet/],
    [
      'a dangling exit',
      changed('blocks.start.exits.next', 'helo'),
      /^dangling-exit \$\.blocks\.start\.exits\.next: .*"helo".*Did you mean "hello"/,
    ],
    [
      'an unknown exit',
      changed('blocks.hello.exits.nxt', 'hello'),
      /^unknown-exit \$\.blocks\.hello\.exits\.nxt: .*Did you mean "next"/,
    ],
    ['an exit into start', changed('blocks.hello.exits.next', 'start'), /^exit-to-start/],
    [
      'two starts',
      changed('blocks.second', { type: 'start' }),
      /^duplicate-start \$\.blocks\.second: "second" and "start"/,
    ],
    ['a bad block id', changed('blocks.a b', { type: 'say' }), /^bad-name .*"a b"/],
    ['a reserved variable', changed('variables.call', { type: 'string' }), /^bad-name .*"call" is a reserved name/],
    ['a wrong shape', changed('blocks', []), /^wrong-shape \$\.blocks/],
    ['a layout of nothing', changed('layout.helo', [0, 0]), /^unknown-block \$\.layout\.helo: .*Did you mean "hello"/],
    ['a name that is empty', changed('name', ''), /^wrong-shape \$\.name/],
  ])('refuses %s', (_what, input, expected) => {
    expect(problems(input)[0]).toMatch(expected);
  });

  it('leaves Object.prototype alone and refuses a cycle', () => {
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const cycle: Record<string, unknown> = { version: 1 };
    cycle.self = cycle;
    expect(problems(cycle)[0]).toMatch(/^not-json/);
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (input) => {
        expect(parseFlow(input, types).ok).toBe(false);
      }),
    );
  });

  it('reads 2,000 blocks', () => {
    const blocks: Record<string, unknown> = {};
    for (let i = 0; i < 2000; i++)
      blocks[`b${i}`] = { type: 'say', props: { text: 'x' }, exits: { next: `b${(i + 1) % 2000}` } };
    expect(problems({ version: 1, name: 'Large', blocks })).toEqual([]);
  });
});

describe('writeFlow', () => {
  it('writes the same text whatever order the flow came in, and reads back the same flow', () => {
    const parsed = parseFlow(good, types);
    const shuffled = parseFlow(
      {
        layout: good.layout,
        blocks: { hello: good.blocks.hello, start: good.blocks.start },
        variables: good.variables,
        settings: good.settings,
        name: good.name,
        version: 1,
      },
      types,
    );
    if (!parsed.ok || !shuffled.ok) throw new Error('refused');
    const text = writeFlow(parsed.flow);
    expect(writeFlow(shuffled.flow)).toBe(text);
    const again = parseFlow(text, types);
    expect(again.ok && again.flow).toEqual(parsed.flow);
    expect(text).toContain('"hello": [240, 40]');
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('keeps every prop', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (value) => {
        const text = JSON.parse(JSON.stringify(value));
        fc.pre(!JSON.stringify(text).includes('__proto__'));
        const flow = {
          ...good,
          blocks: { b: { type: 'say', props: { text }, exits: {} } },
          layout: {},
          tests: [],
        } as unknown as FlowDocument;
        expect(JSON.parse(writeFlow(flow)).blocks.b.props.text).toEqual(text);
      }),
    );
  });
});

describe('jsonDepth', () => {
  it('counts levels, not brackets in strings', () => {
    expect(jsonDepth('{"a":["[[[[",{"b":"\\"[{"}]}', 100)).toBe(3);
    expect(jsonDepth('[[[[[[', 3)).toBe(4);
  });
});
