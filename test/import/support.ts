import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { blockTypes } from '../../shared/blocks/index.ts';
import { readFlow } from '../../shared/document.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import { linksFor } from '../../shared/engine/links.ts';
import { previewAt } from '../../shared/engine/preview.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { type ImportOptions, importTwiml } from '../../shared/import/import-twiml.ts';
import type { ImportReport } from '../../shared/import/report.ts';
import type { TwimlElement } from '../../shared/twiml/element.ts';
import { parseTwiml } from '../../shared/twiml/parse.ts';
import { sameElement } from '../../shared/twiml/same-tree.ts';

/** Imports a document, writes the flow, reads it again, and has it answer as `patchcord twiml` does. */
export function roundTrip(
  xml: string,
  options: ImportOptions = {},
): { report: ImportReport; printed: string; same: boolean } {
  const imported = importTwiml(xml, options);
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
  const read = readFlow(writeFlow(imported.flow));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { xml: printed } = previewAt(compileFlow(read.flow, blockTypes), null, { links: linksFor('', 'imported') });
  const document = imported.report.channel;
  return { report: imported.report, printed, same: sameElement(treeOf(xml), treeOf(printed), { document }) };
}

export function treeOf(xml: string): TwimlElement {
  const parsed = parseTwiml(xml);
  if (!parsed.ok) throw new Error(`${parsed.error.message}\n${xml}`);
  return parsed.root;
}

/** Documents in a folder, by name; undefined where there is no such folder. */
export function documentsIn(folder: string): Readonly<Record<string, string>> | undefined {
  if (!existsSync(folder)) return undefined;
  const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}
