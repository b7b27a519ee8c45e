import { writeFileSync } from 'node:fs';
import { type ExportReason, exportTwiml } from '../../shared/export/export-twiml.ts';
import { exportStudio } from '../../shared/export/studio/export-studio.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { type Command, CommandFailure } from './command.ts';
import { onlyFile, requireFlowFile, requireWritable } from './document.ts';

/** `patchcord export FILE` */
export const exportCommand: Command = {
  name: 'export',
  usage: 'FILE [--studio] [--out FILE]',
  about: 'Prints a flow as one TwiML document for a TwiML Bin, or as the definition of a Twilio Studio flow.',
  options: { out: { type: 'string' }, studio: { type: 'boolean' } },
  help: [
    '--studio          The JSON of a Studio flow, for flows that do only what Studio can.',
    '                  Without it a TwiML document, for flows that say the same to everybody.',
    '--out FILE        Writes it there instead.',
    'Exits 1 if the flow cannot be exported, with the blocks that stand in the way.',
  ],
  async run({ files, option, given }) {
    const file = onlyFile(files);
    const out = option('out');
    if (out !== undefined) requireWritable(out);
    const flow = requireFlowFile(file);
    const { text, json, remarks } = given.some(({ name }) => name === 'studio') ? studio(file, flow) : bin(file, flow);
    const told = remarks.length === 0 ? {} : { remarks: remarks.map((line) => `${line}\n`).join('') };
    if (out === undefined) return { code: 0, text, json, ...told };
    writeFileSync(out, text);
    return { code: 0, text: `${out} written.\n`, json: { ...json, out }, ...told };
  },
};

interface Exported {
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly remarks: readonly string[];
}

function bin(file: string, flow: FlowDocument): Exported {
  const result = exportTwiml(flow);
  if (result.ok)
    return { text: `${result.xml}\n`, json: { file, channel: result.channel, twiml: result.xml }, remarks: [] };
  const why = 'The flow cannot be a TwiML Bin, which gives every caller the same document, because of:';
  throw refused('not-static', file, why, result.reasons);
}

function studio(file: string, flow: FlowDocument): Exported {
  const result = exportStudio(flow);
  if (!result.ok) throw refused('not-studio', file, 'The flow does what Twilio Studio cannot:', result.reasons);
  const { definition, needs, remarks } = result;
  const told = [...needs.map(({ message }) => `Before it runs in Studio: ${message}`), ...remarks];
  return {
    text: `${JSON.stringify(definition, null, 2)}\n`,
    json: { file, definition, needs, remarks },
    remarks: told,
  };
}

function refused(code: string, file: string, why: string, reasons: readonly ExportReason[]): CommandFailure {
  const lines = reasons.map(({ message }) => `  ${message}`);
  return new CommandFailure(code, [`${file}: ${why}`, ...lines].join('\n'), { file, reasons });
}
