import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { twoLanguages } from '../languages/support.ts';
import { run } from './support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchcord-texts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const flowFile = (name: string): string => file(name, JSON.stringify(twoLanguages));
const spoken = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as FlowDocument).translations?.['es-MX'];

describe('patchcord texts', () => {
  test.each(['csv', 'po'])('hands texts out as %s and takes translations over', async (format) => {
    const flow = flowFile(`${format}.flow.json`);
    const texts = join(folder, `texts.${format}`);
    expect(await run('texts', 'export', flow, '--out', texts)).toMatchObject({ code: 0, out: `${texts} written.\n` });
    writeFileSync(texts, readFileSync(texts, 'utf8').replace('Para ventas, oprima uno.', 'Ventas: uno.'));
    const dry = await run('texts', 'import', flow, texts, '--dry-run');
    expect(dry.out).toBe('es-MX menu.prompts: "Para ventas, oprima uno." → "Ventas: uno."\n1 text would change.\n');
    expect(readFileSync(flow, 'utf8')).toBe(JSON.stringify(twoLanguages));
    expect((await run('texts', 'import', flow, texts)).code).toBe(0);
    expect(spoken(flow)?.['menu.prompts']?.value).toEqual([{ say: 'Ventas: uno.' }]);
    expect((await run('check', flow)).code).toBe(0);
  });

  test.each(['csv', 'po'])('hands out what is said when a turn fails as %s, and takes it over', async (format) => {
    const { 'es-MX': spanish } = twoLanguages.languages;
    const { fallback, ...untranslated } = spanish;
    const bare = JSON.stringify({ ...twoLanguages, languages: { 'es-MX': untranslated } });
    const flow = file(`bare-${format}.flow.json`, bare);
    const texts = join(folder, `fallback.${format}`);
    await run('texts', 'export', flowFile(`full-${format}.flow.json`), '--out', texts);
    const { code, out } = await run('texts', 'import', flow, texts);
    expect([code, out]).toEqual([0, `es-MX fallback: "${fallback}"\n1 text taken over into ${flow}.\n`]);
    const { languages } = JSON.parse(readFileSync(flow, 'utf8')) as FlowDocument;
    expect(languages?.['es-MX']).toMatchObject(spanish);
  });

  test('writes nothing where something cannot be taken over, unless told to', async () => {
    const flow = flowFile('partial.flow.json');
    const texts = file('partial.csv', 'key,es-MX\nmenu.prompts,Hola\nmeny.prompts,Hola\n');
    const refused = await run('texts', 'import', flow, texts);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`${texts}:3: "meny.prompts" is no text of this flow. Did you mean "menu.prompts"?`);
    expect(readFileSync(flow, 'utf8')).toBe(JSON.stringify(twoLanguages));
    const partial = await run('texts', 'import', flow, texts, '--partial', '--json');
    expect(partial.code).toBe(1);
    expect(JSON.parse(partial.out)).toMatchObject({
      written: true,
      changes: [{ after: 'Hola' }],
      problems: [{ line: 3 }],
    });
    expect(spoken(flow)?.['menu.prompts']?.value).toEqual([{ say: 'Hola' }]);
  });

  test.each([
    [[], 'Say what to do'],
    [['export'], 'Name a flow file'],
    [['export', 'FLOW', '--format', 'pdf'], '"pdf" is no format'],
    [['export', 'FLOW', '--format', 'po', '--language', 'es-MZ'], 'Did you mean "es-MX"?'],
    [['export', 'FLOW', '--language', 'es-MX'], '--format po'],
    [['import', 'FLOW'], 'Name a file with translations'],
    [['import', 'FLOW', 'texts.txt'], 'Give --format'],
    [['import', 'FLOW', 'absent.csv'], 'There is no file'],
  ])('says what is wrong with %j', async (args, words) => {
    const flow = flowFile('use.flow.json');
    const { code, err } = await run('texts', ...args.map((arg) => (arg === 'FLOW' ? flow : arg)));
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });

  test('reads no other encoding', async () => {
    const bytes = Buffer.from('key,es-MX\nmenu.prompts,Señor\n', 'latin1');
    const { code, err } = await run('texts', 'import', flowFile('latin.flow.json'), file('latin.csv', bytes));
    expect([code, err]).toEqual([1, expect.stringContaining('not UTF-8')]);
  });
});
