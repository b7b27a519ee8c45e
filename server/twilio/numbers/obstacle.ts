import type { Channel } from '../../../shared/api/numbers.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { EnvironmentStore } from '../../store/environments.ts';
import type { Operation, Step } from '../../store/operations.ts';
import type { FlowStore } from '../../store/store.ts';
import { requireAnswers } from './checks.ts';
import { holds, settingsFor } from './properties.ts';

interface ObstacleDeps {
  readonly flows: FlowStore;
  readonly environments: EnvironmentStore;
  readonly publicUrl: () => string | null;
  /** Throws ApiFailure 409 while webhooks cannot be answered. */
  readonly requireAnswerable: () => void;
}

/** Why callers would get no answer where an operation is about to lead them, by how things are now; or undefined. */
export async function obstacleOf(
  { kind, flow, environment, steps }: Operation,
  { publicUrl, requireAnswerable, ...stores }: ObstacleDeps,
): Promise<ApiFailure | undefined> {
  if (kind !== 'publish' || flow === null) return undefined;
  const place = { flow, environment };
  try {
    requireAnswerable();
    await requireAnswers(stores, place, new Set(steps.flatMap(({ channels }) => channels)));
  } catch (error) {
    if (error instanceof ApiFailure) return error;
    throw error;
  }
  const base = publicUrl();
  const moved = (channel: Channel, wanted: Step['wanted']) =>
    base === null || !holds(settingsFor(base, place, channel, wanted), wanted);
  if (!steps.some(({ channels, wanted }) => channels.some((channel) => moved(channel, wanted)))) return undefined;
  return new ApiFailure(409, 'public-url-changed', 'The public address of this server changed meanwhile.');
}
