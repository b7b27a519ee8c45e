import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { LIVE } from '../../shared/flow/environments.ts';
import { uiStore } from '../state/index.ts';
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
