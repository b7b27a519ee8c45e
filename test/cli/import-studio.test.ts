import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { flowOf, ownDocuments, state } from '../import/studio/support/documents.ts';
import { meaningOf } from '../import/studio/support/meaning.ts';
import { run } from './support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchcord-studio-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const OUTGOING = ownDocuments['outgoing.json'] ?? '';

describe('patchcord import, of Studio flows', () => {
  test('knows them by what is in them, and says what became of every widget', async () => {
    const document = file('line.txt', OUTGOING);
    const { code, out, err } = await run('import', document);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`${document}: 5 widgets: 2 exact, 3 approximated. 17 transitions.`);
    expect(out).toContain('Approximated:\n  Trigger (trigger, block start_outgoing)\n');
    const flow = join(folder, 'line.flow.json');
    expect(out).toContain(`${flow} written.`);
    expect(JSON.parse(readFileSync(flow, 'utf8')).name).toBe('Places calls');
    expect((await run('check', flow)).code).toBe(0);
  });

  test('and back again', async () => {
    const flow = join(folder, 'back.flow.json');
    await run('import', file('back.json', OUTGOING), '--out', flow);
    const { code, out } = await run('export', flow, '--studio');
    expect(code).toBe(0);
    expect(meaningOf(out)).toEqual(meaningOf(OUTGOING));
    const to = join(folder, 'again.json');
    expect((await run('export', flow, '--studio', '--out', to)).out).toBe(`${to} written.\n`);
    expect(readFileSync(to, 'utf8')).toBe(out);
  });

  test('gives programs the same', async () => {
    const { code, out } = await run('import', file('json.json', OUTGOING), '--out', '-', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      flows: [{ id: 'places-calls', counts: { exact: 2, approximated: 3, needsYou: 0 }, flow: { version: 1 } }],
    });
  });

  test('several at once go to a folder', async () => {
    const [one, two] = [file('one.json', OUTGOING), file('two.json', ownDocuments['called.json'] ?? '')];
    const out = join(folder, 'all');
    const { code } = await run('import', one, two, '--out', out);
    expect(code).toBe(0);
    expect(existsSync(join(out, 'places-calls.flow.json'))).toBe(true);
    expect(existsSync(join(out, 'called-by-another-flow.flow.json'))).toBe(true);
    expect((await run('import', one, two, '--out', '-')).code).toBe(2);
    const named = await run('import', one, two, '--out', join(folder, 'named'), '--name', 'Line');
    expect([named.code, named.err]).toEqual([2, expect.stringContaining('--name is for one flow, and there are 2')]);
    expect(existsSync(join(folder, 'named'))).toBe(false);
  });

  test('what cannot be imported does not keep the others from it, but is told by the exit code', async () => {
    const odd = file('odd.json', flowOf([state('bye', 'hang-up', {})]));
    const out = join(folder, 'some');
    mkdirSync(out);
    const some = await run('import', file('good.json', OUTGOING), odd, '--out', out);
    expect(some.code).toBe(1);
    expect(some.out).toContain('odd.json: $.states[1].type: error: State "bye" is of the type "hang-up"');
    expect(existsSync(join(out, 'places-calls.flow.json'))).toBe(true);
    const none = await run('import', odd, '--json');
    expect(none.code).toBe(1);
    expect(JSON.parse(none.out)).toMatchObject({ error: { problems: [{ code: 'unknown-widget' }] } });
  });

  test.each([
    ['--base', 'https://example.com'],
    ['--channel', 'voice'],
  ])('%s, which would not be heeded, is refused', async (option, value) => {
    const { code, err } = await run('import', file('option.json', OUTGOING), option, value);
    expect([code, err]).toEqual([2, expect.stringContaining(`${option} is for TwiML documents`)]);
    expect(existsSync(join(folder, 'option.flow.json'))).toBe(false);
  });

  test('a flow of ours is told from one of Studio', async () => {
    const { code, err } = await run('import', file('ours.json', '{"version": 1, "name": "x", "blocks": {}}'));
    expect(code).toBe(1);
    expect(err).toContain('a flow of Patchcord already');
  });
});

describe('patchcord export --studio', () => {
  test('names what Studio cannot do', async () => {
    const flow = {
      version: 1,
      name: 'x',
      variables: { count: { type: 'number', initial: 3 } },
      blocks: {
        start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'menu' } },
        menu: { type: 'menu', name: 'Main', props: {}, exits: { noInput: 'wait' } },
        wait: { type: 'pause', props: {}, exits: {} },
      },
    };
    const { code, err } = await run('export', file('no.flow.json', JSON.stringify(flow)), '--studio');
    expect(code).toBe(1);
    expect(err).toContain('“Main” does what no widget of Studio does.');
    expect(err).toContain('“Pause” does what no widget of Studio does.');
    expect(err).toContain('The variable “count” begins with a value');
  });
});
