import type { CalledFlowsView } from '../../shared/api/flows.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { calledFlows } from '../../shared/check/called-flows.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { flowsApi } from '../api/flows.ts';
import { useFlow } from '../state/hooks.ts';
import { useLoad } from '../state/use-load.ts';

/** A version of another flow that publishing keeps. */
export interface Pin {
  readonly flow: string;
  readonly name: string;
  readonly version: number;
  /** The version that callers go through until then, where it is another one. */
  readonly before: number | undefined;
  /** The draft of that flow has changed since. */
  readonly ahead: boolean;
  /** Name of the flow that runs it, where it is not the one that is published. */
  readonly by: string | undefined;
}

export interface Pins {
  readonly list: readonly Pin[];
  /** Why they are not known. */
  readonly error: Error | undefined;
}

/** Versions of other flows that publishing a document to an environment would keep now. */
export function usePins(flow: string | null, document: FlowDocument, environment: string): Pins {
  const ids = [...calledFlows(document, blockTypes).keys()].filter((id) => id !== flow);
  const key = ids.length === 0 ? null : `${ids.join(',')} ${environment}`;
  const { data, error } = useLoad(key, () => flowsApi.called(ids, environment));
  const calls = useFlow((state) => state.calls);
  return { list: data ? pinsIn(data, environment === LIVE ? calls : {}) : [], error };
}

/** Those that the flow itself runs first. @param kept what its live version keeps */
export function pinsIn({ calls, versions }: CalledFlowsView, kept: Readonly<Record<string, number>>): readonly Pin[] {
  const isOwn = ({ flow, version }: { flow: string; version: number }) => calls[flow] === version;
  const own = versions.filter(isOwn).map(({ flow, version, ahead, document: { name } }): Pin => {
    const before = kept[flow];
    return { flow, name, version, ahead, before: before === version ? undefined : before, by: undefined };
  });
  const behind = versions
    .filter((one) => !isOwn(one))
    .map(({ flow, version, document: { name } }): Pin => {
      const by = versions.find((one) => one.calls[flow] === version)?.document.name;
      return { flow, name, version, ahead: false, before: undefined, by };
    });
  return [...own, ...behind];
}
