import { useSaving } from '../state/hooks.ts';
import type { SavingState } from '../state/saving.ts';
import { formatTime } from '../ui/format.ts';

/** Whether the draft on the canvas is on the server; said aloud to screen readers only when it goes wrong. */
export function SavedState() {
  const state = useSaving();
  const bad =
    state.phase === 'offline' ||
    state.phase === 'refused' ||
    state.phase === 'signed-out' ||
    state.phase === 'conflict';
  const about = 'message' in state ? state.message : undefined;
  return (
    <span className={bad ? 'saved is-bad' : 'saved'} role={bad ? 'status' : undefined} title={about}>
      {wordsFor(state)}
    </span>
  );
}

function wordsFor(state: SavingState): string {
  switch (state.phase) {
    case 'saved':
      return state.at === null ? 'Saved' : `Saved ${formatTime(state.at)}`;
    case 'waiting':
    case 'saving':
      return 'Saving…';
    case 'offline':
      return 'Not saved – offline, retrying';
    case 'refused':
      return 'Not saved – refused';
    case 'signed-out':
      return 'Not saved – logged out';
    case 'conflict':
      return 'Not saved – changed elsewhere';
  }
}
