import { readFileSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Channel } from '../../shared/block.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { importTwiml } from '../../shared/import/import-twiml.ts';
import { describeProblems, describeReport, type ImportProblem } from '../../shared/import/report.ts';
import { type Command, type CommandArgs, CommandFailure, type Outcome, UsageError } from './command.ts';
import { onlyFile, readBytes, requireWritable } from './document.ts';
import { free, importStudioFiles } from './import-studio.ts';
import { readText } from './text.ts';

/** `patchcord import FILE…` */
export const importCommand: Command = {
  name: 'import',
  usage: 'FILE… [--out FILE] [--name NAME] [--base URL] [--channel voice|messaging]',
  about:
    'Turns a TwiML document, or flows of Twilio Studio, into flows, and says what became of every element or widget.',
  options: {
    out: { type: 'string' },
    name: { type: 'string' },
    base: { type: 'string' },
    channel: { type: 'string' },
  },
  help: [
    'FILE              A TwiML document, or the JSON of a Studio flow; told by what is in it. - reads standard input.',
    '                  Several Studio flows at once find the flows they run among themselves.',
    '--out FILE        Where the flow goes; otherwise beside the document, as NAME.flow.json. - writes standard output.',
    '                  Of several flows, the folder they go to.',
    "--name NAME       The flow's name; otherwise the one it has in Studio, or that of the file. For one flow only.",
    '--base URL        Where a TwiML document came from: relative addresses are made absolute.',
    '--channel CHANNEL voice or messaging, where the verbs of TwiML do not tell.',
    'Exits 1 only if something could not be imported.',
  ],
  async run(args) {
    const channel = channelOf(args.option('channel'));
    const base = baseOf(args.option('base'));
    if (args.files.length === 0)
      onlyFile(args.files, 'a TwiML document or Studio flow, e.g. answer.xml, or - for standard input');
    const read = args.files.map((file) => ({
      file,
      shown: file === '-' ? 'standard input' : file,
      ...readText(file === '-' ? readFileSync(0) : readBytes(file)),
    }));
    for (const one of read) if ('problem' in one) throw failure(one.shown, [one.problem]);
    const documents = read.flatMap((one) => ('text' in one ? [{ file: one.shown, text: one.text }] : []));
    if (documents.every(({ text }) => isJson(text))) {
      const stray = args.given.find(({ name }) => name === 'base' || name === 'channel');
      if (stray) throw new UsageError(`--${stray.name} is for TwiML documents; a Studio flow says this by itself.`);
      return importStudioFiles(documents, { name: args.option('name'), out: args.option('out') });
    }
    const file = onlyFile(args.files);
    return importTwimlFile({ file, text: documents[0]?.text ?? '' }, { channel, base }, args);
  },
};

/** JSON begins with a brace or bracket, or is a single value; TwiML never does. */
function isJson(text: string): boolean {
  return /^[\uFEFF\s]*([[{"]|(-?\d[\d.eE+-]*|true|false|null)\s*$)/.test(text);
}

interface TwimlOptions {
  readonly channel: Channel | undefined;
  readonly base: string | undefined;
}

function importTwimlFile(
  { file, text: xml }: { readonly file: string; readonly text: string },
  { channel, base }: TwimlOptions,
  { option }: CommandArgs,
): Outcome {
  const shown = file === '-' ? 'standard input' : file;
  const stem = file === '-' ? 'imported' : basename(file, extname(file));
  const out =
    option('out') ?? (file === '-' ? '-' : free(`${file.slice(0, file.length - extname(file).length)}.flow.json`));
  if (out !== '-') requireWritable(out);
  const result = importTwiml(xml, {
    name: option('name') ?? stem,
    ...(base !== undefined && { base }),
    ...(channel !== undefined && { channel }),
  });
  if (!result.ok) throw failure(shown, result.problems);
  const text = writeFlow(result.flow);
  if (out !== '-') writeFileSync(out, text);
  const report = describeReport(result.report, shown);
  const json = { file: shown, out, ...result.report, ...(out === '-' && { flow: result.flow }) };
  if (out === '-') return { code: 0, text, remarks: report, json };
  return { code: 0, text: `${report}${out} written.\n`, json };
}

function failure(file: string, problems: readonly ImportProblem[]): CommandFailure {
  return new CommandFailure('not-imported', describeProblems(problems, file).trimEnd(), { file, problems });
}

function channelOf(given: string | undefined): Channel | undefined {
  if (given === undefined || given === 'voice' || given === 'messaging') return given;
  throw new UsageError(`--channel is "${given}"; expected voice or messaging.`);
}

function baseOf(given: string | undefined): string | undefined {
  if (given === undefined || /^https?:\/\/[^/]/i.test(given)) return given;
  throw new UsageError(`--base is "${given}"; expected a web address, e.g. https://example.com/answer.xml.`);
}
