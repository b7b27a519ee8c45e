import { type FormEvent, useState } from 'react';
import { identityProblem } from '../../shared/api/softphone.ts';
import { softphoneStore } from '../state/softphone/store.ts';
import type { LineState } from '../state/softphone/types.ts';
import { useSoftphone } from '../state/softphone/use-softphone.ts';

/** Goes online under a name and offline again, and says which it is. */
export function LineForm() {
  const line = useSoftphone((state) => state.line);
  const identity = useSoftphone((state) => state.identity);
  return (
    <header className="handset-line">
      <p className={`line-state is-${line}`} role="status">
        <span className={line === 'ready' ? 'dot is-live' : 'dot'} aria-hidden="true" />
        <span>{WORDS[line]}</span>
        {line !== 'offline' && <code>client:{identity}</code>}
      </p>
      {line === 'offline' ? (
        <GoOnline before={identity} />
      ) : (
        <button type="button" className="plain-button is-small" onClick={() => softphoneStore.getState().goOffline()}>
          {line === 'registering' ? 'Stop' : 'Go offline'}
        </button>
      )}
    </header>
  );
}

const WORDS: Readonly<Record<LineState, string>> = {
  offline: 'Offline',
  registering: 'Going online as',
  ready: 'Ready as',
  lost: 'Connection lost; trying again as',
};

function GoOnline({ before }: { readonly before: string }) {
  const [name, setName] = useState(before);
  const [asked, setAsked] = useState(false);
  const problem = asked ? identityProblem(name.trim()) : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (identityProblem(name.trim()) === undefined) void softphoneStore.getState().goOnline(name.trim());
  };
  return (
    <form className="line-form" onSubmit={submit}>
      <label htmlFor="phone-identity">Name of this phone</label>
      <div className="line-form-row">
        <input
          id="phone-identity"
          className="control mono"
          value={name}
          placeholder="front_desk"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby="phone-identity-hint"
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="main-button">
          Go online
        </button>
      </div>
      <p id="phone-identity-hint" className={problem ? 'softphone-error' : 'softphone-fine'}>
        {problem ?? 'Flows dial it by this name. The browser asks for the microphone.'}
      </p>
    </form>
  );
}
