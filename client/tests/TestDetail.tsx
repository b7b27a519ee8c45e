import { ArrowLeft, Play, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { outermostOf } from '../../shared/flow/block-path.ts';
import type { CallStep, CallTest } from '../../shared/flow/call-test.ts';
import { initialVariables } from '../../shared/flow/initial-variables.ts';
import { languagesOf } from '../../shared/languages/languages-of.ts';
import { languageName } from '../../shared/twiml/catalogue/language-names.ts';
import { valueRows } from '../../shared/variables/values.ts';
import { blockNames, showBlock } from '../state/block-names.ts';
import { useCalled } from '../state/called.ts';
import { messagesOnly } from '../state/entries.ts';
import { zoneOfFlow } from '../state/flow-clock.ts';
import { useDocument, useTests } from '../state/hooks.ts';
import { sameFlow } from '../state/same-flow.ts';
import { type RunResult, testsStore } from '../state/tests.ts';
import { Fold } from '../ui/controls/Fold.tsx';
import { Values } from '../ui/controls/Values.tsx';
import { StepForm } from './StepForm.tsx';
import { StepRow } from './StepRow.tsx';
import { TestBeginning } from './TestBeginning.tsx';
import { beginning, outcomeWords, sentence } from './words.ts';

/** One test: its name, what came of it, and its steps in words, each of which can be edited, moved and removed. */
export function TestDetail({ test, index }: { test: CallTest; index: number }) {
  const result = useTests(({ results }) => results.get(test));
  const fresh = useDocument(({ document }) => result !== undefined && sameFlow(result.document, document));
  const flow = useDocument(({ document }) => document);
  const self = useDocument(({ flowId }) => flowId ?? undefined);
  const { called } = useCalled();
  const { nameOf } = blockNames({ flow, self, called });
  const [adding, setAdding] = useState(false);
  const setSteps = (steps: readonly CallStep[]): void => testsStore.getState().setSteps(index, steps);
  const put = (at: number, step: CallStep): void =>
    setSteps(test.steps.map((one, place) => (place === at ? step : one)));
  const tried = new Map((fresh ? result?.steps : undefined)?.map(({ ok }, at) => [at, ok]));
  return (
    <article className="test" aria-label={`Test ${test.name}`}>
      <TestHead test={test} index={index} />
      {result && !(fresh && result.failure) && (
        <p className={fresh ? 'test-passed' : 'test-stale'} role="status">
          {outcomeWords(result, fresh).long}
        </p>
      )}
      {result?.failure && <Failure failure={result.failure} />}
      {result && fresh && <ValuesAtEnd result={result} />}
      <ol className="steps-of-test" aria-label="Steps">
        {test.steps.map((step, at) => (
          <StepRow
            // Steps have no identity but their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={at}
            step={step}
            words={sentence(step, nameOf)}
            ok={tried.get(at)}
            last={at === test.steps.length - 1}
            first={at === 0}
            onChange={(next) => put(at, next)}
            onMove={(by) => setSteps(moved(test.steps, at, by))}
            onRemove={() => setSteps(test.steps.filter((_, place) => place !== at))}
          />
        ))}
      </ol>
      {adding ? (
        <StepForm
          onDone={(step) => {
            setSteps([...test.steps, step]);
            setAdding(false);
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <button type="button" className="quiet-button" onClick={() => setAdding(true)}>
          <Plus size={14} aria-hidden="true" /> Add a step
        </button>
      )}
    </article>
  );
}

function TestHead({ test, index }: { test: CallTest; index: number }) {
  const running = useTests((state) => state.running);
  const texts = useDocument(({ document }) => messagesOnly(document));
  const zone = useDocument(({ document }) => zoneOfFlow(document));
  const { rename, remove, run, show } = testsStore.getState();
  return (
    <header className="test-head">
      <button type="button" className="icon-button test-back" aria-label="Back to the tests" onClick={() => show(null)}>
        <ArrowLeft size={15} aria-hidden="true" />
      </button>
      <input
        className="flow-name test-title"
        aria-label="Name of the test"
        defaultValue={test.name}
        key={test.name}
        maxLength={120}
        onBlur={(event) => rename(index, event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      <button type="button" className="plain-button is-small" disabled={running} onClick={() => void run([test])}>
        <Play size={13} aria-hidden="true" /> Run
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Delete ${test.name}`}
        title="Delete; undo brings it back"
        onClick={() => remove(index)}
      >
        <Trash2 size={15} aria-hidden="true" />
      </button>
      <p>{beginning(test, texts, zone)}</p>
      <LanguageOfTest test={test} index={index} />
      <TestBeginning key={index} test={test} index={index} />
    </header>
  );
}

/** In which language the call begins; nothing where the flow speaks only one. */
function LanguageOfTest({ test, index }: { test: CallTest; index: number }) {
  const settings = useDocument(({ document }) => document.settings);
  const others = useDocument(({ document }) => document.languages);
  const languages = languagesOf({ settings, languages: others ?? {} });
  const { language } = test;
  if (languages.length === 1 && language === undefined) return null;
  const known = language === undefined || language === 'all' || languages.includes(language);
  return (
    <label className="test-language">
      <span>Language</span>
      <select
        className="control"
        value={language ?? ''}
        onChange={(event) => testsStore.getState().change(index, { language: event.target.value || undefined })}
      >
        <option value="">That of the number</option>
        <option value="all">Every language, one call each</option>
        {languages.map((code) => (
          <option key={code} value={code}>
            {languageName(code)}
          </option>
        ))}
        {!known && <option value={language}>{language}, which is gone</option>}
      </select>
    </label>
  );
}

function Failure({ failure }: { failure: NonNullable<RunResult['failure']> }) {
  const { step, expected, why, heard, block, at } = failure;
  const known = useDocument(
    ({ document }) => block !== undefined && document.blocks[outermostOf(block.id)] !== undefined,
  );
  return (
    <div className="test-failure" role="alert">
      <p>
        <strong>
          Step {step + 1} failed after {Math.round(at * 10) / 10} s
        </strong>
        {block && ' at '}
        {block && known && (
          <button type="button" className="link-button" onClick={() => showBlock(block.id)}>
            {block.name}
          </button>
        )}
        {block && !known && block.name}. Expected that {expected}. {why}
      </p>
      <p className="test-heard">{heard.length === 0 ? 'Nothing was heard.' : `Heard: ${heard.join(' · ')}`}</p>
    </div>
  );
}

/** The variables of the call, or the conversation, when the test was over. */
function ValuesAtEnd({ result: { variables, document } }: { result: RunResult }) {
  const rows = valueRows({ variables, results: {} }, { variables: initialVariables(document), results: {} });
  if (rows.length === 0) return null;
  return (
    <Fold title="Variables at the end" detail={String(rows.length)}>
      <Values rows={rows} label="Variables at the end" />
    </Fold>
  );
}

function moved(steps: readonly CallStep[], at: number, by: -1 | 1): readonly CallStep[] {
  const next = [...steps];
  const [step] = next.splice(at, 1);
  if (step) next.splice(at + by, 0, step);
  return next;
}
