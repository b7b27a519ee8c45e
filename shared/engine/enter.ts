import type { FlowCall, StepNote } from '../block.ts';
import type { Json } from '../flow/types.ts';
import { readValue } from '../flow/variable-types.ts';
import type { CompiledBlock, CompiledFlow } from './compile.ts';
import type { Draft } from './draft.ts';
import { ENGINE_LIMITS } from './limits.ts';

/** Where a called flow begins, or why it cannot. */
export type Entered = { readonly at: string; readonly notes: readonly StepNote[] } | { readonly refused: StepNote };

/** Begins the flow that a block calls: its variables have their initial values, and the parameters theirs. */
export function enterFlow(draft: Draft, block: CompiledBlock, { parameters }: FlowCall): Entered {
  const flow = draft.memory.inside(block.id);
  if (!flow) return { refused: whyNot(block) };
  const at = entryOf(flow, draft.session.channel);
  if (at === undefined) {
    const what = draft.session.channel === 'voice' ? 'calls' : 'messages';
    return { refused: { code: 'no-entry', message: `The flow "${flow.name}" has no start block for ${what}.` } };
  }
  const notes: StepNote[] = [];
  draft.memory.begin(block.id, { ...flow.variables, ...readParameters(flow, parameters, notes) });
  draft.state = null;
  return { at, notes };
}

/** Ends the flow that the block `path` calls. @returns its results */
export function leaveFlow(draft: Draft, path: string): Readonly<Record<string, Json>> {
  const declared = draft.memory.inside(path)?.declared ?? {};
  const values = draft.memory.end(path);
  draft.state = null;
  const results = Object.entries(values).filter(([name]) => declared[name]?.scope === 'result');
  return Object.fromEntries(results);
}

/** Which block a called flow begins with: a call that goes on is none that is answered, where the flow knows both. */
function entryOf({ entries }: CompiledFlow, channel: Draft['session']['channel']): string | undefined {
  if (channel === 'messaging') return entries.get('incoming-message');
  return entries.get('incoming-call') ?? entries.get('outgoing-call');
}

function whyNot({ id, calls = '' }: CompiledBlock): StepNote {
  if (id.split('.').length > ENGINE_LIMITS.subflowDepth) {
    const message = `Flows call each other more than ${ENGINE_LIMITS.subflowDepth} deep; the flow "${calls}" was not entered.`;
    return { code: 'recursion-cut', message };
  }
  if (calls === '') return { code: 'no-flow', message: 'No flow to run is chosen.' };
  return { code: 'no-flow', message: `The flow "${calls}" is not there, or not published.` };
}

function readParameters(
  flow: CompiledFlow,
  given: FlowCall['parameters'],
  notes: StepNote[],
): Readonly<Record<string, Json>> {
  const values: Record<string, Json> = {};
  for (const [name, value] of Object.entries(given)) {
    const declared = Object.hasOwn(flow.declared, name) ? flow.declared[name] : undefined;
    if (declared?.scope !== 'parameter') {
      const message = `The flow "${flow.name}" has no parameter "${name.slice(0, 64)}"; it was left out.`;
      notes.push({ code: 'unknown-parameter', message, field: 'parameters' });
      continue;
    }
    const read = readValue(declared.type, value);
    if (read !== undefined) values[name] = read;
    else {
      const message = `"${name}" is ${shown(value)}, which is no ${declared.type}; it keeps its initial value.`;
      notes.push({ code: 'bad-parameter', message, field: 'parameters' });
    }
  }
  return values;
}

function shown(value: Json): string {
  return JSON.stringify(value).slice(0, 40);
}
