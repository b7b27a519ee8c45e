import { blockTypes } from '../../blocks/index.ts';
import { checkFlow } from '../../check/check.ts';
import { readFlow } from '../../document.ts';
import type { FlowDocument } from '../../flow/types.ts';
import { writeFlow } from '../../flow/write.ts';
import { type Built, build } from './build.ts';
import type { Definition, StudioProblem } from './definition.ts';
import { dictionaryOf } from './dictionary.ts';
import { withRest } from './keep.ts';
import { placeholderAddresses } from './placeholder-address.ts';
import { readDefinition } from './read-definition.ts';
import type { ImportedState, StudioReport, WidgetFate } from './report.ts';
import { unwrap } from './unwrap.ts';

export interface StudioOptions {
  /** Of the flow; where several are imported at once each keeps its own. */
  readonly name?: string;
  /** What to call a flow that has no name of its own; that of the file. */
  readonly stem?: string;
  /** Id of a flow here that stands for a flow of Studio, by its SID or name. */
  readonly flowId?: (reference: string) => string | undefined;
}

export type StudioResult =
  | { readonly ok: true; readonly flow: FlowDocument; readonly report: StudioReport; readonly sid?: string }
  | { readonly ok: false; readonly problems: readonly StudioProblem[] };

/**
 * Turns an export of Twilio Studio into flows: a block for every widget, with its name and place, and a cord for every transition.
 * Both dialects and the wrappers of `unwrap` are read. What Studio would refuse is refused, with the place and the nearest right
 * word; whatever Studio runs becomes a flow, and the report says of every widget whether it does the same. Never throws.
 *
 * @returns a result for every flow in the document, or one that says why there is none
 */
export function importStudio(text: string, options: StudioOptions = {}): readonly StudioResult[] {
  const unwrapped = unwrap(text);
  if (!unwrapped.ok) return [unwrapped];
  return unwrapped.found.map((found): StudioResult => {
    const read = readDefinition(found);
    if (!read.ok) return read;
    const given = unwrapped.found.length === 1 ? options.name?.trim() : undefined;
    const name = given || read.definition.name || options.stem || 'Imported from Studio';
    return importDefinition(read.definition, { ...options, name }, read.problems);
  });
}

function importDefinition(
  definition: Definition,
  { name, flowId = () => undefined }: StudioOptions & { readonly name: string },
  found: readonly StudioProblem[],
): StudioResult {
  const dictionary = dictionaryOf(definition);
  const built = build(dictionary, { name, flowId });
  const written = readFlow(writeFlow(withRest(built, dictionary)));
  if (!written.ok) {
    const [first] = written.problems;
    const message = `The flow cannot be kept: ${first?.message ?? ''} (${first?.path ?? ''})`;
    return { ok: false, problems: [{ code: 'not-kept', severity: 'error', path: '$', message }] };
  }
  const states = judge(built);
  const count = (fate: WidgetFate): number => states.filter((state) => state.fate === fate).length;
  const counts = { exact: count('exact'), approximated: count('approximated'), needsYou: count('needsYou') };
  const report = { name, counts, states, problems: found };
  return { ok: true, flow: written.flow, report, ...(definition.sid !== undefined && { sid: definition.sid }) };
}

/** Whatever would keep the flow from being published needs somebody, too. */
function judge({ flow, states }: Built): readonly ImportedState[] {
  const errors = checkFlow(flow, blockTypes).filter(({ severity }) => severity === 'error');
  return states.map(({ state, block, blocks, notes, transitions }) => {
    for (const { block: id, message } of errors) if (id !== undefined && blocks.includes(id)) notes.supply(message);
    const kinds = new Set(notes.all.map(({ kind }) => kind));
    const fate: WidgetFate = kinds.has('supply') ? 'needsYou' : kinds.has('differs') ? 'approximated' : 'exact';
    const sorted = [...notes.all].sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'supply' ? -1 : 1));
    const { name, type, path } = state;
    const told = { name, type, path, fate, block, notes: sorted.map(({ message }) => message), transitions };
    const addresses = placeholderAddresses(state.properties);
    return addresses.length > 0 ? { ...told, addresses } : told;
  });
}
