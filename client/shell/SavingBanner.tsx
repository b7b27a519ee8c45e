import { changeWords } from '../state/change-words.ts';
import { useFlow, useSaving } from '../state/hooks.ts';
import { saving } from '../state/index.ts';

/** Says what keeps the draft from being saved where only a person can decide. */
export function SavingBanner() {
  const state = useSaving();
  const recovered = useFlow((flow) => flow.recovered);
  if (state.phase === 'conflict') {
    return (
      <div className="banner" role="alert">
        <p>
          <strong>Somebody else saved this flow.</strong> Nothing of either is lost: what you do not keep can be brought
          back with undo.
        </p>
        <button type="button" className="plain-button is-small" onClick={() => void saving.keepMine()}>
          Keep mine
        </button>
        <button type="button" className="plain-button is-small" onClick={() => saving.takeTheirs()}>
          Take theirs
        </button>
        <div className="banner-changes">
          <p id="theirs">Theirs has what yours has not:</p>
          <ul aria-labelledby="theirs">
            {state.changes.map((change) => (
              <li key={change.path}>{changeWords(change, state.theirs.document.blocks)}</li>
            ))}
          </ul>
        </div>
      </div>
    );
  }
  if (state.phase === 'refused' || state.phase === 'signed-out') {
    const next =
      state.phase === 'refused'
        ? state.message
        : 'Log in with the link that “patchcord login” prints on the server, then save.';
    return (
      <div className="banner" role="alert">
        <p>
          <strong>Your last changes are not saved.</strong> They are kept in this browser. {next}
        </p>
        <button type="button" className="plain-button is-small" onClick={() => void saving.flush()}>
          Save now
        </button>
      </div>
    );
  }
  if (recovered && state.phase !== 'saved') {
    return (
      <div className="banner" role="status">
        <p>Changes that could not be saved last time are back on the canvas. Undo goes to what was saved.</p>
      </div>
    );
  }
  return null;
}
