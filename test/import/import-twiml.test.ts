import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { readFlow } from '../../shared/document.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { type ImportOptions, importTwiml } from '../../shared/import/import-twiml.ts';
import { roundTrip } from './support.ts';

const response = (inside: string): string => `<Response>\n${inside}\n</Response>`;

function imported(xml: string, options: ImportOptions = {}) {
  const result = importTwiml(xml, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

/** Severity, code and place of every problem. */
function problems(xml: string, options: ImportOptions = {}): string[] {
  const result = importTwiml(xml, options);
  const found = result.ok ? result.report.problems : result.problems;
  return found.map(({ severity, code, line, column }) => `${severity} ${code} ${line}:${column}`);
}

describe('the flow', () => {
  test('is one block for every verb, one behind the other, laid out in their order', () => {
    const { flow, report } = imported(response('<Say>One</Say><Pause length="2"/><Say>Two</Say><Hangup/>'), {
      name: 'Greeting',
    });
    expect(flow.name).toBe('Greeting');
    expect(flow.blocks).toEqual({
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'say1' } },
      say1: { type: 'say', props: { prompts: [{ say: 'One' }] }, exits: { next: 'pause' } },
      pause: { type: 'pause', props: { length: 2 }, exits: { next: 'say2' } },
      say2: { type: 'say', props: { prompts: [{ say: 'Two' }] }, exits: { next: 'hangup' } },
      hangup: { type: 'hangup', props: {}, exits: {} },
    });
    const across = ['start', 'say1', 'pause', 'say2', 'hangup'].map((id) => flow.layout[id]?.[0] ?? 0);
    expect(across).toEqual([...across].sort((a, b) => a - b));
    expect(report).toMatchObject({ channel: 'voice', counts: { exact: 4, raw: 0, invalid: 0 }, problems: [] });
    expect(checkFlow(flow, blockTypes).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('of many verbs is laid out in lines, with no two blocks in one place', () => {
    const { flow } = imported(response('<Pause/>'.repeat(20)));
    const places = Object.values(flow.layout).map(String);
    expect(new Set(places).size).toBe(places.length);
    expect(Math.max(...Object.values(flow.layout).map(([x]) => x))).toBeLessThan(2_600);
  });

  test('answers messages where the verbs do', () => {
    expect(imported(response('<Redirect>https://a.test/</Redirect>')).report.channel).toBe('voice');
    expect(imported(response('<Redirect>https://a.test/</Redirect>'), { channel: 'messaging' }).report.channel).toBe(
      'messaging',
    );
    const { flow } = imported(response('<Message>Hello</Message>'));
    expect(flow.blocks.start?.props).toEqual({ on: 'incoming-message' });
  });

  test('keeps the message of a message to the last space', () => {
    expect(roundTrip(response('<Message> Two\n  lines </Message>'))).toMatchObject({ same: true });
    expect(roundTrip(response('<Message> Two\n  lines </Message>')).printed).toContain('> Two\n  lines <');
  });

  test('says so where a TwiML Bin would have filled something in', () => {
    expect(problems(response('<Say>Hi {{From}}</Say>'))).toEqual(['info bin-template 2:9']);
  });

  test('of an empty response says nothing', () => {
    expect(roundTrip('<Response/>')).toMatchObject({ same: true });
  });

  test('shows expressions instead of evaluating them', () => {
    const xml = response('<Say>{{ call.From }} {% raw %} {% endraw %}</Say><Odd note="{{ call.From }}">{% if %}</Odd>');
    expect(roundTrip(xml)).toMatchObject({ same: true });
  });
});

describe('what no block can hold', () => {
  test('stays as it is written, with the reason and its place', () => {
    const xml = response('  <Gather>\n    <Say>Hi</Say>\n    <Odd/>\n  </Gather>');
    const { flow, report } = imported(xml);
    expect(flow.blocks.twiml?.props).toEqual({ xml: '<Gather>\n  <Say>Hi</Say>\n  <Odd/>\n</Gather>' });
    expect(report.elements.map(({ path, fate, line, column }) => `${path} ${fate} ${line}:${column}`)).toEqual([
      '/Response/Gather[1] raw 2:3',
      '/Response/Gather[1]/Say[1] raw 3:5',
      '/Response/Gather[1]/Odd[1] invalid 4:5',
    ]);
    expect(problems(xml)).toEqual(['warning kept-raw 2:3', 'warning twiml.unknownElement 4:5']);
  });

  test('an unknown attribute is named where it stands', () => {
    expect(problems(response('<Say\n  voice="alice"\n  bogus="1">Hi</Say>'))).toEqual([
      'warning kept-raw 2:1',
      'warning twiml.unknownAttribute 4:3',
    ]);
  });

  test('verbs that never run are kept with the one that ends the document', () => {
    const xml = response('<Say>Hi</Say>\n<Hangup/>\n<Say>never</Say>');
    expect(roundTrip(xml)).toMatchObject({ same: true });
    expect(problems(xml)).toEqual(['warning never-reached 4:1']);
    expect(imported(xml).flow.blocks.twiml?.props.xml).toBe('<Hangup/>\n<Say>never</Say>');
  });

  test('more verbs than one turn runs blocks', () => {
    const { same, report } = roundTrip(response('<Pause/>'.repeat(400)));
    expect(same).toBe(true);
    expect(report.counts.exact).toBeGreaterThan(90);
  });

  test('a document that grows too large when it is written out is told of, and kept as blocks', () => {
    const xml = response(`<Say>${'<break/>'.repeat(3_000)}</Say>`.repeat(2));
    expect(problems(xml)).toEqual(['error too-large 1:1']);
    expect(imported(xml).flow.blocks.say1?.type).toBe('say');
  });

  test('comments and processing instructions are told of', () => {
    expect(problems('<?style a?>\n<Response><!-- hello --><Pause/></Response>')).toEqual([
      'info instruction-not-kept 1:1',
      'info comment-not-kept 2:11',
    ]);
  });
});

describe('relative addresses', () => {
  const xml = response('<Play>hold.mp3</Play><Odd action="x"/><Redirect>/next?a=1</Redirect>');

  test('are made absolute with a base, and told of', () => {
    const { flow, report } = imported(xml, { base: 'https://a.test/ivr/start.xml' });
    expect(flow.blocks.play?.props).toEqual({ url: 'https://a.test/ivr/hold.mp3' });
    expect(flow.blocks.redirect?.props).toEqual({ url: 'https://a.test/next?a=1' });
    expect(report.problems.map(({ code }) => code)).toContain('url-made-absolute');
  });

  test('are warned of without', () => {
    expect(problems(xml).filter((one) => one.includes('url'))).toEqual([
      'warning relative-url 2:1',
      'warning relative-url 2:39',
    ]);
  });

  test('an empty one that asks for music is silence, and stays', () => {
    const enqueue = response('<Enqueue waitUrl="">q</Enqueue>');
    expect(roundTrip(enqueue, { base: 'https://a.test/' })).toMatchObject({ same: true });
    expect(problems(enqueue)).toEqual([]);
  });
});

describe('broken documents', () => {
  test('are imported up to where they break; the rest is kept to be mended', () => {
    const xml = '<Response>\n <Say>One</Say>\n <Say>Two</Play>\n <Hangup/>\n</Response>';
    const { flow, report } = imported(xml);
    expect(flow.blocks.say?.exits).toEqual({ next: 'twiml' });
    expect(flow.blocks.twiml?.props.xml).toBe('<Say>Two</Play>\n <Hangup/>');
    expect(report.problems).toMatchObject([{ severity: 'error', line: 3, column: 16 }]);
    expect(report.problems[0]?.message).toContain('Say from line 3, column 2 is still open');
    expect(checkFlow(flow, blockTypes).map(({ block, code }) => `${block} ${code}`)).toEqual(['twiml bad-twiml']);
  });

  test.each<[string, string, string, string]>([
    ['nothing', '', 'not well-formed', '1:1'],
    [
      'a document type',
      '<!DOCTYPE Response [<!ENTITY a "b">]>\n<Response><Say>&a;</Say></Response>',
      'document type',
      '1:37',
    ],
    [
      'billion laughs',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<Response><Say>&b;</Say></Response>`,
      'document type',
      '1:54',
    ],
    ['a Studio flow', '{"description": "IVR", "states": []}', 'a Twilio Studio flow', '1:1'],
    ['other JSON', '\n[1]', 'This is JSON', '2:1'],
    ['a web page', '<html><body>404</body></html>', 'This is a web page', '1:1'],
    ['a page with a doctype', '<!doctype html><p>Oops', 'This is a web page', '1:9'],
    ['another root', '<Responses><Say>Hi</Say></Responses>', 'The root element is Responses', '1:1'],
    ['more than 64 KB', response(`<Say>${'a'.repeat(66_000)}</Say>`), 'larger than 65536 bytes', '1:1'],
    ['only the beginning', '<Response>', 'before Response from line 1, column 1 is closed', '1:11'],
  ])('nothing can be imported from %s', (_what, xml, message, place) => {
    const result = importTwiml(xml);
    if (result.ok) throw new Error('imported');
    const last = result.problems.at(-1);
    expect(last?.message).toContain(message);
    expect(`${last?.line}:${last?.column}`).toBe(place);
  });

  test.each<[string, string, number]>([
    ['NUL', response('<Pause/><Say>a\u0000b</Say>'), 1],
    ['nesting without end', response(`<Pause/>${'<Say>'.repeat(300)}`), 1],
    ['an entity nobody declared', response('<Pause/><Say>a&nbsp;b</Say>'), 1],
    ['text after the root', `${response('<Pause/>')} and more`, 1],
    ['no root at all', '<Say>Hi</Say>', 1],
    ['a root in small letters', '<response><Pause/></response>', 1],
    ['attributes that mean something to JavaScript', response('<Say __proto__="a" constructor="b">Hi</Say>'), 1],
    ['a prefix', '<t:Response xmlns:t="u"><Pause/></t:Response>', 0],
  ])('%s', (_what, xml, verbs) => {
    const result = importTwiml(xml);
    expect(result.ok ? result.report.problems.length : result.problems.length).toBeGreaterThan(0);
    if (verbs > 0) expect(result.ok && result.report.elements.length).toBe(verbs);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  test('attributes that mean something to JavaScript are kept', () => {
    expect(roundTrip(response('<Say __proto__="a" constructor="b">Hi</Say>'))).toMatchObject({ same: true });
  });

  test('whatever is broken how, nothing is thrown and what is imported can be read', () => {
    const pieces = fc.constantFrom(
      ...'<>&"\'/=!?-[];{}% \n\u0000\ud800',
      '<Say>',
      '</Say>',
      '<!--',
      ']]>',
      '&#x0;',
      '<?xml?>',
      '{{',
      '{%',
    );
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(12),
      insert: fc.array(pieces, { maxLength: 3 }),
    });
    const whole = response(
      '<Say voice="alice">Hi <break time="1s"/> you</Say><Gather action="/x"><Play>https://a.test/b</Play></Gather><Odd/><Hangup/>',
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const xml = changes.reduce((text, { at, cut, insert }) => {
          const from = Math.floor(at * text.length);
          return text.slice(0, from) + insert.join('') + text.slice(from + cut);
        }, whole);
        const result = importTwiml(xml);
        if (result.ok) expect(readFlow(writeFlow(result.flow))).toMatchObject({ ok: true });
        else expect(result.problems.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a byte order mark is nothing to speak of', () => {
    expect(imported('\uFEFF<Response><Pause/></Response>').report.problems).toEqual([]);
  });
});
