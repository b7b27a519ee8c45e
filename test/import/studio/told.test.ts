import { describe, expect, test } from 'vitest';
import { DESK_PAGES } from '../../../client/state/route.ts';
import { blockTypes } from '../../../shared/blocks/index.ts';
import { exportStudio } from '../../../shared/export/studio/export-studio.ts';
import type { Branch } from '../../../shared/fields/branches.ts';
import { compare } from '../../../shared/fields/compare.ts';
import { describeStudioReport } from '../../../shared/import/studio/report.ts';
import { runTest } from '../../../shared/rehearsal/run-test.ts';
import { flowOf, imported, state } from './support/documents.ts';

const notesOf = (text: string, name: string): string => {
  const found = imported(text).report.states.find((one) => one.name === name);
  return `${found?.fate}: ${found?.notes.join(' ')}`;
};

describe('addresses that only stand for one of yours', () => {
  const addressesOf = (properties: object): readonly string[] => {
    const text = flowOf([state('ask', 'make-http-request', { method: 'GET', ...properties })]);
    return imported(text).report.states.find(({ name }) => name === 'ask')?.addresses ?? [];
  };

  test.each([
    'https://example.com/hook',
    'https://api.example.org:8443/x?y={{flow.variables.y}}',
    'https://REPLACE_ME',
    'https://YOUR_ENVIRONMENT_DOMAIN_NAME/path',
    'https://your-domain.twil.io/path',
    'https://yourcompany.com/hook',
    'https://<your-domain>/hook',
    '<your-domain>',
    'https://\x24{DOMAIN}/hook',
    'https://XXXXXXXX.ngrok.io/hook',
  ])('%s is listed', (url) => expect(addressesOf({ url })).toEqual([url]));

  test.each([
    'https://api.acme.io/hook?next=https://example.com',
    'https://my-app.twil.io/path',
    'https://webhooks.twilio.com/v1/Accounts/AC1',
    'https://{{flow.variables.host}}/path',
    'https://[2606:4700::1111]/path',
    'https://a_b.acme.io/x',
  ])('%s is not', (url) => expect(addressesOf({ url })).toEqual([]));

  test('its block keeps its fate, and a person is told; words in a text are no address', () => {
    const text = flowOf([
      state('play', 'say-play', { play: 'https://example.com/hello.mp3' }, { audioComplete: 'say' }),
      state('say', 'say-play', { say: 'Visit https://example.com/ today' }),
    ]);
    const { report } = imported(text);
    expect(report.states.map(({ name, fate, addresses }) => [name, fate, addresses])).toEqual([
      ['Trigger', 'exact', undefined],
      ['play', 'exact', ['https://example.com/hello.mp3']],
      ['say', 'exact', undefined],
    ]);
    expect(describeStudioReport(report, 'x.json')).toContain(
      'Needs you: put in your address:\n  play (say-play)\n    https://example.com/hello.mp3\n',
    );
  });
});

describe('what is told', () => {
  test('conditions that test something else than the split says are kept, and warned about', () => {
    const split = {
      ...(state('split', 'split-based-on', { input: '{{widgets.b.Digits}}' }) as object),
      transitions: [
        { event: 'noMatch' },
        {
          event: 'match',
          conditions: [{ friendly_name: 'One', arguments: ['{{widgets.a.Digits}}'], type: 'equal_to', value: '1' }],
        },
      ],
    };
    const menus = ['a', 'b'].map((name, index) =>
      state(
        name,
        'gather-input-on-call',
        { say: name },
        { keypress: index === 0 ? 'b' : 'split', speech: '', timeout: '' },
      ),
    );
    const text = flowOf([...menus, split]);
    expect(notesOf(text, 'split')).toContain('approximated: It says that it splits by {{widgets.b.Digits}}');
    expect(imported(text).flow.blocks.split?.props.branches).toMatchObject([{ variable: 'blocks.a.Digits' }]);
  });

  test('a transition to nowhere ends the branch', () => {
    const text = flowOf([state('hello', 'say-play', { say: 'Hello' }, { audioComplete: 'gone' })]);
    expect(notesOf(text, 'hello')).toContain('approximated: It goes on by audioComplete to “gone”');
    expect(imported(text).report.problems).toMatchObject([
      { code: 'dangling-next', path: '$.states[1].transitions[0].next' },
    ]);
  });

  test('an event that no widget of the type has, and one that comes twice, are told and taken by nothing', () => {
    const split = {
      ...(state('split', 'split-based-on', { input: '{{trigger.call.From}}' }) as object),
      transitions: [
        { event: 'noMatch', next: 'yes' },
        { event: 'default', next: 'no' },
        { event: 'noMatch', next: 'no' },
        {
          event: 'match',
          next: 'no',
          conditions: [
            { friendly_name: 'One', arguments: ['{{trigger.call.From}}'], type: 'equal_to', value: '+15550100199' },
          ],
        },
      ],
    };
    const said = ['yes', 'no'].map((name) => state(name, 'say-play', { say: name }, { audioComplete: '' }));
    const text = flowOf([split, ...said]);
    const { flow, report } = imported(text);
    expect(flow.blocks.split?.exits).toMatchObject({ otherwise: 'yes', branch1: 'no' });
    const found = report.states.find(({ name }) => name === 'split');
    expect(found?.transitions.map(({ fate }) => fate)).toEqual(['cord', 'unused', 'unused', 'cord']);
    expect(notesOf(text, 'split')).toMatch(/^approximated: .*by default to “no”.* by noMatch more than once/);
    expect(report.problems.map(({ code, path }) => [code, path])).toEqual([
      ['unknown-event', '$.states[1].transitions[1].event'],
      ['repeated-event', '$.states[1].transitions[2].event'],
    ]);
  });

  test('a trigger that names two ways for one event keeps the first', () => {
    const said = ['one', 'two'].map((name) => state(name, 'say-play', { say: name }, { audioComplete: '' }));
    const flow = JSON.parse(flowOf(said)) as { states: { transitions: unknown[] }[] };
    flow.states[0]?.transitions.push({ event: 'incomingCall', next: 'two' });
    const result = imported(JSON.stringify(flow));
    expect(result.flow.blocks.start?.exits.next).toBe('one');
    expect(result.report.states[0]?.transitions.map(({ fate }) => fate)).toEqual(['cord', 'unused']);
    expect(notesOf(JSON.stringify(flow), 'Trigger')).toContain('by incomingCall more than once');
  });

  test.each([
    ['equal_to', 'Yes.', ' yes. ', 'yes'],
    ['matches_any_of', 'one, Two!', 'TWO!', 'two'],
    ['contains', "don't", "Please DON'T ask", 'dont ask'],
  ])('words that are compared by %s count with their punctuation, as in Studio', (type, value, takes, misses) => {
    const { flow, report } = imported(splitOn({ type, value }));
    expect(report.states.find(({ name }) => name === 'split')?.fate).toBe('exact');
    const props = Object.values(flow.blocks).find((block) => block.type === 'condition')?.props as unknown as {
      branches: [Branch];
      forgiving?: boolean;
    };
    const { operator, value: wanted } = props.branches[0];
    const forgiving = props.forgiving === true;
    const holds = (actual: string) => compare(actual, operator, wanted, { forgiving });
    expect([holds(takes), holds(misses)]).toEqual([true, false]);
  });

  test.each([
    ['yes', '^yes$'],
    ['^yes', '^yes$'],
    ['yes|no', '^(?:yes|no)$'],
    ['^a$|b', '^(?:a$|b)$'],
    ['a\\$', '^a\\$$'],
    // What it holds may name several.
    ['{{flow.variables.names}}', '^(?:{{names}})$'],
  ])('the pattern %s is for the whole text', (value, pattern) => {
    expect(imported(splitOn({ type: 'regex', value })).flow.blocks.split?.props.branches).toMatchObject([
      { operator: 'regex', value: pattern },
    ]);
  });

  test('what follows the failure of another address', () => {
    const text = flowOf([
      state('away', 'add-twiml-redirect', { url: 'https://example.com/twiml' }, { fail: 'away', return: '' }),
    ]);
    expect(notesOf(text, 'away')).toContain('approximated: What follows its event "fail"');
  });

  test.each([
    ['an object', '{"name": "Ann", "tags": ["a"]}'],
    ['a number', '42'],
    ['nothing much', '[]'],
  ])('what a server answered, %s, is sent on as the JSON that it is', async (_name, answer) => {
    const [first, second] = ['https://example.com/first', 'https://example.com/second'];
    const body = '{"got": {{widgets.get.body}}, "text": "{{trigger.call.From}}"}';
    const sends = { method: 'POST', url: second, content_type: 'application/json', body };
    const text = flowOf([
      state('get', 'make-http-request', { method: 'GET', url: first }, { success: 'send', failed: '' }),
      state('send', 'make-http-request', sends, { success: '', failed: '' }),
    ]);
    const http = { [first]: { body: answer }, [second]: { status: 204 } };
    const { path } = await runTest({ name: 'x', http, steps: [] }, { flow: imported(text).flow, types: blockTypes });
    expect(path.map(({ block, exit }) => `${block}.${exit}`)).toContain('send.success');
    comesBackAs(text, 'send', body);
  });

  test.each([
    ['{"more": {{flow.variables.more}}}', true],
    ['{"more": "say, {{flow.variables.more}}"}', false],
    ['{"more": {{flow.variables.more | to_json}}, "key": {{widgets.post.body}}}', false],
  ])('a variable in the JSON %s that may hold JSON', (body, isTold) => {
    const posted = { method: 'POST', url: 'https://example.com', content_type: 'application/json', body };
    const notes = notesOf(flowOf([state('post', 'make-http-request', posted, { success: '', failed: '' })]), 'post');
    expect(notes.includes('The variable more stands in the JSON without quotes')).toBe(isTold);
  });

  test('properties by the names of other catalogues are understood', () => {
    const text = flowOf([
      state('ask', 'gather-input-on-call', { say: 'x', num_digits: 4 }, { keypress: 'ask', speech: '', timeout: '' }),
    ]);
    expect(imported(text).flow.blocks.ask?.props.numDigits).toBe(4);
  });

  test('credentials of the account are asked for, not copied', () => {
    const text = flowOf([
      state(
        'get',
        'make-http-request',
        { method: 'GET', url: 'https://example.com', add_twilio_auth: true },
        { success: '', failed: '' },
      ),
    ]);
    expect(notesOf(text, 'get')).toContain('needsYou');
    expect(imported(text).flow.blocks.get?.props).toMatchObject({
      auth: 'basic',
      username: '{{ secrets.twilioAccountSid }}',
      password: '{{ secrets.twilioAuthToken }}',
    });
  });

  test('the page that calls out begin from is called as it is', () => {
    const title = DESK_PAGES.find(({ page }) => page === 'outgoing')?.title;
    const [message] =
      imported(flowOf([state('ring', 'make-outgoing-call-v2', {}, { answered: '' })])).report.states[1]?.notes ?? [];
    expect(message).toContain(`from the page ${title} or by the API`);
  });
});

/** The way back gives a widget the body that it had. */
function comesBackAs(text: string, name: string, body: string): void {
  const result = exportStudio(imported(text).flow);
  const found = result.ok ? result.definition.states.find((one) => one.name === name) : undefined;
  expect(found?.properties.body).toBe(body);
}

/** A flow of one split by the caller's number, with one condition. */
function splitOn(condition: { readonly type: string; readonly value: string }): string {
  const conditions = [{ friendly_name: 'It holds', arguments: ['{{trigger.call.From}}'], ...condition }];
  const split = state('split', 'split-based-on', { input: '{{trigger.call.From}}' }) as object;
  return flowOf([{ ...split, transitions: [{ event: 'noMatch' }, { event: 'match', conditions }] }]);
}
