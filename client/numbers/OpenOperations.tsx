import { useState } from 'react';
import type { OperationView, ResumeOperation } from '../../shared/api/numbers.ts';
import { inEnvironment, LIVE } from '../../shared/flow/environments.ts';
import { numbersApi } from '../api/numbers.ts';
import { stepOf } from '../state/number-words.ts';
import { numbersStore } from '../state/numbers.ts';
import { operate } from '../state/operation.ts';
import { usePolling } from '../state/use-polling.ts';
import { Steps } from '../ui/controls/Steps.tsx';
import { formatTime } from '../ui/format.ts';

/** How often the server is asked how far an operation came that it works on. */
const EVERY_MS = 3_000;

/** Operations that stopped half-way: how far each number came, and the ways to end it. */
export function OpenOperations({ operations }: { operations: readonly OperationView[] }) {
  usePolling(numbersStore.getState().watch, operations.length > 0 ? EVERY_MS : null);
  return operations.map((operation) => <Operation key={operation.id} operation={operation} />);
}

function Operation({ operation }: { operation: OperationView }) {
  const { id, kind, flow, environment, numbers, running, error, at } = operation;
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const resume = async (direction: ResumeOperation['direction']): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const { failure } = await operate(() => numbersApi.resume(id, direction));
    setTrouble(failure);
    setBusy(false);
  };
  const count = numbers.length === 1 ? '1 number' : `${numbers.length} numbers`;
  const title =
    kind === 'publish'
      ? `Publishing “${flow}”${inEnvironment(environment ?? LIVE)} to ${count}`
      : `Putting back ${count}`;
  return (
    <section className="operation" aria-label={title}>
      <h2>
        {title} is not over <span>{formatTime(at)}</span>
      </h2>
      {(trouble ?? error) && <p className="is-error">{trouble ?? error?.message}</p>}
      <Steps steps={numbers.map((number) => stepOf(number, operation))} />
      <div className="care-actions">
        <button
          type="button"
          className="plain-button is-small"
          disabled={busy || running}
          onClick={() => void resume('finish')}
        >
          {running || busy ? 'Working on it' : 'Finish it'}
        </button>
        <button
          type="button"
          className="plain-button is-small"
          disabled={busy || running}
          onClick={() => void resume('undo')}
        >
          Undo it
        </button>
        <button type="button" className="quiet-button" disabled={busy || running} onClick={() => void resume('leave')}>
          Leave every number as it is
        </button>
      </div>
    </section>
  );
}
