import { writeFileSync } from 'node:fs';
import { exportTwiml } from '../../shared/export/export-twiml.ts';
import { type Command, CommandFailure } from './command.ts';
import { onlyFile, requireFlowFile, requireWritable } from './document.ts';

/** `patchcord export FILE` */
export const exportCommand: Command = {
  name: 'export',
  usage: 'FILE [--out FILE]',
  about: 'Prints a flow that says the same to everybody as one TwiML document, for a TwiML Bin.',
  options: { out: { type: 'string' } },
  help: [
    '--out FILE        Writes the document there instead.',
    'Exits 1 if the flow needs this server during a call, with the blocks that do.',
  ],
  async run({ files, option }) {
    const file = onlyFile(files);
    const out = option('out');
    if (out !== undefined) requireWritable(out);
    const result = exportTwiml(requireFlowFile(file));
    if (!result.ok) {
      const why = 'The flow cannot be a TwiML Bin, which gives every caller the same document, because of:';
      const lines = result.reasons.map(({ message }) => `  ${message}`);
      throw new CommandFailure('not-static', [`${file}: ${why}`, ...lines].join('\n'), {
        file,
        reasons: result.reasons,
      });
    }
    const text = `${result.xml}\n`;
    const json = { file, channel: result.channel, twiml: result.xml };
    if (out === undefined) return { code: 0, text, json };
    writeFileSync(out, text);
    return { code: 0, text: `${out} written.\n`, json: { ...json, out } };
  },
};
