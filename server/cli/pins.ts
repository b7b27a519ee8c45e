import type { CalledFlowsView, FlowListView, VersionView } from '../../shared/api/flows.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import type { ApiClient } from './api-client.ts';

/** What a version that was just published has to do with other flows. */
export interface PinReport {
  /** Flows it runs, each in the version it keeps; `ahead`: the draft of that flow has changed since. */
  readonly calls: readonly { readonly flow: string; readonly version: number; readonly ahead: boolean }[];
  /** Flows that run it, each with the older version of it that their callers still go through. */
  readonly callers: readonly { readonly flow: string; readonly uses: number }[];
}

/** Asks the server; what it does not tell any more is left out, for the version is published by now. */
export async function pinsOf(api: ApiClient, published: VersionView, environment: string): Promise<PinReport> {
  const { flow: id, version, calls } = published;
  const called = Object.entries(calls).filter(([flow]) => flow !== id);
  const [behind, list] = await Promise.all([
    called.length === 0 ? undefined : quietly(api<CalledFlowsView>('GET', `/flows/${id}/versions/${version}/behind`)),
    environment === LIVE ? quietly(api<FlowListView>('GET', '/flows')) : undefined,
  ]);
  const isAhead = (flow: string, kept: number) =>
    behind?.versions.some((one) => one.flow === flow && one.version === kept && one.ahead) === true;
  return {
    calls: called.map(([flow, kept]) => ({ flow, version: kept, ahead: isAhead(flow, kept) })),
    callers: (list?.flows ?? []).flatMap(({ id: flow, calls: theirs }) => {
      const uses = theirs[id];
      return flow === id || uses === undefined || uses === version ? [] : [{ flow, uses }];
    }),
  };
}

/** Lines for people, empty where other flows have nothing to do with it. */
export function pinWords({ calls, callers }: PinReport, version: number): string {
  const runs = calls.map(({ flow, version: kept }) => `${flow} version ${kept}`).join(', ');
  const lines = [
    ...(runs === '' ? [] : [`It runs ${runs}, until it is published again.`]),
    ...calls
      .filter(({ ahead }) => ahead)
      .map(({ flow, version: kept }) => `The draft of ${flow} has changed since: callers hear version ${kept}.`),
    ...callers.map(
      ({ flow, uses }) => `${flow} still uses version ${uses}: publish it again to take version ${version} over.`,
    ),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function quietly<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch(() => undefined);
}
