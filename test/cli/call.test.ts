import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../server/cli/patchcord.ts';
import { run } from './support/run.ts';

const ROOT = join(import.meta.dirname, '../..');
const OFFICE = join(ROOT, 'docs/examples/small-office.flow.json');
const TOKEN = 'f00dcafef00dcafef00dcafef00dcafe';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-call-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('patchcord call FILE', () => {
  it('prints the conversation, each line with its time and who is heard', async () => {
    const { code, out } = await run('call', OFFICE, '--press', '1');
    expect(code).toBe(0);
    expect(out).toMatch(/^0:00 {2}app {5}Thank you for calling Acme\./);
    expect(out).toMatch(/^0:0\d {2}caller {2}1$/m);
    expect(out).toMatch(/^0:0\d {2}app {5}Dials \+15550100111, /m);
    expect(
      out
        .trimEnd()
        .split('\n')
        .every((line) => /^\d+:\d\d {2}(app|caller|party|line) +\S/.test(line)),
    ).toBe(true);
  });

  it('does what the options say in their order', async () => {
    const { out } = await run(
      'call',
      OFFICE,
      '--silence',
      '--wait',
      '1',
      '--say',
      'hmm',
      '--confidence',
      '0.3',
      '--hangup',
    );
    const order = ['No input', '“hmm”', 'hung up'].map((text) => out.indexOf(text));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
  });

  it('prints JSON that tells everything', async () => {
    const { code, out, err } = await run('call', OFFICE, '--press', '1', '--json');
    const told = JSON.parse(out);
    expect([code, err]).toEqual([0, '']);
    expect(told).toMatchObject({ ok: true, ended: { status: 'completed' }, errors: [] });
    expect(told.transcript.some(({ text }: { text: string }) => text.startsWith('Thank you for calling'))).toBe(true);
    expect(told.path.length).toBeGreaterThan(0);
    expect(told.events.length).toBeGreaterThan(10);
  });

  it('runs a saved script, and says where it does not go as written', async () => {
    const script = join(folder, 'script.json');
    writeFileSync(
      script,
      JSON.stringify({ name: 'Sales', steps: [{ says: 'Thank you for calling' }, { press: '1' }] }),
    );
    expect(await run('call', OFFICE, '--script', script)).toMatchObject({ code: 0, err: '' });
    writeFileSync(script, JSON.stringify({ name: 'Sales', steps: [{ press: '1' }, { says: 'Bonjour' }] }));
    expect(await run('call', OFFICE, '--script', script)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Bonjour'),
    });
    expect(await run('call', OFFICE, '--script', script, '--press', '1')).toMatchObject({ code: 2 });
    writeFileSync(script, '{"name": "x", "steps": [{"jump": true}]}');
    expect(await run('call', OFFICE, '--script', script)).toMatchObject({
      code: 2,
      err: expect.stringContaining('no script'),
    });
  });

  it('writes a call down as a script that passes when it is run', async () => {
    const script = join(folder, 'recorded.json');
    expect((await run('call', OFFICE, '--silence', '--press', '1', '--record', script)).code).toBe(0);
    expect(JSON.parse(readFileSync(script, 'utf8')).steps).toContainEqual({ press: '1' });
    expect(await run('call', OFFICE, '--script', script)).toMatchObject({ code: 0, err: '' });
    expect((await run('call', OFFICE, '--silence', '--record', folder)).code).toBe(2);
  });

  it('writes down a call without a number, and reads a script with a byte order mark', async () => {
    const script = join(folder, 'withheld.json');
    expect((await run('call', OFFICE, '--from', '', '--press', '1', '--record', script)).code).toBe(0);
    writeFileSync(script, `\uFEFF${readFileSync(script, 'utf8')}`);
    expect(await run('call', OFFICE, '--script', script)).toMatchObject({ code: 0, err: '' });
  });

  it('takes lines where nothing is scripted: keys, words, commands', async () => {
    const lines = ['/help', '', '1'];
    let out = '';
    const take = (text: string): void => {
      out += text;
    };
    const io = { out: take, err: () => {}, env: {}, fetch };
    const typed = async function* () {
      yield* lines;
    };
    expect(await main(['call', OFFICE], { ...io, lines: typed })).toBe(0);
    expect(out).toContain('/wait SECONDS');
    expect(out.indexOf('No input')).toBeGreaterThan(0);
    expect(out.indexOf('caller  1')).toBeGreaterThan(out.indexOf('No input'));
  });

  it.each([
    [['call'], 'Name a flow file'],
    [['call', OFFICE, OFFICE], 'One flow file or address'],
    [['call', 'nowhere.json', '--silence'], 'There is no file'],
    [['call', OFFICE, '--press', 'x'], '--press is "x"'],
    [['call', OFFICE, '--wait', 'long'], '--wait is "long"'],
    [['call', OFFICE, '--confidence', '1'], 'behind the --say'],
    [['call', OFFICE, '--dialled', 'maybe'], '--dialled is "maybe"'],
    [['call', OFFICE, '--duplicate', '2'], '--duplicate is "2"'],
    [['call', OFFICE, '--on-warning', 'panic'], '--on-warning is "panic"'],
    [['call', OFFICE, '--auth-token', 'x'], '--auth-token has a meaning only'],
    [['call', 'http://127.0.0.1:1/', '--fallback', '/x', '--silence'], '--fallback is "/x"'],
    [['call', 'http://', '--silence'], 'no address that can be called'],
    [['call', 'http://127.0.0.1:1/', '--status-callback', 'http://', '--silence'], '--status-callback is'],
    [['call', 'http://127.0.0.1:1/', '--method', 'PUT', '--silence'], '--method is "PUT"'],
  ])('is used wrongly as %j', async (args, said) => {
    expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) });
  });
});

describe('patchcord call URL, against an application that shares no code with us', () => {
  let app: ChildProcess;
  let url: string;
  beforeAll(async () => {
    const script = join(ROOT, 'test/phone/support/foreign-app.ts');
    const env = { ...process.env, APP_AUTH_TOKEN: TOKEN };
    app = spawn(process.execPath, ['--import', 'tsx', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = await once(app.stdout as NonNullable<typeof app.stdout>, 'data');
    url = `http://127.0.0.1:${String(port).trim()}`;
  });
  afterAll(async () => {
    const gone = once(app, 'exit');
    app.kill();
    await gone;
  });

  it('makes a whole signed call: menu, recording, dial, goodbye', async () => {
    const steps = ['--press', '1', '--say', 'Two loaves of rye', '--wait', '2', '--press', '#', '--dialled', 'busy'];
    const { code, out, err } = await run(
      'call',
      `${url}/voice`,
      '--auth-token',
      TOKEN,
      ...steps,
      '--status-callback',
      `${url}/status`,
    );
    expect([code, err]).toEqual([0, '']);
    const heard = [
      'Welcome to the bakery',
      'caller  1',
      'Say your order',
      '“Two loaves of rye”',
      'Your order took',
      'Dials +15550104444',
      'Nobody is there',
    ];
    const at = heard.map((text) => out.indexOf(text));
    expect(Math.min(...at), out).toBeGreaterThanOrEqual(0);
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });

  it('takes the token from the environment', async () => {
    const { code } = await run('call', `${url}/voice`, '--hangup', { TWILIO_AUTH_TOKEN: TOKEN });
    expect(code).toBe(0);
  });

  it('is refused with another token, and without one', async () => {
    const wrong = await run('call', `${url}/voice`, '--auth-token', 'wrong', '--silence', '--json');
    const told = JSON.parse(wrong.out);
    expect(wrong.code).toBe(1);
    expect(told.errors).toMatchObject([{ code: 11200, message: expect.stringContaining('403') }]);
    expect(told.events.find(({ kind }: { kind: string }) => kind === 'response')).toMatchObject({ status: 403 });
    expect((await run('call', `${url}/voice`, '--silence')).code).toBe(1);
  });

  it('shows every byte with --trace', async () => {
    const { out } = await run(
      'call',
      `${url}/voice`,
      '--auth-token',
      TOKEN,
      '--from',
      '+15550107777',
      '--hangup',
      '--trace',
    );
    expect(out).toMatch(/^> POST \/voice HTTP\/1\.1$/m);
    expect(out).toMatch(/^> X-Twilio-Signature: \S+=$/m);
    expect(out).toMatch(/^> CallSid=CA[0-9a-f]{32}&.*From=%2B15550107777/m);
    expect(out).toMatch(/^< HTTP\/1\.1 200$/m);
    expect(out).toContain('< <?xml version="1.0" encoding="UTF-8"?><Response><Gather');
  });

  it('goes through duplicates, delays and callbacks out of order', async () => {
    const bad = ['--duplicate', '1', '--delay', '3', '--reorder', '--status-callback', `${url}/status`];
    const { code, out } = await run(
      'call',
      `${url}/voice`,
      '--auth-token',
      TOKEN,
      '--press',
      '1',
      '--wait',
      '1',
      '--press',
      '#',
      ...bad,
    );
    expect(out).toContain('Thank you, goodbye.');
    expect(code).toBe(0);
  });
});

it('explains itself', async () => {
  const { out } = await run('call', '--help');
  for (const option of ['--press', '--say', '--silence', '--trace', '--auth-token', '--fallback', '--on-warning'])
    expect(out).toContain(option);
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain('patchcord call');
});
