import { blockTypes } from '../../shared/blocks/index.ts';
import { calledFlows, type KnownFlows } from '../../shared/check/called-flows.ts';
import { readFlow } from '../../shared/document.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import type { FlowStore, VersionRecord } from '../store/store.ts';

/** Versions that blocks of a flow have run, by the ids of their flows. */
export type Pins = Readonly<Record<string, number>>;

type Flows = Pick<FlowStore, 'running'>;

/**
 * Which versions of the flows it calls a version keeps for good: what runs of them in the environment, else what is live. Flows
 * of which nothing runs are left out; the checker tells of them. The flow itself has no number yet: its pin is 0.
 */
export async function pinsFor(
  flows: Flows,
  { id, document, environment }: { id: string; document: FlowDocument; environment?: string },
): Promise<Pins> {
  const called = [...calledFlows(document, blockTypes).keys()];
  const others = called.filter((name) => name !== id);
  return { ...(await pinsOf(flows, others, environment)), ...(called.includes(id) && { [id]: 0 }) };
}

/** Versions that run of flows in an environment, else live; without those of which nothing runs. */
export async function pinsOf(flows: Flows, ids: readonly string[], environment = LIVE): Promise<Pins> {
  const pins: Record<string, number> = {};
  for (const id of ids) {
    const version = (await flows.running(id, environment)) ?? (await flows.running(id, LIVE));
    if (version !== null) pins[id] = version;
  }
  return pins;
}

/** Every version that calls can go through from these on, each once, itself left out. */
export async function versionsBehind(flows: Pick<FlowStore, 'version'>, pins: Pins): Promise<readonly VersionRecord[]> {
  const found = new Map<string, VersionRecord>();
  const open = Object.entries(pins);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [id, version] = next;
    const key = `${id}@${version}`;
    if (version === 0 || found.has(key)) continue;
    const record = await flows.version(id, version);
    if (!record) continue;
    found.set(key, record);
    open.push(...Object.entries(record.calls));
  }
  return [...found.values()];
}

/** The flows that a document calls, as publishing would pin them, for the checker. */
export async function knownFlows(
  flows: Pick<FlowStore, 'list' | 'running' | 'version'>,
  self: string,
  pins: Pins,
): Promise<KnownFlows> {
  const ids = (await flows.list()).map(({ id }) => id);
  const versions = (await versionsBehind(flows, pins)).flatMap(({ flow, version, document, calls }) => {
    const read = readFlow(document);
    return read.ok ? [{ flow, version, document: read.flow, calls }] : [];
  });
  return { self, ids, called: { calls: pins, versions } };
}
