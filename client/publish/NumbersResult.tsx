import { CircleX } from 'lucide-react';
import { useState } from 'react';
import type { NumberChoice, OperationView, ResumeOperation } from '../../shared/api/numbers.ts';
import { numbersApi } from '../api/numbers.ts';
import { useDocument } from '../state/hooks.ts';
import { stepOf } from '../state/number-words.ts';
import { operate, useProgress } from '../state/operation.ts';
import { type NotBack, putBack } from '../state/put-back.ts';
import { type Step, Steps } from '../ui/controls/Steps.tsx';
import type { Published } from './publish.ts';

interface NumbersResultProps {
  readonly numbers: NonNullable<Published['numbers']>;
  /** Back to choosing. */
  readonly onAgain: () => void;
}

/** What became of each number, and putting back one of them or all. */
export function NumbersResult({ numbers, onAgain }: NumbersResultProps) {
  const { operation, failure, busy, resume } = useOutcome(numbers);
  const { back, goBack } = usePutBack(numbers);
  const name = useDocument((state) => state.document.name);
  const went = operation?.state === 'done';
  const left = went ? numbers.chosen.flatMap((choice) => leftOf(choice, back[choice.sid])) : [];
  const words = failureWords(operation, failure);
  const steps = operation?.numbers.map((number) => {
    const { remark, ...step } = stepOf(number, operation, name);
    // Told above already.
    return withBack(remark && !words.includes(remark) ? { ...step, remark } : step, back[number.sid]);
  });
  const putBackButton = ({ key, title }: Step) => {
    const choice = left.find(({ sid }) => sid === key);
    return choice && <PutBack of={title} busy={back[key] === 'busy'} onClick={() => void goBack([choice])} />;
  };
  return (
    <section className="publish-step" aria-label="Numbers">
      {!went && (
        <p className="publish-line is-error" role="alert">
          <CircleX size={15} aria-hidden="true" />
          <span>{words}</span>
        </p>
      )}
      <Steps steps={steps ?? []} action={putBackButton} />
      {left.length > 1 && (
        <button
          type="button"
          className="plain-button is-small"
          disabled={Object.values(back).includes('busy')}
          onClick={() => void goBack(left)}
        >
          Put all {left.length} back
        </button>
      )}
      {operation?.state === 'open' && (
        <div className="publish-buttons">
          <button type="button" className="plain-button is-small" disabled={busy} onClick={() => void resume('finish')}>
            {busy ? 'Working on it' : 'Finish it now'}
          </button>
          <button type="button" className="plain-button is-small" disabled={busy} onClick={() => void resume('undo')}>
            Undo it
          </button>
        </div>
      )}
      {operation?.state !== 'open' && !went && (
        <button type="button" className="plain-button is-small" onClick={onAgain}>
          Choose again
        </button>
      )}
    </section>
  );
}

function PutBack({ of, busy, onClick }: { of: string; busy: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      className="plain-button is-small"
      aria-label={`Put back ${of}`}
      disabled={busy}
      onClick={onClick}
    >
      {busy ? 'Putting back' : 'Put back'}
    </button>
  );
}

/** The operation as far as it came, and ending it by hand. */
function useOutcome({ outcome }: NumbersResultProps['numbers']) {
  const [operation, setOperation] = useState(outcome.operation);
  const [failure, setFailure] = useState(outcome.failure);
  const [busy, setBusy] = useState(false);
  useProgress(operation, setOperation);
  const resume = async (direction: ResumeOperation['direction']): Promise<void> => {
    if (!operation) return;
    setBusy(true);
    const next = await operate(() => numbersApi.resume(operation.id, direction));
    setBusy(false);
    setOperation(next.operation ?? operation);
    setFailure(next.failure);
  };
  return { operation, failure, busy, resume };
}

type Back = 'busy' | 'back' | NotBack;

/** Which numbers are being put back, or how that went. */
function usePutBack({ before }: NumbersResultProps['numbers']) {
  const [back, setBack] = useState<Readonly<Record<string, Back>>>({});
  const mark = (states: Readonly<Record<string, Back>>): void => setBack((known) => ({ ...known, ...states }));
  const goBack = async (choices: readonly NumberChoice[]): Promise<void> => {
    mark(Object.fromEntries(choices.map(({ sid }) => [sid, 'busy'])));
    mark(await putBack(choices, before));
  };
  return { back, goBack };
}

function leftOf(choice: NumberChoice, back: Back | undefined): readonly NumberChoice[] {
  if (back === 'back') return [];
  return [typeof back === 'object' ? back.left : choice];
}

function withBack(step: Step, back: Back | undefined): Step {
  if (back === 'back') return { key: step.key, title: step.title, state: 'undone', detail: 'is as it was before' };
  return typeof back === 'object' ? { ...step, remark: back.failure } : step;
}

function failureWords(operation: OperationView | undefined, failure: string | null): string {
  const why = failure ?? operation?.error?.message ?? '';
  return operation?.state === 'open' ? `${why} It is not over yet: the server goes on trying.` : why;
}
