import { Check, ListChecks, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { PhoneCall } from '../state/call/types.ts';
import { useDocument, useSaving } from '../state/hooks.ts';
import { nameForCall, type SavedCall, saveCallAsTest } from '../state/save-call.ts';
import type { SavingState } from '../state/saving.ts';

/** Makes a call that is over a test of the flow, and says whether that is saved: the test is part of the draft like everything else. */
export function SaveCall({ call }: { call: Pick<PhoneCall, 'lines'> }) {
  const [kept, setKept] = useState<SavedCall>();
  const [failed, setFailed] = useState(false);
  // Undone, or given up for somebody else's draft, it can be saved again; renamed or edited it is still there.
  const there = useDocument(({ document }) =>
    document.tests.some(({ name, steps }) => name === kept?.test.name || steps === kept?.test.steps),
  );
  if (kept && there) return <Kept lost={kept.lost} />;
  const save = async (): Promise<void> => {
    const saved = await saveCallAsTest(nameForCall(call)).catch(() => undefined);
    setKept(saved);
    setFailed(saved === undefined);
  };
  return (
    <>
      <button type="button" className="plain-button" onClick={() => void save()}>
        <ListChecks size={15} aria-hidden="true" /> Save this call as a test
      </button>
      {failed && (
        <p className="phone-note is-error" role="alert">
          The call could not be saved. Look at the tests, or call again and try once more.
        </p>
      )}
    </>
  );
}

function Kept({ lost }: Pick<SavedCall, 'lost'>) {
  const words = WORDS[useSaving().phase];
  const bad = words.startsWith('Not saved');
  const Icon = bad ? TriangleAlert : Check;
  return (
    <>
      <p className={bad ? 'call-saved is-bad' : 'call-saved'} role="status">
        <Icon size={14} aria-hidden="true" /> {words}
      </p>
      {lost.map((what) => (
        <p key={what} className="phone-note">
          {what}
        </p>
      ))}
    </>
  );
}

/** What becomes of the test with the draft that it is in; what to do about it stands above the flow. */
const WORDS: Readonly<Record<SavingState['phase'], string>> = {
  saved: 'Saved as a test',
  waiting: 'Saving as a test…',
  saving: 'Saving as a test…',
  offline: 'Not saved yet: offline. The test is on this page.',
  refused: 'Not saved yet. The test is on this page; see above the flow.',
  'signed-out': 'Not saved yet: logged out. The test is on this page.',
  conflict: 'Not saved yet: somebody else saved the flow. The test is on this page; choose above what to keep.',
};
