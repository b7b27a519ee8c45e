import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { blockTypes } from '../../shared/blocks/index.ts';
import { calledFlows } from '../../shared/check/called-flows.ts';
import type { CalledVersion, CalledVersions } from '../../shared/engine/called-versions.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { CommandFailure } from './command.ts';
import { requireFlowFile } from './document.ts';

/** Flows that a flow file calls, and what those call: the flow `hours` is the file `hours.flow.json` beside it. */
export interface CalledFiles extends CalledVersions {
  /** The files that are not there, each with the flow that calls it. */
  readonly missing: readonly { readonly id: string; readonly file: string; readonly by: string }[];
}

/** @throws CommandFailure where one of them cannot be read */
export function calledFiles(file: string, flow: FlowDocument): CalledFiles {
  const found = new Map<string, CalledVersion>();
  const missing: CalledFiles['missing'][number][] = [];
  const pins = (by: string, document: FlowDocument): Record<string, number> => {
    const calls: Record<string, number> = {};
    for (const id of calledFlows(document, blockTypes).keys()) {
      const path = join(dirname(file), `${id}.flow.json`);
      if (!existsSync(path)) missing.push({ id, file: path, by });
      else calls[id] = FILE;
    }
    for (const id of Object.keys(calls).filter((name) => !found.has(name))) {
      const called = requireFlowFile(join(dirname(file), `${id}.flow.json`));
      // Known before its own calls are looked up: flows may call each other.
      found.set(id, { flow: id, version: FILE, document: called, calls: {} });
      found.set(id, { flow: id, version: FILE, document: called, calls: pins(id, called) });
    }
    return calls;
  };
  const calls = pins(file, flow);
  return { calls, versions: [...found.values()], missing };
}

/** Id by which a flow file is called by those beside it; undefined for one that cannot be. */
export function flowIdOf(file: string): string | undefined {
  return /^(.+)\.flow\.json$/.exec(basename(file))?.[1];
}

/** For a command that calls the flow. @throws CommandFailure also where one is not there */
export function requireCalledFiles(file: string, flow: FlowDocument): CalledVersions {
  const called = calledFiles(file, flow);
  const [gone] = called.missing;
  if (!gone) return called;
  const message = `${gone.by} runs the flow "${gone.id}"; its file ${gone.file} is not there.`;
  throw new CommandFailure('no-called-flow', message, { missing: called.missing });
}

/** Files have no versions. */
const FILE = 1;
