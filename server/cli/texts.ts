import { writeFileSync } from 'node:fs';
import { blockTypes } from '../../shared/blocks/index.ts';
import { readFlow } from '../../shared/document.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { writeTextsCsv } from '../../shared/languages/files/csv.ts';
import type { TextEntry, TextFileProblem } from '../../shared/languages/files/entry.ts';
import { importTexts } from '../../shared/languages/files/import-texts.ts';
import { writeTextsPo } from '../../shared/languages/files/po.ts';
import { readTexts, TEXT_FORMATS, type TextFormat, textFormat } from '../../shared/languages/files/read-texts.ts';
import { suggestion } from '../../shared/text/nearest.ts';
import { type Command, type CommandArgs, CommandFailure, type Outcome, UsageError } from './command.ts';
import { readBytes, requireFlowFile, requireWritable } from './document.ts';

/** `patchcord texts export|import FLOW …` */
export const texts: Command = {
  name: 'texts',
  usage: 'export FLOW [--format csv|po] [--language CODE] [--out FILE] | import FLOW FILE…',
  about: 'Hands the texts of a flow to translators, as CSV or PO, and takes their translations over.',
  options: {
    format: { type: 'string' },
    language: { type: 'string' },
    out: { type: 'string' },
    partial: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  help: [
    '--format csv|po   Format; without it the end of the file’s name says so, and CSV is printed.',
    '--language CODE   Language of a PO file. Importing, its header names the language.',
    '--out FILE        Writes there: the texts, or the flow with its translations.',
    '                  Without it texts are printed, and the flow is written where it was.',
    '--partial         Takes over what can be, although some of it cannot.',
    '--dry-run         Says what would change, and writes nothing.',
    'Exits 1 if something in a file cannot be taken over, with line and reason; nothing is written then.',
  ],
  async run(args) {
    const [verb, flow, ...files] = args.files;
    if (verb !== 'export' && verb !== 'import') {
      throw new UsageError(`Say what to do: patchcord texts export FLOW, or patchcord texts import FLOW FILE.`);
    }
    if (flow === undefined) throw new UsageError('Name a flow file, e.g. menu.flow.json.');
    if (verb === 'import') return importFiles(args, flow, files);
    if (files.length > 0) throw new UsageError(`One file is expected; ${files.length + 1} were given.`);
    return exportFile(args, flow);
  },
};

function exportFile({ option }: CommandArgs, file: string): Outcome {
  const out = option('out');
  if (out !== undefined) requireWritable(out);
  const flow = requireFlowFile(file);
  const languages = Object.keys(flow.languages ?? {});
  const format = formatOf(option('format'), out) ?? 'csv';
  const wanted = option('language');
  if (format === 'csv' && wanted !== undefined) {
    throw new UsageError('A CSV has a column for every language; --language goes with --format po.');
  }
  const language = format === 'po' ? oneLanguage(wanted, languages) : undefined;
  const text = language === undefined ? writeTextsCsv(flow, blockTypes) : writeTextsPo(flow, language, blockTypes);
  const json = { file, format, ...(language !== undefined && { language }) };
  if (out === undefined) return { code: 0, text, json: { ...json, texts: text } };
  writeFileSync(out, text);
  return { code: 0, text: `${out} written.\n`, json: { ...json, out } };
}

function oneLanguage(wanted: string | undefined, languages: readonly string[]): string {
  if (wanted !== undefined && !languages.includes(wanted)) {
    throw new UsageError(`"${wanted}" is not a further language of this flow.${suggestion(wanted, languages)}`);
  }
  const [only, ...more] = languages;
  if (only === undefined) throw new UsageError('This flow speaks one language; add another in its settings first.');
  if (wanted === undefined && more.length > 0) {
    throw new UsageError(`A PO file has one language. Give --language: ${languages.join(', ')}.`);
  }
  return wanted ?? only;
}

function importFiles({ option, given }: CommandArgs, file: string, files: readonly string[]): Outcome {
  if (files.length === 0) throw new UsageError('Name a file with translations, e.g. texts.csv.');
  const is = (name: string): boolean => given.some((one) => one.name === name);
  const out = option('out') ?? file;
  requireWritable(out);
  const flow = requireFlowFile(file);
  const read = files.map((name) => readOne(name, flow, option('format'), option('language')));
  const entries = read.flatMap((one) => one.entries);
  const result = importTexts(flow, entries, blockTypes);
  const placed = read.length === 1 ? result.problems.map((problem) => ({ ...problem, file: files[0] ?? '' })) : [];
  const problems = [...read.flatMap((one) => one.problems), ...placed];
  return finish({ flow: file, out, result, problems, partial: is('partial'), dry: is('dry-run') });
}

interface FileProblem extends TextFileProblem {
  readonly file: string;
}

interface Finish {
  readonly flow: string;
  readonly out: string;
  readonly result: ReturnType<typeof importTexts>;
  readonly problems: readonly FileProblem[];
  readonly partial: boolean;
  readonly dry: boolean;
}

function finish({ flow, out, result, problems, partial, dry }: Finish): Outcome {
  const { changes, kept } = result;
  const refused = problems.map(
    ({ file, line, message }) => `${file}${line === undefined ? '' : `:${line}`}: ${message}\n`,
  );
  const json = { flow, changes, kept, problems };
  const lines = changes.map(({ key, language, before, after, outdated }) =>
    [
      `${language} ${key}: ${before === undefined ? '' : `${JSON.stringify(before)} → `}${JSON.stringify(after)}`,
      ...(outdated ? ['(out of date)'] : []),
    ].join(' '),
  );
  if (kept > 0) lines.push(`${kept} ${kept === 1 ? 'translation stays' : 'translations stay'}: empty in the file.`);
  const said = lines.map((line) => `${line}\n`).join('');
  if (problems.length > 0 && !partial) {
    throw new CommandFailure(
      'bad-texts',
      `${refused.join('')}Nothing was written. --partial takes over the rest.`,
      json,
    );
  }
  const count = `${changes.length} ${changes.length === 1 ? 'text' : 'texts'}`;
  const code = problems.length > 0 ? 1 : 0;
  const told = problems.length > 0 ? { remarks: refused.join('') } : {};
  if (dry || changes.length === 0) {
    return { code, text: `${said}${count} would change.\n`, json: { ...json, written: false }, ...told };
  }
  writeFileSync(out, flowText(result.flow));
  return { code, text: `${said}${count} taken over into ${out}.\n`, json: { ...json, out, written: true }, ...told };
}

/** @throws CommandFailure where the flow would not be one any more */
function flowText(flow: FlowDocument): string {
  const text = writeFlow(flow);
  const read = readFlow(text);
  if (read.ok) return text;
  const lines = read.problems.map(({ path, message }) => `${path}: ${message}`);
  throw new CommandFailure('bad-document', lines.join('\n'), { problems: read.problems });
}

function readOne(
  name: string,
  flow: FlowDocument,
  wanted: string | undefined,
  language: string | undefined,
): { entries: readonly TextEntry[]; problems: readonly FileProblem[] } {
  const format = formatOf(wanted, name);
  if (!format) throw new UsageError(`${name} ends neither with .csv nor with .po. Give --format.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readBytes(name));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return { entries: [], problems: [{ file: name, message: 'The file is not UTF-8 text. Save it in UTF-8.' }] };
  }
  const { entries, problems } = readTexts(format, text, flow, language);
  return { entries, problems: problems.map((problem) => ({ ...problem, file: name })) };
}

function formatOf(wanted: string | undefined, name: string | undefined): TextFormat | undefined {
  if (wanted === undefined) return name === undefined ? undefined : textFormat(name);
  const format = TEXT_FORMATS.find((one) => one === wanted);
  if (!format) throw new UsageError(`"${wanted}" is no format.${suggestion(wanted, TEXT_FORMATS)}`);
  return format;
}
