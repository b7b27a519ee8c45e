import type { CalledFlowsView } from '../../shared/api/flows.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkCalledFlows } from '../../shared/check/called-flows.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import type { EnvironmentDesk } from '../environments/desk.ts';
import { knownFlows, type Pins, pinsFor, pinsOf, versionsBehind } from '../flows/called.ts';
import type { FlowStore, VersionRecord, VersionSummary } from '../store/store.ts';
import { ApiFailure } from './failure.ts';
import { acceptDocument, documentOf, findFlow, staleDraft, summaryView } from './flows.ts';
import type { ApiHandlers } from './handler.ts';

export interface VersionRoutesDeps {
  readonly flows: FlowStore;
  /** Keeps versions out of environments that lack what they name. */
  readonly environments: Pick<EnvironmentDesk, 'admit'>;
  readonly now: () => number;
  /** Called after new calls of a flow get another version than before. */
  readonly onLive: (flow: string) => void;
}

/** Published versions: publish, list, roll back. */
export function versionHandlers({
  flows,
  environments,
  now,
  onLive,
}: VersionRoutesDeps): Pick<ApiHandlers, VersionRoutes> {
  return {
    async publishFlow({ params, body, revision }) {
      const record = await findFlow(flows, params.id);
      if (record.revision !== revision) throw staleDraft(record);
      const draft = acceptDocument(record.document);
      const { environment = LIVE } = body;
      const calls = await pinsFor(flows, { id: params.id, document: draft, environment });
      const known = await knownFlows(flows, params.id, calls);
      const problems = [...checkFlow(draft, blockTypes), ...checkCalledFlows(draft, blockTypes, known)];
      const errors = problems.filter((problem) => problem.severity === 'error');
      if (errors.length > 0) {
        const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
        throw new ApiFailure(
          422,
          'flow-has-errors',
          `The flow has ${count}. Callers still get what was published before.`,
          {
            extra: { problems },
          },
        );
      }
      const note = body.note?.trim() ?? '';
      const { document } = record;
      const behind = await versionsBehind(flows, calls);
      const documents = [document, ...behind.map((one) => one.document)];
      const version = await environments.admit(documents, environment, () =>
        flows.publish({ id: params.id, document, note, now: now(), revision, environment, calls }),
      );
      if (!version) throw noVersion(params.id);
      onLive(params.id);
      return { status: 201, body: { ...versionView(version), document: documentOf(version.document) } };
    },

    async listCalledFlows({ query }) {
      const calls = await pinsOf(flows, query.flows.split(','), query.environment);
      const versions = await calledViews(flows, await versionsBehind(flows, calls));
      return { status: 200, body: { calls, versions } };
    },

    async listVersions({ params }) {
      const { live } = await findFlow(flows, params.id);
      const runs = await flows.runs(params.id);
      const running = runs.map(({ environment, version }) => [environment, version]);
      const versions = (await flows.versions(params.id)).map(versionView);
      const again: [string, Pins][] = [];
      for (const { environment, version } of runs) {
        const { calls = {} } = versions.find((one) => one.version === version) ?? {};
        const called = Object.keys(calls).filter((id) => id !== params.id);
        again.push([environment, await pinsOf(flows, called, environment)]);
      }
      const body = { live, environments: Object.fromEntries(running), again: Object.fromEntries(again), versions };
      return { status: 200, body };
    },

    async getVersion({ params }) {
      await findFlow(flows, params.id);
      const version = await flows.version(params.id, params.version);
      if (!version) throw noVersion(params.id, params.version);
      return { status: 200, body: { ...versionView(version), document: documentOf(version.document) } };
    },

    async listVersionsBehind({ params: { id, version } }) {
      const [own, ...behind] = await versionsBehind(flows, { [id]: version });
      if (!own) throw noVersion(id, version);
      return { status: 200, body: { calls: own.calls, versions: await calledViews(flows, [own, ...behind]) } };
    },

    async setLive({ params, body }) {
      await findFlow(flows, params.id);
      const { version, environment = LIVE } = body;
      const behind = version === null ? [] : await versionsBehind(flows, { [params.id]: version });
      const documents = behind.map((one) => one.document);
      const moved = await environments.admit(documents, environment, () =>
        flows.setLive(params.id, version, now(), environment),
      );
      if (!moved) throw noVersion(params.id, version ?? undefined);
      onLive(params.id);
      return { status: 200, body: summaryView(await findFlow(flows, params.id)) };
    },
  };
}

type VersionRoutes =
  | 'listCalledFlows'
  | 'listVersionsBehind'
  | 'publishFlow'
  | 'listVersions'
  | 'getVersion'
  | 'setLive';

function versionView({ flow, version, note, publishedAt, revision, calls }: VersionSummary): VersionSummary {
  return { flow, version, note, publishedAt, revision, calls };
}

async function calledViews(
  flows: Pick<FlowStore, 'list'>,
  versions: readonly VersionRecord[],
): Promise<CalledFlowsView['versions']> {
  const drafts = new Map((await flows.list()).map(({ id, revision }) => [id, revision]));
  return versions.map(({ flow, version, revision, document, calls }) => ({
    flow,
    version,
    ahead: drafts.get(flow) !== revision,
    document: documentOf(document),
    calls: { ...calls },
  }));
}

function noVersion(id: string, version?: number): ApiFailure {
  return new ApiFailure(404, 'no-such-version', `Flow "${id}" has no version ${version ?? ''}.`.replace(' .', '.'));
}
