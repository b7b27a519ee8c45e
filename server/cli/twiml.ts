import { flowIdFor } from '../../shared/api/flow-id.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { compileWithCalled } from '../../shared/engine/called-versions.ts';
import { linksFor } from '../../shared/engine/links.ts';
import { previewAt } from '../../shared/engine/preview.ts';
import { suggestion } from '../../shared/text/nearest.ts';
import { checkPublicUrl, normalisePublicUrl } from '../config.ts';
import { BIND_HELP, BIND_OPTION, bindingsOf } from './bindings.ts';
import { requireCalledFiles } from './called-files.ts';
import { type Command, UsageError } from './command.ts';
import { onlyFile, requireFlowFile } from './document.ts';
import { languageOf } from './language.ts';

/** `patchcord twiml FILE [--block ID]` */
export const twiml: Command = {
  name: 'twiml',
  usage: 'FILE [--block ID] [--base URL] [--flow ID] [--language CODE] [--bind NAME=VALUE]',
  about: 'Prints the TwiML a caller gets: when the call comes in, or at a block.',
  options: {
    block: { type: 'string' },
    base: { type: 'string' },
    flow: { type: 'string' },
    language: { type: 'string' },
    ...BIND_OPTION,
  },
  help: [
    '--block ID        The document that holds this block.',
    '--base URL        Public address that links begin with; without it they are relative.',
    "--flow ID         The flow's id in links; otherwise it is made of its name.",
    '--language CODE   Language of the flow that the caller hears.',
    ...BIND_HELP,
    'One-time tokens in links read "preview". Exits 1 if the caller would get the fallback prompt.',
  ],
  async run(args) {
    const { files, option } = args;
    const file = onlyFile(files);
    const flow = requireFlowFile(file);
    const block = option('block') ?? null;
    if (block !== null && !Object.hasOwn(flow.blocks, block)) {
      throw new UsageError(`${file} has no block "${block}".${suggestion(block, Object.keys(flow.blocks))}`);
    }
    const links = linksFor(baseOf(option('base')), idOf(option('flow'), flow.name));
    const { xml, from, log, failure } = previewAt(
      compileWithCalled(flow, blockTypes, requireCalledFiles(file, flow)),
      block,
      {
        links,
        now: Date.now(),
        language: languageOf(option('language'), flow),
        env: bindingsOf(args),
      },
    );
    const blocks = [...new Set(log.map((step) => step.block))];
    return {
      code: failure ? 1 : 0,
      text: xml.endsWith('\n') ? xml : `${xml}\n`,
      json: { file, block, from: from ?? null, blocks, twiml: xml, ...(failure ? { failure } : {}) },
      ...(failure ? { remarks: `The caller gets the fallback prompt: ${failure.message}\n` } : {}),
    };
  },
};

function idOf(given: string | undefined, name: string): string {
  if (given === undefined) return flowIdFor(name);
  if (/^[a-z0-9][a-z0-9-]*$/.test(given)) return given;
  throw new UsageError(
    `--flow is "${given}"; expected lower-case letters, digits and dashes, e.g. ${flowIdFor(name)}.`,
  );
}

function baseOf(given: string | undefined): string {
  if (given === undefined) return '';
  const problem = checkPublicUrl(given);
  if (problem) throw new UsageError(`--base ${problem}.`);
  return normalisePublicUrl(given);
}
