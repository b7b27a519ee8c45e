import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sameElement } from '../../shared/twiml/same-tree.ts';
import { treeOf } from '../import/support.ts';
import { run } from './support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchcord-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const GREETING = '<Response>\n  <Say voice="alice">Hello {{ you }}</Say>\n  <Odd/>\n  <Hangup/>\n</Response>';

describe('patchcord import', () => {
  test('writes the flow beside the document and says what became of it', async () => {
    const document = file('greeting.xml', GREETING);
    const { code, out, err } = await run('import', document);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('3 elements: 2 as blocks made for them, 1 invalid but kept.');
    expect(out).toContain(`${document}:3:3: warning: Odd is no TwiML element`);
    const flow = join(folder, 'greeting.flow.json');
    expect(JSON.parse(readFileSync(flow, 'utf8')).name).toBe('greeting');
    const printed = await run('twiml', flow);
    expect(sameElement(treeOf(printed.out), treeOf(GREETING))).toBe(true);
  });

  test('writes over no flow unless told to', async () => {
    const document = file('twice.xml', GREETING);
    const flow = file('twice.flow.json', '{}');
    expect((await run('import', document)).code).toBe(2);
    expect(readFileSync(flow, 'utf8')).toBe('{}');
    expect((await run('import', document, '--out', flow, '--name', 'Again')).code).toBe(0);
    expect(readFileSync(flow, 'utf8')).toContain('"name": "Again"');
  });

  test('prints the flow, or a report for programs', async () => {
    const document = file('printed.xml', GREETING);
    const printed = await run('import', document, '--out', '-');
    expect(JSON.parse(printed.out).blocks.say.type).toBe('say');
    expect(printed.err).toContain('3 elements');
    const { out } = await run('import', document, '--out', '-', '--json');
    expect(JSON.parse(out)).toMatchObject({ channel: 'voice', counts: { exact: 2, invalid: 1 }, flow: { version: 1 } });
  });

  test('keeps what comes before an error, and exits 1 only where there is nothing', async () => {
    const broken = await run('import', file('broken.xml', '<Response><Pause/>\n<Say>a&nbsp;b</Say></Response>'));
    expect(broken.code).toBe(0);
    expect(broken.out).toContain('broken.xml:2:7: error: XML does not know &nbsp;.');
    const none = await run('import', file('none.xml', '<Response>\n<Say>Hello & bye</Say></Response>'));
    expect(none.out).toContain('none.xml: No element could be read.\n');
    expect(none.out).toMatch(
      /none\.xml:2:12: error: .*write &amp; .* No whole verb comes before it; the document is kept/,
    );
    const studio = await run('import', file('studio.xml', '{"states": []}'));
    expect(studio.code).toBe(1);
    expect(studio.err).toContain('studio.xml: $.states: error: The flow has no states');
    expect(existsSync(join(folder, 'studio.flow.json'))).toBe(false);
  });

  test.each([
    ['package.json', '{"name": "x", "version": "1.0.0", "scripts": {}}', /the package\.json of a JavaScript package/],
    ['list.json', '[1, 2]', /a list of 2 numbers/],
    ['number.json', ' 42\n', /the number 42/],
    ['yes.json', 'true', /only true/],
  ])('says of JSON that is no flow what it is, and what was expected: %s', async (name, content, looks) => {
    const { code, err } = await run('import', file(name, content));
    expect(code).toBe(1);
    expect(err).toMatch(looks);
    expect(err).toMatch(/no flow.*flow of Patchcord.*Twilio Studio.*TwiML/);
  });

  test('reads UTF-16, and says where bytes are no text', async () => {
    const utf16 = file(
      'utf16.xml',
      new Uint8Array([0xff, 0xfe, ...Buffer.from('<Response><Say>é</Say></Response>', 'utf16le')]),
    );
    expect((await run('import', utf16, '--out', '-')).out).toContain('"say": "é"');
    const latin = await run(
      'import',
      file('latin.xml', Buffer.from('<Response>\n<Say>caf\xe9</Say></Response>', 'latin1')),
    );
    expect(latin.code).toBe(1);
    expect(latin.err).toContain('latin.xml:2:9: error: The file is not UTF-8 text');
  });

  test.each([
    ['no file', ['import']],
    ['a base that is no address', ['import', 'x.xml', '--base', 'example.com']],
    ['a channel there is not', ['import', 'x.xml', '--channel', 'fax']],
  ])('is called wrongly with %s', async (_what, args) => {
    expect((await run(...args)).code).toBe(2);
  });
});

describe('patchcord export', () => {
  test('gives back the document that was imported', async () => {
    const document = file(
      'static.xml',
      '<Response><Say>Hi {{From}}</Say><Redirect>https://a.test/</Redirect></Response>',
    );
    const flow = join(folder, 'static.flow.json');
    await run('import', document);
    const { code, out } = await run('export', flow);
    expect(code).toBe(0);
    // A TwiML Bin would fill in {{From}}.
    expect(out).toContain('<Say>Hi {&#123;From}}</Say>');
    expect(sameElement(treeOf(out), treeOf(readFileSync(document, 'utf8')))).toBe(true);
    const nothing = join(folder, 'nothing.flow.json');
    await run('import', file('nothing.xml', '<Response/>'));
    expect((await run('export', nothing)).out).toContain('<Response/>');
    await run('export', flow, '--out', join(folder, 'back.xml'));
    expect(readFileSync(join(folder, 'back.xml'), 'utf8')).toBe(out);
  });

  test('names the blocks that need this server', async () => {
    const waits = await run('export', 'docs/examples/survey.flow.json');
    expect(waits.code).toBe(1);
    expect(waits.err).toMatch(
      /^(patchcord: )?docs\/examples\/survey\.flow\.json: The flow cannot be a TwiML Bin, .* because of:\n/,
    );
    expect(waits.err).toContain('"How was it?" waits for what the caller does');
    const flow = (props: object) =>
      JSON.stringify({
        version: 1,
        name: 'Who calls',
        settings: {},
        variables: { company: { type: 'string', initial: 'Acme' } },
        blocks: {
          start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
          hello: { type: 'say', name: 'Hello', props, exits: {} },
        },
        layout: {},
      });
    const caller = await run('export', file('caller.flow.json', flow({ prompts: [{ say: 'Hi {{ call.From }}' }] })));
    expect(caller.err).toContain('"Hello" uses call.From, which only a call knows.');
    await run('import', file('half.xml', '<Response><Say>One</Say><Say>R & D</Say></Response>'));
    const half = await run('export', join(folder, 'half.flow.json'));
    expect([half.code, half.out]).toEqual([1, '']);
    expect(half.err).toContain('"Own TwiML" does not say all it holds: The TwiML cannot be read and was left out.');
    const time = await run('export', file('time.flow.json', flow({ prompts: [{ say: '{{ "now" | date: "%H" }}' }] })));
    expect(time.err).toContain('"Hello" uses the time');
    const company = await run('export', file('company.flow.json', flow({ prompts: [{ say: 'At {{ company }}' }] })));
    expect(company.out).toContain('<Say>At Acme</Say>');
  });
});
