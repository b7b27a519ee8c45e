import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { writeFlow } from '../../shared/flow/write.ts';
import { type ImportedFlow, importStudioFlows } from '../../shared/import/studio/import-many.ts';
import { describeStudioProblems, describeStudioReport } from '../../shared/import/studio/report.ts';
import { CommandFailure, type Outcome, UsageError } from './command.ts';
import { requireWritable } from './document.ts';

/** A document as it was read, and what it is called in messages. */
export interface StudioFile {
  readonly file: string;
  readonly text: string;
}

export interface StudioImportOptions {
  readonly name: string | undefined;
  readonly out: string | undefined;
}

/**
 * Imports documents of Twilio Studio: a flow file for each flow in them.
 *
 * @throws CommandFailure where nothing could be imported
 * @throws UsageError where the flows cannot be written, before any is
 */
export function importStudioFiles(files: readonly StudioFile[], { name, out }: StudioImportOptions): Outcome {
  const sources = files.map(({ file, text }) => ({
    stem: stemOf(file),
    text,
    file,
    ...(name !== undefined && { name }),
  }));
  const flows = importStudioFlows(sources);
  const shown = (flow: ImportedFlow): string =>
    files[sources.indexOf(flow.source as (typeof sources)[number])]?.file ?? '';
  if (name !== undefined && flows.length > 1)
    throw new UsageError(`--name is for one flow, and there are ${flows.length}; each keeps the name it has.`);
  const good = flows.filter(({ result }) => result.ok);
  const lines = flows.flatMap((flow) => tell(flow, shown(flow)));
  if (good.length === 0) {
    const problems = flows.flatMap(({ result }) => (result.ok ? [] : result.problems));
    throw new CommandFailure('not-imported', lines.join('').trimEnd(), {
      files: files.map(({ file }) => file),
      problems,
    });
  }
  const places = placesOf(good, shown, out);
  const code = good.length === flows.length ? 0 : 1;
  const json = { flows: flows.map((flow) => jsonOf(flow, shown(flow), places.get(flow))) };
  if (places.get(good[0] as ImportedFlow) === '-') {
    const [only] = good;
    return { code, text: only?.result.ok ? writeFlow(only.result.flow) : '', remarks: lines.join(''), json };
  }
  for (const flow of good) {
    if (flow.result.ok) writeFileSync(places.get(flow) ?? '', writeFlow(flow.result.flow));
  }
  const written = [...places.values()].map((place) => `${place} written.\n`);
  return { code, text: [...lines, ...written].join(''), json };
}

function tell({ result }: ImportedFlow, file: string): string[] {
  if (result.ok) return [describeStudioReport(result.report, file)];
  return [`${describeStudioProblems(result.problems, file).join('\n')}\n`];
}

function jsonOf({ id, result }: ImportedFlow, file: string, out: string | undefined): unknown {
  if (!result.ok) return { file, problems: result.problems };
  return { file, id, out, ...result.report, ...(out === '-' && { flow: result.flow }) };
}

/** Where each flow goes: beside its document, or where it was said; several flows into a folder. */
function placesOf(
  flows: readonly ImportedFlow[],
  shown: (flow: ImportedFlow) => string,
  out: string | undefined,
): ReadonlyMap<ImportedFlow, string> {
  if (flows.length === 1 || out === '-') {
    if (flows.length > 1) throw new UsageError(`There are ${flows.length} flows in it; name a folder with --out.`);
    const [flow] = flows as [ImportedFlow];
    const file = shown(flow);
    const place = out ?? (file === 'standard input' ? '-' : free(beside(file, stemOf(file))));
    const inFolder = place !== '-' && existsSync(place) && statSync(place).isDirectory();
    const target = inFolder ? join(place, `${flow.id}.flow.json`) : place;
    if (target !== '-') requireWritable(target);
    return new Map([[flow, target]]);
  }
  if (out !== undefined) makeFolder(out);
  return new Map(
    flows.map((flow) => {
      const place = out === undefined ? free(beside(shown(flow), flow.id)) : join(out, `${flow.id}.flow.json`);
      requireWritable(place);
      return [flow, place] as const;
    }),
  );
}

function beside(file: string, stem: string): string {
  return join(file === 'standard input' ? '.' : dirname(file), `${stem}.flow.json`);
}

function makeFolder(folder: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new UsageError(`There are several flows; ${folder} is a file, and a folder is needed.`);
  }
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`${folder} cannot be made (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** A flow that is there already may have been worked on. */
export function free(file: string): string {
  if (!existsSync(file)) return file;
  throw new UsageError(`${file} is there already; name it with --out to write over it, or choose another.`);
}

function stemOf(file: string): string {
  return file === 'standard input' ? 'imported' : basename(file, extname(file));
}
