import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../server/cli/patchcord.ts';
import { CONFIG_VARIABLES } from '../../server/config.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { templates } from '../../shared/templates/index.ts';
import { sampleFlow } from '../api/support/flows.ts';
import { run } from './support/run.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-cli-'));
  for (const { id, document } of templates) writeFileSync(join(folder, `${id}.flow.json`), writeFlow(document));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sampleFile = (): string => join(folder, `${templates[0]!.id}.flow.json`);

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('patchcord', () => {
  const commands = ['serve', 'login', 'check', 'test', 'twiml', 'call', 'publish'];

  it('ends quietly when nobody reads on', async () => {
    const blocks: Record<string, object> = {};
    for (let i = 0; i < 1_000; i++) blocks[`menu${i}`] = { type: 'menu', props: {}, exits: {} };
    const many = file('many.json', JSON.stringify({ version: 1, name: 'Many', blocks }));
    const program = join(import.meta.dirname, '../../server/cli/patchcord.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', program, 'check', many, '--json']);
    child.stdout.once('data', () => child.stdout.destroy());
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    const [code] = await once(child, 'close');
    expect([code, said]).toEqual([1, '']);
  });

  it('does not put into links what is no id of a flow', async () => {
    expect(await run('twiml', sampleFile(), '--flow', 'A/../b')).toMatchObject({ code: 2, out: '' });
    expect((await run('twiml', sampleFile(), '--flow', 'desk')).out).toContain('/voice/desk/');
  });

  it('takes no files where none have a meaning', async () => {
    for (const name of ['serve', 'login']) {
      expect(await run(name, 'x')).toMatchObject({ code: 2, err: expect.stringContaining('takes no files') });
    }
  });

  it('lists its commands, and explains each with --help', async () => {
    const help = await run('--help');
    expect(help.code).toBe(0);
    for (const name of commands) {
      expect(help.out).toContain(`  ${name}`);
      const one = await run(name, '--help');
      expect([one.code, one.out]).toEqual([0, expect.stringContaining(`Usage: patchcord ${name}`)]);
      expect(JSON.parse((await run(name, '--help', '--json')).out)).toMatchObject({ name });
    }
  });

  it('documents every variable of the environment under serve, and the README does, too', async () => {
    const { out } = await run('serve', '--help');
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    for (const { name, default: initial } of CONFIG_VARIABLES) {
      expect(out).toContain(name);
      expect(readme).toContain(`| \`${name}\` | ${initial === undefined ? '' : `\`${initial}\``}`);
    }
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['chek']],
    ['an unknown option', ['check', '--frob']],
    ['an option without its value', ['twiml', '--block']],
    ['no file', ['check']],
    ['no file for twiml', ['twiml']],
    ['a missing file', ['check', '/nowhere/x.flow.json']],
    ['a folder', ['twiml', tmpdir()]],
    ['a file for serve', ['serve', 'x']],
    ['publish without a token', ['publish', 'SAMPLE']],
    ['a port that is none', ['serve', '--port', 'http']],
  ])('exits 2 for %s, in JSON too', async (_what, args) => {
    const argv = args.map((arg) => (arg === 'SAMPLE' ? sampleFile() : arg));
    const plain = await run(...argv);
    expect([plain.code, plain.out]).toEqual([2, '']);
    expect(plain.err.trim()).not.toBe('');
    const json = await run(...argv, '--json');
    expect([json.code, json.err]).toEqual([2, '']);
    expect(JSON.parse(json.out)).toMatchObject({
      error: { code: 'bad-use', message: expect.stringMatching(/\.|Usage/) },
    });
  });

  it('says which command was meant before it lists them all', async () => {
    expect((await run('chek')).err).toMatch(
      /^There is no command "chek"\. Did you mean check\? The commands are serve, /,
    );
    expect((await run('frobnicate')).err).toMatch(/^There is no command "frobnicate"\. The commands are serve, /);
  });

  it('names every wrong variable of the environment', async () => {
    const { code, err } = await run('serve', { PORT: '99999', LOG_LEVEL: 'loud', PATCHCORD_TOKEN: 'short' });
    expect(code).toBe(2);
    for (const name of ['PORT', 'LOG_LEVEL', 'PATCHCORD_TOKEN']) expect(err).toContain(name);
    expect(err).not.toContain('"short"');
  });
});

describe('patchcord check', () => {
  it.each(templates.map(({ id }) => id))('finds no error in the template %s', async (id) => {
    const path = join(folder, `${id}.flow.json`);
    expect((await run('check', path)).code).toBe(0);
    const report = JSON.parse((await run('check', path, '--json')).out);
    expect(report).toMatchObject({ ok: true, files: [{ file: path, ok: true }] });
    expect(report.files[0].problems).toEqual([]);
  });

  it('says file, block, code, sentence and path of what callers would run into', async () => {
    const flow = sampleFlow();
    const [start] = Object.entries(flow.blocks).find(([, block]) => block.type === 'start')!;
    flow.blocks[start]!.exits = {};
    const path = file('open.flow.json', JSON.stringify(flow));
    const { code, out } = await run('check', path);
    expect(code).toBe(1);
    expect(out).toMatch(
      new RegExp(`^${path}: error: block ${start}: .+\\. \\[[a-z-]+\\] \\$\\.blocks\\.${start}\\.exits\\.\\w+$`, 'm'),
    );
    const { ok, files } = JSON.parse((await run('check', path, '--json')).out);
    expect(ok).toBe(false);
    expect(files[0].problems).toContainEqual(
      expect.objectContaining({ severity: 'error', block: start, path: expect.stringContaining('.exits.') }),
    );
  });

  const sample = (): string => JSON.stringify(sampleFlow());
  const bad: [string, () => string | Uint8Array, string, string | RegExp][] = [
    ['2 MB', () => sample().replace('{', `{"$schema":"${'x'.repeat(2_000_000)}",`), 'too-large', '$'],
    ['30,000 levels deep', () => '['.repeat(30_000) + ']'.repeat(30_000), 'too-deep', '$'],
    ['__proto__', () => sample().replace('{', '{"__proto__":{},'), 'forbidden-key', '$'],
    ['unknown type', () => sample().replace('"type":"menu"', '"type":"menue"'), 'unknown-type', /\.type$/],
    ['wrong version', () => sample().replace('"version":1', '"version":3'), 'unknown-version', '$.version'],
    ['bytes that are no text', () => Uint8Array.of(0x7b, 0xff, 0xfe), 'not-json', '$'],
    ['nothing', () => '', 'not-json', '$'],
  ];
  it.each(bad)('exits 1 for a bad document: %s', async (what, text, code, at) => {
    const path = file(`bad-${what.replace(/\W/g, '')}.flow.json`, text());
    expect((await run('check', path)).code).toBe(1);
    const report = JSON.parse((await run('check', path, '--json')).out);
    const problem = report.files[0].problems.find((one: { code: string }) => one.code === code);
    expect(problem.path).toMatch(at instanceof RegExp ? at : new RegExp(`^${at.replace(/\$/g, '\\$')}$`));
    const twiml = await run('twiml', path, '--json');
    expect([twiml.code, JSON.parse(twiml.out).error.code]).toEqual([1, 'bad-document']);
  });

  it.each(['check', 'twiml', 'test', 'call'])('%s sends who gives it TwiML to the import', async (command) => {
    const path = file('answer.xml', '\uFEFF<?xml version="1.0"?>\n<Response><Say>Hi</Say></Response>');
    const { code, out, err } = await run(command, path);
    expect(code).toBe(1);
    expect(out + err).toContain(`looks like XML, not a flow. For a TwiML document: patchcord import ${path}`);
  });

  it.each(['check', 'twiml', 'test', 'call', 'publish'])(
    '%s sends who gives it a Studio flow to the import',
    async (command) => {
      const flow = { description: 'Line', states: [{ name: 'Trigger', type: 'trigger' }], initial_state: 'Trigger' };
      for (const [name, text] of Object.entries({ plain: flow, listed: [{ definition: JSON.stringify(flow) }] })) {
        const path = file(`${name}.json`, JSON.stringify(text));
        const { code, out, err } = await run(command, path);
        expect(code).toBe(1);
        expect(out + err).toContain(
          `This is a flow of Twilio Studio, not one of Patchcord. Make it one first: patchcord import ${path}`,
        );
        expect(out + err).not.toContain('version');
      }
    },
  );

  it('checks several files, and one bad one decides', async () => {
    const good = sampleFile();
    const bad = file('list.flow.json', '[]');
    const { code, out } = await run('check', good, bad);
    expect(code).toBe(1);
    expect(out).toContain(`${good}: no problems`);
    expect(out).toContain(`${bad}: error:`);
  });
});

describe('patchcord twiml', () => {
  it.each(templates.map(({ id }) => id))('prints what a caller of the template %s hears first', async (id) => {
    const path = join(folder, `${id}.flow.json`);
    const { code, out } = await run('twiml', path);
    expect([code, out]).toEqual([0, expect.stringMatching(/^<\?xml [^>]+>\s*<Response>[\s\S]+<\/Response>\n$/)]);
    const json = JSON.parse((await run('twiml', path, '--json')).out);
    expect(json).toMatchObject({ file: path, block: null });
    expect(json.twiml.trim()).toBe(out.trim());
    expect(json.blocks.length).toBeGreaterThan(0);
  });

  it.each(templates.map(({ id }) => id))('prints a document for each block of the template %s', async (id) => {
    const path = join(folder, `${id}.flow.json`);
    for (const block of Object.keys(JSON.parse(readFileSync(path, 'utf8')).blocks)) {
      const { code, out } = await run('twiml', path, '--block', block, '--json');
      expect([block, code]).toEqual([block, 0]);
      expect(JSON.parse(out)).toMatchObject({ block, blocks: expect.arrayContaining([block]) });
    }
  });

  it('says which block was meant', async () => {
    const [first] = Object.keys(sampleFlow().blocks);
    const { code, err } = await run('twiml', sampleFile(), '--block', `${first}x`);
    expect([code, err]).toEqual([2, expect.stringContaining(`"${first}"`)]);
  });

  it('refuses a base that is no address', async () => {
    const { code, err } = await run('twiml', sampleFile(), '--base', 'calls.example.com');
    expect([code, err]).toEqual([2, expect.stringContaining('--base')]);
  });
});

describe('main', () => {
  it('says its version', async () => {
    const { code, out } = await run('--version');
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });

  it('turns an unexpected failure into a sentence and exit code 1', async () => {
    const lines: string[] = [];
    const broken = {
      out: () => undefined,
      err: (text: string) => void lines.push(text),
      env: { DATA_DIR: folder },
      fetch,
    };
    expect(await main(['login'], broken)).toBe(1);
    expect(lines.join('')).toMatch(/no database in .*Start the server first/);
  });
});
