import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { LIVE } from '../../shared/flow/environments.ts';
import { flowsApi } from '../api/flows.ts';
import { uiStore } from '../state/index.ts';
import { goTo } from '../state/route.ts';
import { useLoad } from '../state/use-load.ts';
import { NumbersResult } from './NumbersResult.tsx';
import { goBackTo, type Published } from './publish.ts';

interface ResultProps {
  readonly published: Published;
  /** Back to choosing. */
  readonly onAgain: () => void;
}

/** What publishing did, number by number, and the ways back. */
export function Result({ published, onAgain }: ResultProps) {
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <>
      <div className="publish-body" ref={head} tabIndex={-1}>
        <VersionResult published={published} />
        <Callers published={published} />
        {published.numbers && <NumbersResult numbers={published.numbers} onAgain={onAgain} />}
      </div>
      <footer className="publish-foot">
        {!published.numbers && (
          <button type="button" className="plain-button" onClick={onAgain}>
            Choose numbers
          </button>
        )}
        <button type="button" className="main-button" onClick={() => uiStore.getState().showDialog(null)}>
          Done
        </button>
      </footer>
    </>
  );
}

function VersionResult({ published: { flow, version, environment, before } }: { published: Published }) {
  const [said, setSaid] = useState<string | null>(null);
  if (version === null) return null;
  const back = async (to: number): Promise<void> => {
    try {
      await goBackTo(flow, to);
      setSaid(`Version ${to} is live again. Version ${version} is kept under Versions.`);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <section className="publish-step" aria-label="Version">
      <p className="publish-done" role="status">
        {said ?? (
          <>
            <CircleCheck size={16} aria-hidden="true" />{' '}
            {environment === LIVE
              ? `Version ${version} is live. New calls get it from now on.`
              : `Version ${version} runs in ${environment}. Once it is right, let live run it under Versions.`}
          </>
        )}
      </p>
      {said === null && before !== null && (
        <button type="button" className="plain-button is-small" onClick={() => void back(before)}>
          Go back to version {before}
        </button>
      )}
    </section>
  );
}

/** Flows that run this one, and go on with the version they were published with. */
function Callers({ published: { flow, version, environment } }: { published: Published }) {
  const { data } = useLoad(version === null || environment !== LIVE ? null : `${flow} ${version}`, flowsApi.list);
  const callers = (data?.flows ?? []).flatMap(({ id, name, calls }) => {
    const uses = calls[flow];
    return id === flow || uses === undefined || uses === version ? [] : [{ id, name, uses }];
  });
  if (callers.length === 0) return null;
  return (
    <section className="publish-step" aria-labelledby="publish-callers-title">
      <h3 id="publish-callers-title">Run by other flows</h3>
      <ul className="pins">
        {callers.map(({ id, name, uses }) => (
          <li key={id}>
            <button
              type="button"
              className="link-button"
              onClick={() => {
                uiStore.getState().showDialog(null);
                goTo({ page: 'designer', flow: id });
              }}
            >
              {name}
            </button>{' '}
            still uses version {uses}: publish it again to take version {version} over.
          </li>
        ))}
      </ul>
    </section>
  );
}
