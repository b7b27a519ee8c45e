import type { AnyBlock } from '../block.ts';
import type { FlowDocument } from '../flow/types.ts';
import { type CompiledFlow, compileFlow } from './compile.ts';

/** Versions of other flows that a flow can go through: what publishing it now would keep with it. */
export interface CalledVersions {
  /** Version by the id of the flow. */
  readonly calls: Readonly<Record<string, number>>;
  /** Each version once, with what it calls itself. */
  readonly versions: readonly CalledVersion[];
}

export interface CalledVersion {
  readonly flow: string;
  readonly version: number;
  readonly document: FlowDocument;
  readonly calls: Readonly<Record<string, number>>;
}

export const NO_CALLED_VERSIONS: CalledVersions = { calls: {}, versions: [] };

/**
 * Compiles a flow that may call others.
 *
 * @param self its own id, by which it may call itself
 * @throws what `compileFlow` throws
 */
export function compileWithCalled(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  { calls, versions }: CalledVersions = NO_CALLED_VERSIONS,
  self?: string,
): CompiledFlow {
  const made = new Map<CalledVersion, CompiledFlow>();
  const find = (id: string, pins: CalledVersions['calls']): CompiledFlow | undefined => {
    const version = Object.hasOwn(pins, id) ? pins[id] : undefined;
    const called = versions.find((one) => one.flow === id && one.version === version);
    if (!called) return undefined;
    const known = made.get(called);
    if (known) return known;
    const compiled = compileFlow(called.document, types, (name) => find(name, called.calls));
    made.set(called, compiled);
    return compiled;
  };
  const compiled: CompiledFlow = compileFlow(flow, types, (id) => (id === self ? compiled : find(id, calls)));
  return compiled;
}
