import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Channel } from '../../shared/block.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { importTwiml } from '../../shared/import/import-twiml.ts';
import { describeProblems, describeReport, type ImportProblem } from '../../shared/import/report.ts';
import { type Command, CommandFailure, UsageError } from './command.ts';
import { onlyFile, readBytes, requireWritable } from './document.ts';
import { readText } from './text.ts';

/** `patchcord import FILE` */
export const importCommand: Command = {
  name: 'import',
  usage: 'FILE [--out FILE] [--name NAME] [--base URL] [--channel voice|messaging]',
  about: 'Turns a TwiML document into a flow, and says what became of every element.',
  options: {
    out: { type: 'string' },
    name: { type: 'string' },
    base: { type: 'string' },
    channel: { type: 'string' },
  },
  help: [
    'FILE              A TwiML document; - reads standard input.',
    '--out FILE        Where the flow goes; otherwise beside the document, as NAME.flow.json. - writes standard output.',
    "--name NAME       The flow's name; otherwise that of the file.",
    '--base URL        Where the document came from: relative addresses are made absolute.',
    '--channel CHANNEL voice or messaging, where the verbs do not tell.',
    'Exits 1 only if nothing could be imported.',
  ],
  async run({ files, option }) {
    const file = onlyFile(files, 'a TwiML document, e.g. answer.xml, or - for standard input');
    const shown = file === '-' ? 'standard input' : file;
    const channel = channelOf(option('channel'));
    const base = baseOf(option('base'));
    const stem = file === '-' ? 'imported' : basename(file, extname(file));
    const out =
      option('out') ??
      (file === '-' ? '-' : freeName(`${file.slice(0, file.length - extname(file).length)}.flow.json`));
    if (out !== '-') requireWritable(out);
    const read = readText(file === '-' ? readFileSync(0) : readBytes(file));
    if ('problem' in read) throw failure(shown, [read.problem]);
    const result = importTwiml(read.text, {
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
  },
};

/** A flow that is there already may have been worked on. */
function freeName(file: string): string {
  if (!existsSync(file)) return file;
  throw new UsageError(`${file} is there already; name it with --out to write over it, or choose another.`);
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
