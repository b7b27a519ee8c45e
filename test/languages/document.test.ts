import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { readFlow } from '../../shared/document.ts';
import { diffFlows } from '../../shared/flow/diff.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { fingerprint } from '../../shared/languages/fingerprint.ts';
import { localise } from '../../shared/languages/localise.ts';
import { matchLanguage } from '../../shared/languages/match-language.ts';
import { promptRows } from '../../shared/languages/rows.ts';
import { read, twoLanguages } from './support.ts';

type Loose = Record<string, never>;
const changed = (path: string, value: unknown): unknown => {
  const copy = structuredClone(twoLanguages) as unknown as Record<string, Loose>;
  const keys = path.split('/');
  let at: Record<string, unknown> = copy;
  for (const key of keys.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  at[keys.at(-1) ?? ''] = value;
  return copy;
};

describe('a document in several languages', () => {
  it('is written and read as it was', () => {
    const flow = read(twoLanguages);
    expect(read(writeFlow(flow))).toEqual(flow);
    expect(writeFlow(read(writeFlow(flow)))).toBe(writeFlow(flow));
  });

  it('loses nothing of a flow in one language', () => {
    const { languages: _languages, translations: _translations, ...plain } = twoLanguages;
    expect(writeFlow(read(plain))).not.toMatch(/languages|translations/);
  });

  it.each([
    ['translations/fr-FR', {}, '$.translations.fr-FR: "fr-FR" is not a language of this flow.'],
    ['translations/es-MX/meny.prompts', { value: [] }, 'unknown'],
    ['translations/es-MX/menu.prompt', { value: [] }, '"prompt" of a menu block is not translated.'],
    ['translations/es-MX/menu.prompts', { value: 'Hola' }, '$.translations.es-MX.menu.prompts.value'],
    ['translations/es-MX/menu.prompts', 'Hola', '$.translations.es-MX.menu.prompts'],
    ['translations/es-MX/fallback', { value: 'Perdón.' }, 'stand at $.languages, as "fallback" of the language'],
    ['translations/es-MX/__proto', { value: [] }, 'names no field of a block'],
    ['languages/en-US', {}, "the flow's own language"],
    ['languages/Spanish language', {}, 'is not a language code'],
    ['languages/es-MX', { voise: 'x' }, '"voise" is not a key'],
  ])('refuses %s', (path, value, words) => {
    const parsed = readFlow(changed(path, value));
    const said = parsed.ok ? '' : parsed.problems.map((problem) => `${problem.path}: ${problem.message}`).join('\n');
    if (words === 'unknown') expect(said).toContain('menu');
    else expect(said).toContain(words);
    expect(parsed.ok).toBe(false);
  });

  it('tells what changed in a translation', () => {
    const after = read(changed('translations/es-MX/menu.prompts', { value: [{ say: 'Ventas: uno.' }] }));
    expect(diffFlows(read(twoLanguages), after)).toEqual([
      {
        path: '$.translations.es-MX.menu.prompts',
        kind: 'changed',
        block: 'menu',
        summary: 'es-MX: text "menu.prompts" was changed.',
      },
    ]);
  });

  it('has the same blocks and cords in every language', () => {
    const flow = read(twoLanguages);
    const spanish = localise(flow, 'es-MX', blockTypes);
    expect(Object.entries(spanish.blocks).map(([id, { type, exits }]) => [id, type, exits])).toEqual(
      Object.entries(flow.blocks).map(([id, { type, exits }]) => [id, type, exits]),
    );
    expect(localise(flow, 'fr-FR', blockTypes)).toBe(flow);
    expect(localise(flow, 'constructor', blockTypes)).toBe(flow);
  });

  it('lists what is said, and nothing that names its languages itself', () => {
    expect(promptRows(read(twoLanguages), blockTypes).map(({ key }) => key)).toEqual([
      'menu.prompts',
      'menu.choices',
      'hours.prompts',
      'fallback',
    ]);
  });
});

describe('problems of several languages', () => {
  const codes = (document: unknown) =>
    checkFlow(read(document), blockTypes).map(({ code, block, field }) =>
      [code, block, field].filter(Boolean).join(' '),
    );

  it('finds what is not translated', () => {
    expect(codes(twoLanguages)).toEqual(['missing-translation hours prompts']);
  });

  it('finds what has changed since', () => {
    const of = (original: unknown) => ({ value: [{ say: 'Ventas' }], of: fingerprint(original as never) });
    expect(codes(changed('translations/es-MX/menu.prompts', of([{ say: 'For sales, press 1.' }])))).not.toContain(
      'outdated-translation menu prompts',
    );
    expect(codes(changed('translations/es-MX/menu.prompts', of([{ say: 'For sales, press 2.' }])))).toContain(
      'outdated-translation menu prompts',
    );
  });

  it.each([
    ['translations/es-MX/menu.prompts', { value: [{ say: '{{ nobody }}' }] }, 'unknown-variable menu prompts'],
    ['translations/es-MX/menu.prompts', { value: [{ say: '{{ broken' }] }, 'bad-template menu prompts'],
    ['blocks/ask/props/choices', [{ language: 'fr-FR', key: '1', phrases: [] }], 'unknown-language ask choices'],
    ['blocks/start/exits/next', 'menu', 'unreachable-block ask'],
    ['languages/es-MX/fallback', '', 'missing-translation fallback'],
    ['languages/es-ES', { numbers: ['+15550100777'] }, 'ambiguous-number'],
    ['languages/fr-CA', {}, 'unused-language'],
  ])('finds %s = %j', (path, value, code) => {
    expect(codes(changed(path, value))).toContain(code);
  });
});

describe('which language a text means', () => {
  it.each([
    ['es-MX', 'es-MX'],
    ['ES_mx', 'es-MX'],
    ['es', 'es-MX'],
    ['es-ES', 'es-MX'],
    ['Spanish', 'es-MX'],
    [' español ', 'es-MX'],
    ['english', 'en-US'],
    ['klingon', undefined],
    ['', undefined],
    ['{{', undefined],
  ])('%j', (text, language) => {
    expect(matchLanguage(text, ['en-US', 'es-MX'])).toBe(language);
  });
});
