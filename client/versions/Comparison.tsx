import { useDeferredValue, useMemo } from 'react';
import { diffFlows } from '../../shared/flow/diff.ts';
import { flowsApi } from '../api/flows.ts';
import { changeWords } from '../state/change-words.ts';
import { useDocument } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { useLoad } from '../state/use-load.ts';

/** What the draft has that a version has not. */
export function Comparison({ flow, version }: { flow: string; version: number }) {
  const draft = useDeferredValue(useDocument((state) => state.document));
  const { data, error } = useLoad(`${flow} ${version}`, () => flowsApi.version(flow, version));
  const changes = useMemo(() => (data ? diffFlows(data.document, draft) : undefined), [data, draft]);
  if (error) return <p className="comparison is-error">{error.message}</p>;
  if (!changes) return <p className="comparison">Comparing with the draft</p>;
  if (changes.length === 0) return <p className="comparison">The draft is the same as this version.</p>;
  return (
    <div className="comparison">
      <h4>
        {changes.length} {changes.length === 1 ? 'change' : 'changes'} since in the draft
      </h4>
      <ul>
        {changes.map((change) => (
          <li key={`${change.path} ${change.kind}`} className={`change is-${change.kind}`}>
            <span className="change-sign" aria-hidden="true">
              {{ added: '+', removed: '−', changed: '~' }[change.kind]}
            </span>
            <ChangeWords
              block={change.block}
              words={changeWords(change, draft.blocks)}
              exists={change.block !== undefined && draft.blocks[change.block] !== undefined}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ChangeWords({ block, words, exists }: { block: string | undefined; words: string; exists: boolean }) {
  if (block === undefined || !exists) return <span>{words}</span>;
  return (
    <button type="button" className="link-button" onClick={() => uiStore.getState().focusBlock(block)}>
      {words}
    </button>
  );
}
