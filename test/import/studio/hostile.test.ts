import { describe, expect, test } from 'vitest';
import { importStudio } from '../../../shared/import/studio/import-studio.ts';
import { flowOf, imported, state } from './support/documents.ts';

const said = (name: string, next = '') => state(name, 'say-play', { say: 'Hello' }, { audioComplete: next });
const codesOf = (text: string): readonly string[] =>
  importStudio(text).flatMap((result) => (result.ok ? ['ok'] : result.problems.map(({ code }) => code)));

describe('documents that are meant badly, or not at all', () => {
  test.each([
    ['nothing', '', 'not-json'],
    ['no JSON', '{"states": [', 'not-json'],
    ['another thing', '{"a": 1}', 'not-studio'],
    ['null', 'null', 'not-studio'],
    ['a number', '7', 'not-studio'],
    ['states that are no list', '{"states": {}}', 'not-studio'],
    ['no states', '{"states": []}', 'no-states'],
    ['states of the wrong shape', '{"states": [1, null, "x", []]}', 'wrong-shape'],
    ['a state without a name', '{"states": [{"type": "trigger"}]}', 'wrong-shape'],
    ['no trigger', JSON.stringify({ states: [said('a')] }), 'no-trigger'],
    ['an initial state that is not there', JSON.stringify({ states: [said('a')], initial_state: 'b' }), 'no-trigger'],
    ['an initial state that is no trigger', JSON.stringify({ states: [said('a')], initial_state: 'a' }), 'no-trigger'],
    ['two states of one name', flowOf([said('a'), said('a')]), 'duplicate-name'],
    ['transitions that are no list', flowOf([{ name: 'a', type: 'say-play', transitions: {} }]), 'wrong-shape'],
    ['a transition without an event', flowOf([{ name: 'a', type: 'say-play', transitions: [{}] }]), 'wrong-shape'],
    ['properties that are a text', flowOf([{ name: 'a', type: 'say-play', properties: 'x' }]), 'wrong-shape'],
    [
      'conditions that are none',
      flowOf([{ name: 'a', type: 'split-based-on', transitions: [{ event: 'match', conditions: [1] }] }]),
      'wrong-shape',
    ],
    ['a prototype', '{"states": [{"__proto__": {"a": 1}}]}', 'forbidden-key'],
    ['a constructor', '{"states": [{"constructor": {"prototype": {}}}]}', 'forbidden-key'],
    ['30,000 levels', `{"states": ${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 'too-deep'],
    ['6 MB', `{"states": ["${'x'.repeat(6_000_000)}"]}`, 'too-large'],
    ['2,001 states', flowOf(Array.from({ length: 2_001 }, (_, index) => said(`s${index}`))), 'too-many'],
  ])('%s', (_name, text, code) => expect(codesOf(text)).toContain(code));

  test('each problem has a place and a sentence', () => {
    const [result] = importStudio(flowOf([{ name: 'a', type: 'sayplay', transitions: 3 }]));
    if (!result || result.ok) throw new Error('should have been refused');
    expect(result.problems).toEqual([
      {
        code: 'unknown-widget',
        severity: 'error',
        path: '$.states[1].type',
        message: 'State "a" is of the type "sayplay", which Studio does not have. Did you mean "say-play"?',
      },
    ]);
  });
});

describe('odd, but a flow', () => {
  test('names that are no ids here', () => {
    const names = ['a b', 'a.b', 'a_b', '日本', '日本語', '__proto__', 'constructor', 'start', 'x'.repeat(200)];
    const states = names.map((name, index) => said(name, names[index + 1] ?? ''));
    const { flow, report } = imported(flowOf(states));
    const ids = report.states.map(({ block }) => block);
    expect(new Set(ids).size).toBe(names.length + 1);
    expect(Object.keys(flow.blocks)).toEqual(expect.arrayContaining(ids));
    expect(report.states.map(({ name }) => name).slice(1)).toEqual(names);
  });

  test('names of variables that are words of ours', () => {
    const keys = ['call', 'true', '__proto__', 'a-b', 'a_b', '', '7', 'env'];
    const set = state('set', 'set-variables', { variables: keys.map((key) => ({ key, value: 'x' })) }, { next: '' });
    const { flow } = imported(flowOf([set]));
    const names = ((flow.blocks.set?.props.assignments ?? []) as readonly { name: string }[]).map(({ name }) => name);
    expect(new Set(names).size).toBe(keys.length);
  });

  test('circles, and states that nothing leads to', () => {
    const { flow, report } = imported(flowOf([said('a', 'b'), said('b', 'a'), said('lost', 'lost')]));
    expect(flow.blocks.lost?.exits.next).toBe('lost');
    expect(report.states).toHaveLength(4);
  });

  test('properties of any sort, wherever a text is expected', () => {
    for (const value of [null, 7, true, [], {}, [[]], { a: { b: [] } }, '{{', '{% if', '{{ "', '$\u007bx}', '{{x']) {
      const all = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, value]));
      const states = [
        state('a', 'say-play', all(['say', 'play', 'voice', 'language', 'loop', 'digits']), { audioComplete: 'b' }),
        state('b', 'gather-input-on-call', all(['say', 'timeout', 'number_of_digits', 'hints', 'speech_model']), {
          speech: 'c',
        }),
        state('c', 'set-variables', { variables: value }, { next: 'd' }),
        state('d', 'connect-call-to', all(['noun', 'to', 'caller_id', 'timeout', 'record']), { callCompleted: 'e' }),
        state('e', 'capture-payments', all(['payment_amount', 'valid_card_types', 'parameters']), { success: 'f' }),
        state('f', 'send-message', all(['to', 'from', 'body', 'media_url', 'content_variables']), { sent: 'g' }),
        state('g', 'make-http-request', all(['method', 'url', 'body', 'parameters', 'content_type']), { success: 'h' }),
        state('h', 'run-subflow', all(['flow_sid', 'flow_revision', 'parameters']), { completed: 'i' }),
        state('i', 'split-based-on', { input: value }, { noMatch: 'j' }),
        state('j', 'enqueue-call', all(['queue_name', 'task_attributes', 'priority', 'wait_url']), {
          callComplete: '',
        }),
      ];
      expect(imported(flowOf(states)).report.states, JSON.stringify(value)).toHaveLength(11);
    }
  });

  test('2,000 states, in seconds', () => {
    const states = Array.from({ length: 1_999 }, (_, index) =>
      said(`s${index}`, index === 1_998 ? 's0' : `s${index + 1}`),
    );
    expect(imported(flowOf(states)).report.states).toHaveLength(2_000);
  });

  test('a text as long as a document may be', () => {
    const text = '{{ flow.variables.a }} '.repeat(40_000);
    const result = importStudio(flowOf([state('a', 'say-play', { say: text }, { audioComplete: '' })]));
    expect(result).toHaveLength(1);
  });
});
