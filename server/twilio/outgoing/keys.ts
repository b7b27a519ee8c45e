import { createHash } from 'node:crypto';
import type { NewOutgoingCall, NewOutgoingList } from '../../../shared/api/outgoing.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { OutgoingListRecord, OutgoingStore } from '../../store/outgoing.ts';

/** A request to make something, and the idempotency key that came with it. */
export interface KeyedRequest {
  readonly kind: 'call' | 'list';
  readonly key: string | null;
  /** The same for the same request. */
  readonly request: string;
}

/** @param key of the header; otherwise that of the body counts */
export function keyedRequest(
  kind: KeyedRequest['kind'],
  asked: NewOutgoingCall | NewOutgoingList,
  key: string | undefined,
): KeyedRequest {
  const { idempotencyKey, ...request } = asked;
  // A CSV may be large, so it is taken as it is.
  const { csv = '', ...rest } = 'csv' in request ? request : { ...request, csv: '' };
  const hash = createHash('sha256').update(JSON.stringify(rest)).update(csv).digest('base64url');
  return { kind, key: key ?? idempotencyKey ?? null, request: hash };
}

/**
 * What this key made before; undefined where it is new, or there is none.
 *
 * @throws ApiFailure 409 where it came with another request, or what it makes is not stored yet
 */
export async function madeBefore(
  outgoing: OutgoingStore,
  { kind, key, request }: KeyedRequest,
): Promise<OutgoingListRecord | undefined> {
  const before = key === null ? undefined : await outgoing.byKey(key);
  if (!before) return undefined;
  if (before.request !== request || before.kind !== kind) {
    const message = 'This idempotency key came with another request before. Use a new one.';
    throw new ApiFailure(409, 'key-reused', message);
  }
  if (before.status === 'loading') {
    const message = 'The list of this idempotency key is being stored. Ask again in a moment.';
    throw new ApiFailure(409, 'still-loading', message);
  }
  return before;
}
