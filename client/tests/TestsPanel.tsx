import { Play } from 'lucide-react';
import type { CallTest } from '../../shared/flow/call-test.ts';
import { messagesOnly } from '../state/entries.ts';
import { useCoverage, useDocument, useTests } from '../state/hooks.ts';
import { phoneStore } from '../state/phone.ts';
import { sameFlow } from '../state/same-flow.ts';
import { testsStore } from '../state/tests.ts';
import { TestDetail } from './TestDetail.tsx';
import { outcomeWords } from './words.ts';
import './tests.css';

/** The calls that are kept with the flow as tests: how each went, and what it does. */
export function TestsPanel() {
  const tests = useDocument(({ document }) => document.tests);
  const shown = useTests((state) => state.shown);
  const error = useTests((state) => state.error);
  const test = shown === null ? undefined : tests[shown];
  if (tests.length === 0) return <NoTests />;
  return (
    <section className={test ? 'tests has-open' : 'tests'} aria-label="Tests">
      <div className="tests-list">
        <TestsHead tests={tests} />
        {error !== null && (
          <p className="tests-error" role="alert">
            {error}
          </p>
        )}
        <ul>
          {tests.map((one, index) => (
            <TestRow key={one.name} test={one} index={index} shown={index === shown} />
          ))}
        </ul>
      </div>
      {test && shown !== null ? (
        <TestDetail key={shown} test={test} index={shown} />
      ) : (
        <p className="panel-empty">Choose a test to see its steps and how they went.</p>
      )}
    </section>
  );
}

function TestsHead({ tests }: { tests: readonly CallTest[] }) {
  const running = useTests((state) => state.running);
  const on = useTests((state) => state.coverage);
  const { known, blocks, exits, blockCount, exitCount } = useCoverage((state) => state);
  const { run, setCoverage } = testsStore.getState();
  return (
    <header className="tests-head">
      <button
        type="button"
        className="plain-button is-small"
        disabled={running}
        onClick={() => {
          setCoverage(true);
          void run(tests);
        }}
      >
        <Play size={13} aria-hidden="true" /> {running ? 'Running' : 'Run all'}
      </button>
      <Summary tests={tests} />
      <label className="tests-coverage" title="Marks on the canvas where the tests have been">
        <input type="checkbox" checked={on} onChange={(event) => setCoverage(event.target.checked)} />
        Coverage
        <span>
          {known
            ? `${blocks.size} of ${blockCount} blocks, ${exits.size} of ${exitCount} exits`
            : 'Known once the tests have run'}
        </span>
      </label>
    </header>
  );
}

/** How many went as written, of those that were run since the flow changed. */
function Summary({ tests }: { tests: readonly CallTest[] }) {
  const results = useTests((state) => state.results);
  const document = useDocument((state) => state.document);
  const fresh = tests.flatMap((test) => results.get(test) ?? []).filter((one) => sameFlow(one.document, document));
  if (fresh.length === 0) return null;
  const failed = fresh.filter(({ passed }) => !passed).length;
  return (
    <strong className={failed > 0 ? 'tests-summary is-failed' : 'tests-summary'} role="status">
      {failed > 0 ? `${failed} of ${fresh.length} failed` : `${fresh.length} passed`}
    </strong>
  );
}

function TestRow({ test, index, shown }: { test: CallTest; index: number; shown: boolean }) {
  const result = useTests(({ results }) => results.get(test));
  const fresh = useDocument(({ document }) => result !== undefined && sameFlow(result.document, document));
  const running = useTests((state) => state.running);
  const words = outcomeWords(result, fresh);
  const state = !result ? '' : result.passed ? 'is-passed' : 'is-failed';
  return (
    <li className="test-row" data-shown={shown || undefined}>
      <button
        type="button"
        className="test-open"
        aria-current={shown || undefined}
        onClick={() => testsStore.getState().show(index)}
      >
        <span className={`test-dot ${fresh ? state : ''}`} aria-hidden="true" />
        <span className="test-name">{test.name}</span>
        <span className={fresh ? `test-outcome ${state}` : 'test-outcome'} title={words.long}>
          {words.short}
        </span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Run ${test.name}`}
        title="Run"
        disabled={running}
        onClick={() => void testsStore.getState().run([test])}
      >
        <Play size={14} aria-hidden="true" />
      </button>
    </li>
  );
}

function NoTests() {
  const texts = useDocument(({ document }) => messagesOnly(document));
  return (
    <div className="panel-empty">
      <h3>No tests yet</h3>
      <p>
        {texts
          ? 'A test is a conversation that must go as it is written: what somebody writes, and what the flow sends back. Run it after every change.'
          : 'A test is a call that must go as it once went. Call the flow, press keys, and save the call as a test when it is over; then run it after every change.'}
      </p>
      <div className="panel-empty-actions">
        {!texts && (
          <button type="button" className="plain-button is-small" onClick={() => void phoneStore.getState().dial()}>
            Call
          </button>
        )}
        <button
          type="button"
          className="plain-button is-small"
          onClick={() => testsStore.getState().add({ name: 'New test', steps: [] })}
        >
          Write a test
        </button>
      </div>
    </div>
  );
}
