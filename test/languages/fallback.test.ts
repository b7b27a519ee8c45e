import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { DEFAULT_FALLBACK } from '../../shared/languages/fallback-row.ts';
import { readTextsCsv, writeTextsCsv } from '../../shared/languages/files/csv.ts';
import type { TextFile } from '../../shared/languages/files/entry.ts';
import { importTexts } from '../../shared/languages/files/import-texts.ts';
import { readTextsPo, writeTextsPo } from '../../shared/languages/files/po.ts';
import { promptRows } from '../../shared/languages/rows.ts';
import { spokenRow } from '../../shared/languages/spoken-row.ts';
import { textTable } from '../../shared/languages/text-table.ts';
import { confirmTranslation, translate } from '../../shared/languages/translate.ts';
import { read, twoLanguages } from './support.ts';

const PLACE = { block: undefined, field: 'fallback' };
const flow = read(twoLanguages);
const { fallback: _own, ...settings } = twoLanguages.settings;
const { fallback: _spanish, ...spanish } = twoLanguages.languages['es-MX'];
const untranslated = read({ ...twoLanguages, languages: { 'es-MX': spanish } });
const reworded = (of: FlowDocument): FlowDocument => ({ ...of, settings: { ...of.settings, fallback: 'So sorry.' } });

const row = (of: FlowDocument) => textTable(of, blockTypes).find(({ key }) => key === 'fallback');
const stateOf = (of: FlowDocument) => row(of)?.states['es-MX'];
const inSpanish = (of: FlowDocument) => of.languages?.['es-MX']?.fallback;

describe('what callers hear when a turn fails', () => {
  it('is the last row, whatever block is last', () => {
    expect(textTable(flow, blockTypes).at(-1)).toMatchObject({ key: 'fallback', original: 'Sorry.' });
    expect(promptRows(flow, blockTypes).at(-1)?.block).toBeUndefined();
  });

  it('is Patchcord’s own words where the flow has none, for callers; whoever writes is sent nothing', () => {
    const standard = read({ ...twoLanguages, settings });
    expect(row(standard)?.original).toBe(DEFAULT_FALLBACK);
    const blank = read({ ...twoLanguages, settings: { ...settings, fallback: '  ' } });
    expect(row(blank)?.original).toBe(DEFAULT_FALLBACK);
    const texting = {
      ...twoLanguages,
      blocks: { start: { type: 'start', props: { on: 'incoming-message' }, exits: {} } },
      translations: {},
    };
    expect(row(read({ ...texting, settings }))).toBeUndefined();
    expect(row(read(texting))?.original).toBe('Sorry.');
  });

  it('is translated in the place where documents have always kept it', () => {
    const spoken = translate(untranslated, 'es-MX', PLACE, 'Perdón.', blockTypes);
    expect(inSpanish(spoken)).toBe('Perdón.');
    expect(spoken.translations).toEqual(untranslated.translations);
    expect(read(writeFlow(spoken))).toEqual(spoken);
    expect(translate(spoken, 'es-MX', PLACE, undefined, blockTypes)).toEqual(untranslated);
    expect(translate(flow, 'fr-FR', PLACE, 'Pardon.', blockTypes)).toBe(flow);
  });

  it('is missing, translated and out of date as other rows are', () => {
    expect(stateOf(untranslated)).toBe('missing');
    const spoken = translate(untranslated, 'es-MX', PLACE, 'Perdón.', blockTypes);
    expect(stateOf(spoken)).toBe('translated');
    expect(stateOf(reworded(spoken))).toBe('outdated');
    expect(stateOf(confirmTranslation(reworded(spoken), 'es-MX', PLACE, blockTypes))).toBe('translated');
    // Documents from before do not tell what was translated; nothing is said of them.
    expect(stateOf(reworded(flow))).toBe('translated');
  });

  it('is a problem of the flow where it is missing or out of date', () => {
    const found = (of: FlowDocument) =>
      checkFlow(of, blockTypes).flatMap(({ block, field, code, severity, message }) =>
        field === 'fallback' ? [[code, severity, block, message]] : [],
      );
    const words = '"If something goes wrong" is not translated to es-MX';
    expect(found(flow)).toEqual([]);
    expect(found(untranslated)).toEqual([
      ['missing-translation', 'warning', undefined, expect.stringContaining(words)],
    ]);
    expect(checkFlow(untranslated, blockTypes)[0]?.field).toBe('fallback');
    expect(found(read({ ...twoLanguages, settings, languages: { 'es-MX': spanish } }))).toHaveLength(1);
    const spoken = translate(flow, 'es-MX', PLACE, 'Perdón.', blockTypes);
    expect(found(reworded(spoken)).map(([code]) => code)).toEqual(['outdated-translation']);
  });

  it('is heard in the language of the call, else in the flow’s own', () => {
    const heard = (of: FlowDocument, language?: string) => spokenRow(of, blockTypes, 'fallback', language);
    expect(heard(flow)).toEqual([{ says: 'Sorry.' }]);
    expect(heard(flow, 'es-MX')).toEqual([{ says: 'Lo sentimos.' }]);
    expect(heard(untranslated, 'es-MX')).toEqual([{ says: 'Sorry.' }]);
  });
});

const take = ({ entries, problems }: TextFile, into: FlowDocument) => {
  const result = importTexts(into, entries, blockTypes);
  return { ...result, problems: [...problems, ...result.problems] };
};
const takeCsv = (text: string, into: FlowDocument) => take(readTextsCsv(text, into), into);
const takePo = (text: string, into: FlowDocument) => take(readTextsPo(text, into), into);

describe.each([
  ['CSV', (of: FlowDocument) => writeTextsCsv(of, blockTypes), takeCsv],
  ['PO', (of: FlowDocument) => writeTextsPo(of, 'es-MX', blockTypes), takePo],
])('what callers hear when a turn fails, as %s', (_, write, takeIn) => {
  it('goes out last, with its original and translation, and comes back as it was', () => {
    const text = write(flow);
    expect(text.slice(text.indexOf('hours.prompts'))).toMatch(/fallback[\s\S]*Sorry\.[\s\S]*Lo sentimos\./);
    expect(text).toMatch(/Flow settings, ?If something goes wrong/);
    expect(takeIn(text, flow)).toMatchObject({ flow, changes: [], problems: [], kept: 0 });
  });

  it('comes in where it was missing, and fits the original', () => {
    const { flow: after, changes, problems } = takeIn(write(flow), untranslated);
    expect(problems).toEqual([]);
    expect(changes).toEqual([{ key: 'fallback', language: 'es-MX', after: 'Lo sentimos.', outdated: false }]);
    expect(inSpanish(after)).toBe('Lo sentimos.');
    expect(after.languages?.['es-MX']).toMatchObject(spanish);
    expect(stateOf(after)).toBe('translated');
    expect(stateOf(reworded(after))).toBe('outdated');
  });

  it('comes in as out of date where the original has changed since, and goes out so', () => {
    const edited = write(flow).replace('Lo sentimos.', 'Perdón.');
    const { flow: after, changes } = takeIn(edited, reworded(flow));
    expect(changes).toMatchObject([{ after: 'Perdón.', before: 'Lo sentimos.', outdated: true }]);
    expect(stateOf(after)).toBe('outdated');
    expect(write(after)).toMatch(/es-MX outdated|#, fuzzy\nmsgctxt "fallback"/);
  });

  it('stays as it is where a file is empty there, or is from before there was such a row', () => {
    const empty = write(flow).replace('Lo sentimos.', '');
    expect(takeIn(empty, flow)).toMatchObject({ flow, changes: [], problems: [], kept: 1 });
    const whole = write(flow);
    const older = whole.slice(0, whole.search(/^(?:#\. Flow settings|fallback)/m));
    expect(older).not.toContain('fallback');
    expect(takeIn(older, flow)).toMatchObject({ flow, changes: [], problems: [], kept: 0 });
  });

  it.each([
    ['has 3001 characters; at most 3000 can be said', 'x'.repeat(3001)],
    ['can only be words that are said, not [play]', '[play] https://example.com/a.mp3'],
    ['can only be words that are said, not [pause]', '[pause] 3'],
  ])('is refused where it %s, and the rest is taken over', (why, words) => {
    const text = write(flow).replace('Lo sentimos.', words).replace('Para ventas, oprima uno.', 'Ventas: uno.');
    const result = takeIn(text, flow);
    expect(result.problems).toEqual([{ line: expect.any(Number), message: expect.stringContaining(why) }]);
    expect(result.changes.map(({ key }) => key)).toEqual(['menu.prompts']);
    expect(inSpanish(result.flow)).toBe('Lo sentimos.');
    read(writeFlow(result.flow));
  });

  it('has its nearest key named for one that is not there', () => {
    const { problems } = takeIn(write(flow).replace(/fallback/, 'falback'), flow);
    expect(problems.map(({ message }) => message)).toEqual([
      '"falback" is no text of this flow. Did you mean "fallback"?',
    ]);
  });
});
