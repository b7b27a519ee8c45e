import { flowIdFor } from '../../api/flow-id.ts';
import { importStudio, type StudioResult } from './import-studio.ts';

/** A document to import. */
export interface StudioSource {
  /** What it is called, without folder; a flow that has no name gets this one, and a SID in it counts as the flow's. */
  readonly stem: string;
  readonly text: string;
  /** What to call the flow, where there is one in the document. */
  readonly name?: string;
}

export interface ImportedFlow {
  readonly source: StudioSource;
  /** Id for the flow, by which others run it. */
  readonly id: string;
  readonly result: StudioResult;
}

/**
 * Imports several documents at once, so that flows find the ones they run: by SID, or by name.
 *
 * @param idFor id for a flow of this name; each must be another
 */
export function importStudioFlows(
  sources: readonly StudioSource[],
  idFor: (name: string) => string = freshIds(),
): readonly ImportedFlow[] {
  let asked = false;
  const first = sources.flatMap((source) =>
    importOne(source, () => {
      asked = true;
      return undefined;
    }),
  );
  const flows = first.map((one) => ({ ...one, id: one.result.ok ? idFor(one.result.flow.name) : '' }));
  // Most flows run no other.
  if (!asked) return flows;
  const ids = new Map<string, string>();
  for (const { source, result, id } of flows) {
    if (!result.ok) continue;
    const sid = result.sid ?? /FW[0-9a-f]{32}/i.exec(source.stem)?.[0];
    for (const reference of [result.flow.name, source.stem, sid]) {
      if (reference !== undefined && !ids.has(key(reference))) ids.set(key(reference), id);
    }
  }
  const again = sources.flatMap((source) => importOne(source, (reference) => ids.get(key(reference))));
  return again.map((one, index) => ({ ...one, id: flows[index]?.id ?? '' }));
}

function importOne(source: StudioSource, flowId: (reference: string) => string | undefined) {
  const { text, name } = source;
  return importStudio(text, { flowId, stem: source.stem, ...(name !== undefined && { name }) }).map((result) => ({
    source,
    result,
  }));
}

function key(reference: string): string {
  return reference.trim().toLowerCase();
}

/** Ids as a server without any flow would give them. */
function freshIds(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const plain = flowIdFor(name);
    let id = plain;
    for (let count = 2; taken.has(id); count++) id = `${plain}-${count}`;
    taken.add(id);
    return id;
  };
}
