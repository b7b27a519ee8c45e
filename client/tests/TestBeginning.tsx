import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import type { CallTest } from '../../shared/flow/call-test.ts';
import { localOf, momentOf, zoneOfFlow } from '../state/flow-clock.ts';
import { useDocument } from '../state/hooks.ts';
import { DEFAULT_CALLER, plainNumber } from '../state/phone.ts';
import { testsStore } from '../state/tests.ts';
import { Fold } from '../ui/controls/Fold.tsx';
import { type MadeUp, madeUpOf, readMadeUp, suggestions } from './read-beginning.ts';

interface BeginningProps {
  readonly test: CallTest;
  readonly index: number;
}

/** Who calls when, and what is made up; behind a line, for most tests leave it as it is. */
export function TestBeginning(props: BeginningProps) {
  return (
    <Fold title="How it begins" detail="caller, time, made-up answers">
      <div className="test-beginning">
        <Parties {...props} />
        <Moment {...props} />
        <MadeUpField {...props} />
      </div>
    </Fold>
  );
}

function Parties({ test, index }: BeginningProps) {
  const hidden = test.from === '';
  const change = (patch: Partial<CallTest>): void => testsStore.getState().change(index, patch);
  return (
    <>
      <label className="step-field">
        <span>From</span>
        <input
          key={test.from}
          className="control"
          disabled={hidden}
          placeholder={hidden ? 'Hidden number' : DEFAULT_CALLER}
          defaultValue={test.from ?? ''}
          onBlur={({ target }) => change({ from: plainNumber(target.value) || undefined })}
        />
      </label>
      <label className="step-field is-flag">
        <input
          type="checkbox"
          checked={hidden}
          onChange={({ target }) => change({ from: target.checked ? '' : undefined })}
        />
        Hidden number
      </label>
      <label className="step-field">
        <span>To</span>
        <input
          key={test.to}
          className="control"
          placeholder="The flow’s number"
          defaultValue={test.to ?? ''}
          onBlur={({ target }) => change({ to: plainNumber(target.value) || undefined })}
        />
      </label>
    </>
  );
}

function Moment({ test, index }: BeginningProps) {
  const zone = useDocument(({ document }) => zoneOfFlow(document));
  const local = localOf(test.at, zone);
  return (
    <label className="step-field">
      <span>When, in {zone.replaceAll('_', ' ')}</span>
      <input
        type="datetime-local"
        key={local}
        className="control"
        defaultValue={local}
        onBlur={({ target }) => {
          if (target.value !== local) testsStore.getState().change(index, { at: momentOf(target.value, zone) });
        }}
      />
    </label>
  );
}

function MadeUpField({ test, index }: BeginningProps) {
  const kept = textOf(madeUpOf(test));
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const flow = useDocument(({ document }) => document);
  const id = useId();
  const put = (madeUp: MadeUp): void => {
    testsStore.getState().change(index, madeUp);
    setTyped(undefined);
    setProblem(undefined);
  };
  const commit = (text: string): void => {
    const read = readMadeUp(text);
    if ('madeUp' in read) put(read.madeUp);
    else setProblem(read.problem);
  };
  const more = typed === undefined ? suggestions(flow, madeUpOf(test)) : [];
  const shown = kept !== '' || typed !== undefined;
  if (!shown && more.length === 0) return null;
  return (
    <div className="step-field test-made-up">
      {shown ? <label htmlFor={id}>Made up for this test</label> : <span>Make up for this test</span>}
      {shown && (
        <textarea
          id={id}
          className="control mono template-input"
          rows={4}
          spellCheck={false}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={`${id}-problem`}
          value={typed ?? kept}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={({ target }) => typed !== undefined && commit(target.value)}
        />
      )}
      {problem && (
        <p className="step-problem" id={`${id}-problem`} role="alert">
          {problem} Until then the test runs as it was.
        </p>
      )}
      <div className="test-offers">
        {more.map(({ label, madeUp }) => (
          <button key={label} type="button" className="quiet-button" onClick={() => put(madeUp)}>
            <Plus size={14} aria-hidden="true" /> {label}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Empty where nothing is made up. */
function textOf(madeUp: MadeUp): string {
  return Object.keys(madeUp).length === 0 ? '' : JSON.stringify(madeUp, null, 2);
}
