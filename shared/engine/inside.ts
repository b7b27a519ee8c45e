import { matchLanguage } from '../languages/match-language.ts';
import type { CompiledBlock, CompiledExit, CompiledFlow } from './compiled.ts';
import { ENGINE_LIMITS } from './limits.ts';

/**
 * Finds called flows in their places, see `CompiledFlow.inside`. Which flow a block calls and where it lies never changes, so
 * its id says all: `a.b.c` is the block `c` of the flow that `b` calls, in the flow that `a` calls.
 */
export function insideOf(root: () => CompiledFlow): CompiledFlow['inside'] {
  const made = new Map<string, CompiledFlow>();
  const inside: CompiledFlow['inside'] = (path, language) => {
    const key = `${path} ${language}`;
    const known = made.get(key);
    if (known) return known;
    if (depthOf(path) > ENGINE_LIMITS.subflowDepth) return undefined;
    const outer = pathOf(path);
    const caller = outer === '' ? root() : inside(outer, language);
    const id = caller?.blocks.get(path)?.calls;
    const called = id === undefined ? undefined : caller?.calls(id);
    if (!caller || !called) return undefined;
    const spoken = called.inLanguage(language === undefined ? language : matchLanguage(language, called.languages));
    const placed = placedIn(caller, spoken, path, inside);
    // Recursion could make more of them than are worth remembering.
    if (made.size >= ENGINE_LIMITS.instancesKept) made.clear();
    made.set(key, placed);
    return placed;
  };
  return inside;
}

/** Id of the block that calls the flow a block belongs to; empty for blocks of the flow that was asked. */
export function pathOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('.')));
}

/** How many flows deep what a block calls would lie: 1 for blocks of the flow that was asked. */
function depthOf(id: string): number {
  return id.split('.').length;
}

/** A block, wherever it is. */
export function findBlock(flow: CompiledFlow, id: string): CompiledBlock | undefined {
  return flow.blocks.get(id) ?? flow.inside(pathOf(id), flow.language)?.blocks.get(id);
}

/** A called flow as it runs behind the block `path`. What its settings leave open is as in the flow that calls it. */
function placedIn(
  caller: CompiledFlow,
  called: CompiledFlow,
  path: string,
  inside: CompiledFlow['inside'],
): CompiledFlow {
  const { voice, language, timezone = caller.settings.timezone } = called.settings;
  const speaks = voice === undefined && language === undefined && called.languages.length === 1;
  const own = speaks ? { ...called.settings, ...voiceOf(caller) } : called.settings;
  const placed = (id: string): string => `${path}.${id}`;
  return {
    ...called,
    path,
    settings: timezone === undefined ? own : { ...own, timezone },
    fallback: called.fallback.fallback?.trim() ? called.fallback : caller.fallback,
    blocks: new Map([...called.blocks].map(([id, block]) => [placed(id), placedBlock(block, placed)])),
    entries: new Map([...called.entries].map(([entry, id]) => [entry, placed(id)])),
    inLanguage: (language) => inside(path, language) ?? called.inLanguage(language),
    inside,
  };
}

function voiceOf({ settings: { voice, language } }: CompiledFlow): CompiledFlow['settings'] {
  return { ...(voice !== undefined && { voice }), ...(language !== undefined && { language }) };
}

function placedBlock(block: CompiledBlock, placed: (id: string) => string): CompiledBlock {
  const exits = new Map<string, CompiledExit>();
  for (const [name, { spec, to }] of block.exits)
    exits.set(name, { spec, to: to === undefined ? undefined : placed(to) });
  return { ...block, id: placed(block.id), exits, decided: {} };
}
