import type { OperationView } from '../../../shared/api/numbers.ts';
import { LIVE } from '../../../shared/flow/environments.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { Operation } from '../../store/operations.ts';
import { driftOf } from './properties.ts';

/** An operation as the API shows it. */
export function operationView(operation: Operation, running: boolean): OperationView {
  const { id, kind, flow, environment = LIVE, at, endedAt, state, direction, error, steps } = operation;
  const numbers = steps.map(({ sid, phoneNumber, channels, state, message, before, wanted, kept }) => ({
    sid,
    phoneNumber,
    channels: [...channels],
    state,
    message,
    changes: driftOf(wanted, before).map(({ property, set, found }) => ({ property, before: found, wanted: set })),
    kept: [...kept],
  }));
  const where = flow === null ? null : environment;
  return { id, kind, flow, environment: where, at, endedAt, state, direction, running, error, numbers };
}

/** The refusal that says why an operation did not go through and how its numbers are now. */
export function operationFailure(failure: ApiFailure, operation: Operation): ApiFailure {
  const view = operationView(operation, false);
  const message = `${failure.message}${operation.state === 'undone' ? ` ${outcomeOf(operation)}` : ''}`;
  return new ApiFailure(failure.status, failure.code, message, { extra: { operation: view } });
}

function outcomeOf({ steps }: Operation): string {
  if (steps.length === 1) return 'Nothing was changed.';
  const undone = steps.filter(({ state }) => state === 'undone').length;
  return undone === steps.length
    ? 'No number was changed: those set before were put back.'
    : 'The other numbers are as they were before.';
}
