import { type FormEvent, useId, useState } from 'react';
import { brokenJson } from '../state/call/made-up.ts';
import type { AskedRequest } from '../state/call/types.ts';
import { usePhone } from '../state/hooks.ts';
import { phoneStore } from '../state/phone.ts';

const NONE: readonly AskedRequest[] = [];

/** Requests to other servers that the flow makes; whoever tries the call has them sent, or plays the other server. */
export function Requests() {
  const requests = usePhone(({ call }) => call?.requests ?? NONE);
  if (requests.length === 0) return null;
  return (
    <ul className="phones" aria-label="Requests of the flow">
      {requests.map((request) => (
        <RequestCard key={request.id} {...request} />
      ))}
    </ul>
  );
}

function RequestCard({ id, method, url, body, state }: AskedRequest) {
  const [own, setOwn] = useState(false);
  return (
    <li className="phone-card is-request">
      <strong>
        <code>{method}</code> {hostOf(url)}
      </strong>
      <small>{state === 'sending' ? 'waits for the answer' : 'wants an answer'}</small>
      {state === 'asked' && own ? (
        <OwnAnswer id={id} onBack={() => setOwn(false)} />
      ) : (
        <details className="request-text">
          <summary>What is asked</summary>
          <code>{body === '' ? url : `${url}\n\n${body}`}</code>
        </details>
      )}
      {state === 'asked' && !own && <RequestActions id={id} onOwn={() => setOwn(true)} />}
    </li>
  );
}

function RequestActions({ id, onOwn }: { id: number; onOwn: () => void }) {
  const { answer } = phoneStore.getState();
  return (
    <div className="phone-card-actions">
      <button
        type="button"
        className="plain-button is-small is-answer"
        title="This server sends it now, as in a real call"
        onClick={() => answer(id, { does: 'send' })}
      >
        Send it
      </button>
      <button type="button" className="plain-button is-small" onClick={onOwn}>
        Make up an answer
      </button>
      <button type="button" className="plain-button is-small" onClick={() => answer(id, { does: 'time out' })}>
        No answer
      </button>
    </div>
  );
}

/** Answers that were made up last are offered again: a call is tried more than once. */
let latest = { status: '200', body: '{}' };

function OwnAnswer({ id, onBack }: { id: number; onBack: () => void }) {
  const [status, setStatus] = useState(latest.status);
  const [body, setBody] = useState(latest.body);
  const hint = useId();
  const broken = brokenJson(body);
  const valid = /^[1-5]\d\d$/.test(status);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!valid) return;
    latest = { status, body };
    phoneStore.getState().answer(id, { does: 'answer', status: Number(status), body });
  };
  return (
    <form className="request-answer" onSubmit={submit}>
      <label>
        <span>Status</span>
        <input
          className="control mono"
          inputMode="numeric"
          maxLength={3}
          aria-invalid={!valid || undefined}
          value={status}
          onChange={(event) => setStatus(event.target.value.trim())}
        />
      </label>
      <textarea
        className="control mono"
        aria-label="Answer"
        rows={2}
        spellCheck={false}
        maxLength={65_536}
        aria-invalid={broken !== undefined || undefined}
        aria-describedby={broken === undefined ? undefined : hint}
        value={body}
        onChange={(event) => setBody(event.target.value)}
      />
      {broken !== undefined && (
        <p id={hint} className="phone-note" role="status">
          This is not JSON yet, so the flow finds no values in it: {broken}
        </p>
      )}
      <div className="phone-card-actions">
        <button type="submit" className="plain-button is-small is-answer" disabled={!valid}>
          Answer so
        </button>
        <button type="button" className="plain-button is-small" onClick={onBack}>
          Back
        </button>
      </div>
    </form>
  );
}

/** The host says enough; the whole address is unfolded. */
function hostOf(url: string): string {
  return /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
}
