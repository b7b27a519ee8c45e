import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { FlowDocument, Json } from '../../shared/flow/types.ts';
import { readTextsCsv, writeTextsCsv } from '../../shared/languages/files/csv.ts';
import type { TextFile } from '../../shared/languages/files/entry.ts';
import { importTexts } from '../../shared/languages/files/import-texts.ts';
import { readTextsPo, writeTextsPo } from '../../shared/languages/files/po.ts';
import { promptRows, rowState, translationOf } from '../../shared/languages/rows.ts';
import { translate } from '../../shared/languages/translate.ts';
import { csvRow } from '../../shared/text/write-csv.ts';
import { read, twoLanguages } from './support.ts';

/** Texts that files break on. */
const NASTY = '=HYPERLINK("http://example.com"), "quoted"\nsecond line; \\n and \\ and ünïcode 🎉';

const hours = (prompts: readonly unknown[]) => ({ type: 'say', props: { prompts }, exits: { next: 'bye' } });
const flow = read({
  ...twoLanguages,
  languages: { ...twoLanguages.languages, 'fr-FR': {} },
  blocks: {
    ...twoLanguages.blocks,
    hours: hours([{ say: NASTY }, { pause: 1 }, { say: '-5 degrees', voice: 'Polly.Joanna', loop: 2 }]),
  },
  translations: {
    ...twoLanguages.translations,
    'fr-FR': { 'menu.prompts': { value: [{ say: '@ventes' }], of: '00000000000' } },
  },
});

const csvOf = (of: FlowDocument = flow) => writeTextsCsv(of, blockTypes);
const poOf = (language: string, of: FlowDocument = flow) => writeTextsPo(of, language, blockTypes);
const take = ({ entries, problems }: TextFile, into: FlowDocument = flow) => {
  const result = importTexts(into, entries, blockTypes);
  return { ...result, problems: [...problems, ...result.problems] };
};
const takeCsv = (text: string, into: FlowDocument = flow) => take(readTextsCsv(text, into), into);
const takePo = (text: string, into: FlowDocument = flow) => take(readTextsPo(text, into), into);
const value = (of: FlowDocument, language: string, key: string): Json | undefined =>
  translationOf(of, language, key)?.value;
const stateOf = (of: FlowDocument, language: string, key: string) => {
  const row = promptRows(of, blockTypes).find((one) => one.key === key);
  return row && rowState(row, translationOf(of, language, key));
};
const messages = ({ problems }: { problems: readonly { line?: number; message: string }[] }) =>
  problems.map(({ line, message }) => `${line}: ${message}`);

describe.each([
  ['CSV', () => csvOf(), takeCsv],
  ['PO', () => poOf('es-MX'), takePo],
])('texts as %s', (_, write, takeIn) => {
  it('come back as they were', () => {
    expect(takeIn(write())).toMatchObject({ changes: [], problems: [], kept: 0 });
    expect(takeIn(write()).flow).toEqual(flow);
  });

  it('come back in the ways that editors and spreadsheets save them', () => {
    const edited = write().replace('Para ventas, oprima uno.', 'Ventas: uno.');
    for (const text of [edited, edited.replace(/\r?\n/g, '\r\n'), `\uFEFF${edited.replace('\uFEFF', '')}`]) {
      const { flow: after, changes, problems } = takeIn(text);
      expect(problems).toEqual([]);
      expect(changes).toEqual([
        {
          key: 'menu.prompts',
          language: 'es-MX',
          before: 'Para ventas, oprima uno.',
          after: 'Ventas: uno.',
          outdated: false,
        },
      ]);
      expect(value(after, 'es-MX', 'menu.prompts')).toEqual([{ say: 'Ventas: uno.' }]);
      expect(value(after, 'es-MX', 'menu.choices')).toEqual({ sales: ['ventas'] });
      expect(value(after, 'fr-FR', 'menu.prompts')).toEqual([{ say: '@ventes' }]);
    }
  });

  it('name the nearest key for one that is not there, and take over the rest', () => {
    const text = write()
      .replace(/menu\.prompts/g, 'meny.prompts')
      .replace('ventas', 'ventas, comprar');
    const result = takeIn(text);
    expect(messages(result).join()).toContain('"meny.prompts" is no text of this flow. Did you mean "menu.prompts"?');
    expect(result.problems).toHaveLength(1);
  });

  it('are out of date where the original changed after they were handed out', () => {
    const now = { ...flow, blocks: { ...flow.blocks, menu: { ...flow.blocks.menu } } } as FlowDocument;
    (now.blocks as Record<string, unknown>).menu = {
      ...now.blocks.menu,
      props: { ...now.blocks.menu?.props, prompts: [{ say: 'For sales, press 9.' }] },
    };
    const text = write().replace('Para ventas, oprima uno.', 'Ventas: uno.');
    const { flow: after, changes } = takeIn(text, now);
    expect(changes).toMatchObject([{ after: 'Ventas: uno.', outdated: true }]);
    expect(stateOf(after, 'es-MX', 'menu.prompts')).toBe('outdated');
  });

  it('remove nothing by being empty', () => {
    const result = takeIn(write().replace('Para ventas, oprima uno.', ''));
    expect(result).toMatchObject({ changes: [], problems: [], kept: 1 });
    expect(result.flow).toEqual(flow);
  });
});

/** Anything people paste, with what formats give a meaning of their own more often than chance would. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', "'", '\\', '\n', '\\n', ',', ';', '=', '#', '[play]', '\t'),
    ),
  )
  .map((parts) => parts.join('').replace(/\r/g, ''))
  // What is blank is no translation.
  .filter((text) => text.trim() !== '' && !/\p{Surrogate}/u.test(text));

describe('whatever is written in a text', () => {
  it('is the same after the way out and back, in both formats', () => {
    fc.assert(
      fc.property(anyText, anyText, (original, translation) => {
        const blocks = { ...flow.blocks, hours: hours([{ say: original }]) } as FlowDocument['blocks'];
        const before = translate(
          { ...flow, blocks },
          'es-MX',
          { block: 'hours', field: 'prompts' },
          [{ say: translation }],
          blockTypes,
        );
        const bare = { ...before, translations: {} };
        for (const text of [takeCsv(csvOf(before), bare), takePo(poOf('es-MX', before), bare)]) {
          expect(text.problems).toEqual([]);
          expect(value(text.flow, 'es-MX', 'hours.prompts')).toEqual([{ say: translation }]);
          expect(stateOf(text.flow, 'es-MX', 'hours.prompts')).toBe('translated');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a CSV of texts', () => {
  it('holds no formulas, and every text as it is after all', () => {
    const text = csvOf();
    expect(text).not.toMatch(/(?:^|[,"])[=@]/m);
    const header = csvRow(['key', 'es-MX']);
    const rows = [csvRow(['hours.prompts', NASTY]), csvRow(['hours.prompts#3', "'=1+1"])];
    const { flow: after, problems } = takeCsv(header + rows.join(''));
    expect(problems).toEqual([]);
    expect(value(after, 'es-MX', 'hours.prompts')).toEqual([
      { say: NASTY },
      { pause: 1 },
      // The voice belongs to the original's language.
      { say: "'=1+1", loop: 2 },
    ]);
  });

  it('waits until all pieces of a text are there', () => {
    const result = takeCsv('key,es-MX\nhours.prompts,Hola\n');
    expect(result.changes).toEqual([]);
    expect(messages(result)).toEqual([
      '2: "hours.prompts" has 1 of its 2 texts in es-MX; it is taken over once all are there.',
    ]);
  });

  it('takes a recording in place of words', () => {
    const { flow: after } = takeCsv('key;es-MX\nmenu.prompts;[play] https://example.com/a.mp3\n');
    expect(value(after, 'es-MX', 'menu.prompts')).toEqual([{ play: 'https://example.com/a.mp3' }]);
  });

  it.each([
    ['', 'The file is empty.'],
    ['es-MX\nHola\n', 'among them "key"'],
    ['key,es-MZ\nmenu.prompts,Hola\n', '"es-MZ" is not a language of this flow. Did you mean "es-MX"?'],
    ['key,en-US\nmenu.prompts,Hello\n', '"en-US" is the language of the originals'],
    ['key,es-MX,es-MX\nmenu.prompts,Hola,Hola\n', 'two columns "es-MX"'],
    ['key,es-MX\nmenu.prompts,Hola, amigo\n', '2: This row has 3 values for 2 columns'],
    ['key,es-MX\nmenu.prompts,"Hola\n', 'is never closed'],
    ['key,es-MX\nmenu.prompts,A\nmenu.prompts,B\n', '3: "menu.prompts" stands in line 2 already'],
    ['key,es-MX\n,Hola\n', '2: This line has no key.'],
    ['key,es-MX\n__proto__.prompts,Hola\nmenu.prompts#constructor,Hola\n', 'is no text of this flow'],
    [`key,es-MX\n${'x'.repeat(16_000_001)}`, 'larger than 16 MB'],
  ])('says what is wrong with %.40j', (text, words) => {
    const result = takeCsv(text);
    expect(messages(result).join('\n')).toContain(words);
    if (!text.includes('"menu') && !words.includes('stands in line')) expect(result.changes).toEqual([]);
  });
});

describe('a PO file of texts', () => {
  it('marks what is out of date, and takes the mark away with the translator’s', () => {
    const text = poOf('fr-FR');
    expect(text).toContain('"Language: fr_FR\\n"');
    expect(text).toMatch(/#\. Menu, What callers hear\n#, fuzzy\nmsgctxt "menu.prompts"/);
    expect(stateOf(flow, 'fr-FR', 'menu.prompts')).toBe('outdated');
    const { flow: after, changes } = takePo(text.replace('#, fuzzy\n', ''));
    expect(changes).toMatchObject([{ key: 'menu.prompts', language: 'fr-FR', outdated: false }]);
    expect(stateOf(after, 'fr-FR', 'menu.prompts')).toBe('translated');
  });

  it.each([
    ['msgid ""\nmsgstr "Language: es_MZ\\n"\n', 'Did you mean "es-MX"?'],
    ['msgid "a"\nmsgstr "b"\n', 'does not say its language'],
    ['msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=ISO-8859-1\\n"\n', 'ISO-8859-1'],
    ['msgid ""\nmsgstr "Language: es_MX\\n"\n\nmsgid "a"\nmsgstr "b"\n', '4: This message has no msgctxt'],
    ['msgid ""\nmsgstr "Language: es_MX\\n"\n\nmsgctxt "menu.prompts"\nmsgid "a"\n', '4: This message has no msgstr'],
    ['msgid ""\nmsgstr "Language: es_MX\\n"\nhello\n', '3: This is no line of a PO file: hello'],
    [
      'msgid ""\nmsgstr "Language: es_MX\\n"\n\nmsgctxt "a"\nmsgid "b"\nmsgid_plural "c"\nmsgstr[0] "d"\nmsgstr[1] "e"\n',
      'has a plural',
    ],
    ['msgid ""\nmsgstr "Language: es_MX\\n"\n\n#~ msgid "old"\n#~ msgstr "viejo"\n', '2 lines are marked as obsolete'],
  ])('says what is wrong with %j', (text, words) => {
    const result = takePo(text);
    expect(messages(result).join('\n')).toContain(words);
    expect(result.changes).toEqual([]);
  });
});
