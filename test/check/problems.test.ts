import { describe, expect, test } from 'vitest';
import { blockTypes, newBlock } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { completionsFor } from '../../shared/check/completions.ts';
import type { FlowBlock, FlowDocument, Json } from '../../shared/flow/types.ts';

type Props = Readonly<Record<string, Json>>;

const block = (type: string, props: Props = {}, exits: Record<string, string> = {}): FlowBlock => ({
  type,
  props,
  exits,
});
const start = (next: string, on = 'incoming-call') => block('start', { on }, { next });
const say = (text: string, next?: string) =>
  block('say', { prompts: [{ say: text }] }, next === undefined ? {} : { next });
const key = (id: string, pressed: string, phrases: string[] = []) => ({ id, key: pressed, label: id, phrases });

function flow(blocks: Record<string, FlowBlock>, variables: FlowDocument['variables'] = {}): FlowDocument {
  return { version: 1, name: 'Test', settings: {}, variables, blocks, layout: {}, tests: [] };
}

function found(blocks: Record<string, FlowBlock>, variables?: FlowDocument['variables']): string[] {
  return checkFlow(flow(blocks, variables), blockTypes).map(({ code, severity, block, field, path, exit }) =>
    [severity, code, block, field && field + (path ?? ''), exit].filter(Boolean).join(' '),
  );
}

const menuWith = (choices: Json, exits: Record<string, string> = {}) => ({
  start: start('menu'),
  menu: block('menu', { prompts: [{ say: 'Choose.' }], choices }, { noInput: 'end', noMatch: 'end', ...exits }),
  end: block('hangup'),
});

describe('what would surprise a caller', () => {
  test.each<[string, Record<string, FlowBlock>, string[]]>([
    ['nothing starts', {}, ['error no-start']],
    ['no cord leads to a block', { start: start('a'), a: say('Hi'), b: say('Ho') }, ['warning unreachable-block b']],
    [
      'an exit leads nowhere',
      { start: block('start', { on: 'incoming-call' }) },
      ['error unconnected-exit start next'],
    ],
    ['a talk block may simply end', { start: start('a'), a: say('Bye') }, []],
    ['a prompt without words', { start: start('a'), a: say(' ') }, ['error missing-prompt a prompts[0].say']],
    ['no prompt at all', { start: start('a'), a: block('say') }, ['error missing-value a prompts']],
    [
      'a circle nobody can leave',
      { start: start('a'), a: say('A', 'b'), b: say('B', 'a') },
      ['error loop-without-input a'],
    ],
    [
      'a circle with a way out',
      {
        start: start('a'),
        a: say('A', 'b'),
        b: block(
          'condition',
          { branches: [{ id: 'go', label: '', variable: 'call.From', operator: 'is_blank', value: '' }] },
          { go: 'a', otherwise: 'c' },
        ),
        c: say('C'),
      },
      ['warning loop-without-input a'],
    ],
    ['a circle that waits for the caller is fine', menuWith([key('again', '1')], { again: 'menu' }), []],
    ['reject after speech', { start: start('a'), a: say('Hi', 'b'), b: block('reject') }, ['warning not-first b']],
    ['reject first is fine', { start: start('b'), b: block('reject') }, []],
    [
      'a spoken block behind a message',
      { start: start('a', 'incoming-message'), a: say('Hi') },
      ['error wrong-channel a'],
    ],
    [
      'a message block in a call',
      { start: start('a'), a: block('message', { body: 'Hi' }) },
      ['error wrong-channel a'],
    ],
    [
      'a message that is redirected',
      {
        start: start('a', 'incoming-message'),
        a: block('redirect', { url: 'https://example.com/texts', method: 'GET' }),
      },
      [],
    ],
    ['an old verb', { start: start('a'), a: block('sms', { body: 'Hi' }) }, ['warning legacy-verb a']],
    [
      'a number without a plus',
      {
        start: start('a'),
        a: block('dial', { targets: [{ kind: 'number', to: '555 010 0199' }] }, dead('end')),
        end: block('hangup'),
      },
      ['error bad-phone-number a targets[0].to'],
    ],
    [
      'a template that does not parse',
      { start: start('a'), a: say('Hi {{ call.From') },
      ['error bad-template a prompts[0].say'],
    ],
    ['a number out of range', { start: start('a'), a: block('pause', { length: 0 }) }, ['error bad-value a length']],
    [
      'a deprecated attribute',
      {
        start: start('g'),
        g: block('gather', { prompts: [{ say: 'x' }], enhanced: true }, { input: 'end', noInput: 'end' }),
        end: block('hangup'),
      },
      ['warning deprecated-value g enhanced'],
    ],
    [
      'a text longer than the voice can speak',
      { start: start('a'), a: block('say', { prompts: [{ say: 'x'.repeat(3001), voice: 'Polly.Joanna' }] }) },
      ['error prompt-too-long a prompts[0].say'],
    ],
  ])('%s', (_name, blocks, problems) => {
    expect(found(blocks)).toEqual(problems);
  });

  test.each(['hangup', 'reject', 'say', 'gather', 'dial'])('a message that comes to %s', (type) => {
    const ask = block('waitMessage', {}, { answered: 'a' });
    expect(found({ start: start('ask', 'incoming-message'), ask, a: newBlock(type) })).toContain(
      'error wrong-channel a',
    );
    expect(found({ start: start('ask'), ask, a: newBlock(type) })).toContain('error wrong-channel ask');
  });

  test('words that Twilio answers itself', () => {
    const asks = (operator: string, value: string, variable = 'message.Body') => {
      const branch = { id: 'a', label: '', variable, operator, value };
      const condition = block('condition', { branches: [branch] }, { a: 'end', otherwise: 'end' });
      const end = block('message', { body: 'Bye' });
      const all = {
        start: start('ask', 'incoming-message'),
        ask: block('waitMessage', {}, { answered: 'c' }),
        c: condition,
        end,
      };
      return checkFlow(flow(all), blockTypes).map(({ code, field, path, message }) => [
        code,
        field,
        path,
        message.split(' ')[0],
      ]);
    };
    const at = (word: string) => ['reserved-keyword', 'branches', '[0].value', word];
    expect(asks('is_word_of', 'no, Cancel!')).toEqual([at('CANCEL')]);
    expect(asks('equal_to', 'stop', 'blocks.ask.Body')).toEqual([at('STOP')]);
    expect(asks('matches_any_of', 'help, end, START')).toEqual([at('END'), at('START'), at('HELP')]);
    expect(asks('is_word_of', 'yes, y, ok, stop it')).toEqual([]);
    expect(asks('not_equal_to', 'STOP')).toEqual([]);
    expect(asks('equal_to', 'STOP', 'message.OptOutType')).toEqual([]);
  });
});

function dead(to: string): Record<string, string> {
  return { completed: to, noAnswer: to, busy: to, failed: to };
}

describe('menu choices', () => {
  test('the same key twice, and a key that begins another', () => {
    const choices = [key('a', '1'), key('b', '1'), key('c', '12')];
    const problems = found(menuWith(choices, { a: 'end', b: 'end', c: 'end' }));
    expect(new Set(problems)).toEqual(
      new Set(['error ambiguous-keys menu choices[1].key', 'error ambiguous-keys menu choices[2].key']),
    );
  });

  test('a choice nobody can make, two of one name, and one that goes nowhere', () => {
    expect(found(menuWith([key('a', '')], { a: 'end' }))).toEqual([
      'error choice-without-key-or-phrase menu choices[0].key',
    ]);
    expect(found(menuWith([key('a', '1'), key('a', '2')], { a: 'end' }))).toEqual([
      'error duplicate-choice menu choices[1].id',
    ]);
    expect(found(menuWith([key('a', '1')]))).toEqual(['error unconnected-exit menu a']);
  });
});

describe('variables', () => {
  test('a misspelt variable is named with the nearest one', () => {
    const document = flow({ start: start('a'), a: say('Hi {{ compny }}') }, { company: { type: 'string' } });
    const [problem] = checkFlow(document, blockTypes);
    expect(problem).toMatchObject({ code: 'unknown-variable', severity: 'warning', block: 'a', field: 'prompts' });
    expect(problem?.message).toContain('"company"');
  });

  test('variables that are declared or set are known', () => {
    const set = block('set', { assignments: [{ name: 'mine', value: '{{ call.From }}' }] }, { next: 'a' });
    expect(found({ start: start('s'), s: set, a: say('{{ mine }}') })).toEqual([]);
  });

  test('results must exist, and can be read only after the block that leaves them', () => {
    const ask = (next: string) => block('gather', { prompts: [{ say: 'x' }] }, { input: next, noInput: next });
    expect(found({ start: start('g'), g: ask('a'), a: say('{{ blocks.g.Digits }}') })).toEqual([]);
    expect(found({ start: start('g'), g: ask('a'), a: say('{{ blocks.g.Digitz }}') })).toEqual([
      'warning unknown-variable a prompts[0].say',
    ]);
    expect(
      found({ start: start('a'), a: say('{{ blocks.g.Digits }}', 'g'), g: ask('end'), end: block('hangup') }),
    ).toEqual(['warning unset-variable a prompts[0].say']);
  });

  test('what a condition looks at is checked as a template is', () => {
    const branches = [{ id: 'x', label: '', variable: 'call.Frm', operator: 'is_blank', value: '' }];
    const condition = block('condition', { branches }, { x: 'end', otherwise: 'end' });
    expect(found({ start: start('c'), c: condition, end: block('hangup') })).toEqual([
      'warning unknown-variable c branches[0].variable',
    ]);
  });
});

test('tests that name what is not there are warned of, and change nothing else', () => {
  const document: FlowDocument = {
    ...flow({ start: start('menu'), menu: say('Hi') }, { score: { type: 'string' } }),
    tests: [
      {
        name: 'Right',
        steps: [{ at: 'menu' }, { variable: 'score', is: '' }, { variable: 'call.From', is: '' }, { endsAt: 'menu' }],
      },
      {
        name: 'Wrong',
        steps: [{ at: 'mneu' }, { variable: 'scor', is: '' }, { variable: 'blocks.menu.x', is: '' }, { endsAt: 'x' }],
      },
    ],
  };
  expect(checkFlow(document, blockTypes).map(({ code, severity, path }) => `${severity} ${code} ${path}`)).toEqual([
    'warning bad-test-step $.tests[1].steps[0].at',
    'warning bad-test-step $.tests[1].steps[1].variable',
    'warning bad-test-step $.tests[1].steps[2].variable',
    'warning bad-test-step $.tests[1].steps[3].endsAt',
  ]);
  expect(checkFlow(document, blockTypes)[0]?.message).toBe(
    'Test "Wrong", step 1, can never pass. No block has the id "mneu". Did you mean "menu"?',
  );
  expect(checkFlow(document, blockTypes)[1]?.message).toContain('Did you mean "score"?');
});

test('blocks fresh from the palette have the shape of their type', () => {
  for (const type of blockTypes.keys()) {
    const fresh = newBlock(type);
    const codes = checkFlow(flow({ block: fresh }), blockTypes).map((problem) => problem.code);
    expect(codes, type).not.toContain('bad-value');
  }
});

test('2,000 blocks that read each other are checked', () => {
  const blocks: Record<string, FlowBlock> = { start: start('m0') };
  for (let i = 0; i < 1_000; i++) {
    const next = `m${(i + 1) % 1_000}`;
    const choices = [key('a', '1'), key('b', '2')];
    blocks[`m${i}`] = block(
      'menu',
      { prompts: [{ say: `Menu {{ blocks.m${i}.Digits }}` }], choices },
      { a: `s${i}`, b: next, noInput: next, noMatch: next },
    );
    blocks[`s${i}`] = say(`You pressed {{ blocks.m${(i + 7) % 1_000}.Digits }}`, next);
  }
  expect(checkFlow(flow(blocks), blockTypes)).toEqual([]);
});

describe('blocks that know of the flow around them', () => {
  const problemsOf = (blocks: Record<string, FlowBlock>, more: Partial<FlowDocument> = {}): string[] =>
    checkFlow({ ...flow(blocks), ...more }, blockTypes).map(({ severity, message }) => `${severity} ${message}`);
  const office = (props: Props, settings: FlowDocument['settings'] = {}) =>
    problemsOf(
      { start: start('h'), h: block('hours', props, { open: 'end', closed: 'end' }), end: block('hangup') },
      { settings },
    );
  const week = { mon: [{ from: '09:00', to: '17:00' }] };

  test('opening hours need a time zone that is one, of their own or the flow’s', () => {
    expect(office({ week }, { timezone: 'Europe/Berlin' })).toEqual([]);
    expect(office({ week, timezone: 'Europe/Berlin' })).toEqual([]);
    expect(office({ week })[0]).toContain('error Nobody can tell when you are open');
    expect(office({ week }, { timezone: 'Europe/Berln' })[0]).toContain('Did you mean "Europe/Berlin"?');
    expect(office({}, { timezone: 'Europe/Berlin' })).toEqual(['warning It is never open: no weekday has any hours.']);
  });

  const people = {
    columns: ['extension', 'name'],
    rows: [
      ['101', 'Ada'],
      ['1 0 1', 'Grace'],
      ['', ''],
      ['', ''],
    ],
  };
  const found = (props: Props, tables?: FlowDocument['tables']) =>
    problemsOf(
      {
        start: start('l'),
        l: block('lookup', { key: 'x', ...props }, { found: 'end', notFound: 'end' }),
        end: block('hangup'),
      },
      tables ? { tables } : {},
    );

  test('a look-up needs a table and a column that are there, and keys that differ', () => {
    expect(found({ table: 'poeple' }, { people })[0]).toContain('Did you mean "people"?');
    expect(found({ table: 'people' })).toEqual(['error The flow has no table "people". Make one.']);
    expect(found({ table: 'people', column: 'nmae' }, { people })[0]).toContain('Did you mean "name"?');
    expect(
      found({ table: 'people', column: 'name' }, { people: { ...people, rows: people.rows.slice(0, 1) } }),
    ).toEqual([]);
    expect(found({ table: 'people' }, { people })).toEqual([
      'warning Rows 1 and 2 of "people" have the same extension; only the first is ever found.',
    ]);
    expect(found({ table: 'people' }, { people: { ...people, rows: [] } })).toEqual([
      'warning Table "people" is empty, so nothing is ever found.',
    ]);
  });

  const round = (times: number, again: string) =>
    problemsOf({
      start: start('loop'),
      loop: block('loop', { times }, { again, done: 'end' }),
      a: say('A', 'loop'),
      stray: say('B', 'end'),
      end: block('hangup'),
    }).filter((message) => !message.includes('No cord leads'));

  test('a loop comes back, and ends before the call is cut', () => {
    expect(round(40, 'a')).toEqual([]);
    expect(round(60, 'a')[0]).toMatch(
      /^error .* goes round 60 times without waiting for the caller: 120 steps at once/,
    );
    expect(round(3, 'stray')).toEqual([
      'warning "Again" does not lead back to "Loop", so nothing is repeated. Lead the last block of the round back here.',
    ]);
  });

  test('columns of the table are offered, and known', () => {
    const document = {
      ...flow({
        start: start('l'),
        l: block('lookup', { table: 'people', key: 'x' }, { found: 'a', notFound: 'a' }),
        a: say('{{ blocks.l.name }} {{ blocks.l.nmae }}'),
      }),
      tables: { people: { ...people, rows: [['1', 'Ada']] } },
    };
    expect(completionsFor(document, blockTypes, 'a').map(({ path }) => path)).toContain('blocks.l.name');
    expect(checkFlow(document, blockTypes).map(({ message }) => message)).toEqual([
      'Nothing is called "blocks.l.nmae"; it prints nothing. Did you mean "blocks.l.name"?',
    ]);
  });
});

test('a text without quotes in a JSON to send', () => {
  const warned = (json: string) =>
    checkFlow(
      flow(
        {
          start: start('a'),
          a: block(
            'http',
            { url: 'https://api.example.com/', method: 'POST', body: 'json', json },
            { success: 'end', failed: 'end' },
          ),
          end: block('hangup'),
        },
        { name: { type: 'string' }, count: { type: 'number' }, order: { type: 'object' } },
      ),
      blockTypes,
    ).map(({ severity, code, field, message }) => [severity, code, field, message]);
  expect(warned('{"name": {{ name | upcase }}}')).toEqual([
    [
      'warning',
      'unquoted-text',
      'json',
      '"name" is a text, and without quotes only figures are JSON. Write {{ name | upcase | json }}.',
    ],
  ]);
  expect(warned('{"from": {{- call.From -}}, "said": "\\"{{ name }}"}').map(([, code]) => code)).toEqual([
    'unquoted-text',
  ]);
  for (const fine of [
    '{"name": "{{ name }}", "json": {{ name | json }}, "count": {{ count }}, "order": {{ order }}}',
    '{"size": {{ name | size }}, "media": {{ message.NumMedia }}, "key": {{ blocks.a.status }}}',
    '{"name": "\\"{{ name }}\\""{% if count %}, "n": {{ name }}{% endif %}}',
  ]) {
    expect(warned(fine).filter(([, code]) => code === 'unquoted-text')).toEqual([]);
  }
});

test('a first value that is not of its type, in a flow from before', () => {
  const problems = checkFlow(
    flow({ start: start('a'), a: say('Hi') }, { count: { type: 'number', initial: '5' } }),
    blockTypes,
  );
  expect(problems).toEqual([
    {
      code: 'bad-initial',
      severity: 'warning',
      message: 'The first value of "count" is "5"; expected a number such as 12.5. Write 5.',
    },
  ]);
});

test('a value that a variable which keeps its type never takes', () => {
  const assignments = [
    { name: 'count', value: 'five' },
    { name: 'count', value: '' },
    { name: 'count', value: ' 5 ' },
    { name: 'count', value: '{{ call.From }}' },
    { name: 'open', value: 'yes' },
    { name: 'loose', value: 'x' },
  ];
  const document = flow(
    { start: start('a'), a: block('set', { assignments }, { next: 'end' }), end: block('hangup') },
    { count: { type: 'number' }, open: { type: 'boolean' } },
  );
  const typed = { ...document, settings: { typedVariables: true } };
  expect(checkFlow(typed, blockTypes).map(({ code, field, path, message }) => [code, field, path, message])).toEqual([
    [
      'wrong-type',
      'assignments',
      '[0].value',
      '"count" stays as it is: "five" is set, and expected is a number such as 12.5.',
    ],
    [
      'wrong-type',
      'assignments',
      '[1].value',
      '"count" stays as it is: nothing is set, and expected is a number such as 12.5.',
    ],
    ['wrong-type', 'assignments', '[4].value', '"open" stays as it is: "yes" is set, and expected is true or false.'],
  ]);
  expect(checkFlow(document, blockTypes)).toEqual([]);
});
