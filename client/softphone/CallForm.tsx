import { Phone } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { FlowSummaryView } from '../../shared/api/flows.ts';
import { softphoneStore } from '../state/softphone/store.ts';
import { useSoftphone } from '../state/softphone/use-softphone.ts';

interface CallFormProps {
  readonly flows: readonly FlowSummaryView[] | undefined;
  readonly failed: string | undefined;
  /** Whether numbers and other phones may be called. */
  readonly outside: boolean;
}

/** What to call: a published flow or, where that is allowed, a number or another phone. */
export function CallForm({ flows, failed, outside }: CallFormProps) {
  return (
    <>
      <FlowForm flows={flows} failed={failed} />
      {outside && <OutsideForm />}
    </>
  );
}

function FlowForm({ flows, failed }: Omit<CallFormProps, 'outside'>) {
  const ready = useSoftphone((state) => state.line === 'ready');
  const [chosen, setChosen] = useState(() => new URLSearchParams(window.location.search).get('flow') ?? '');
  if (failed !== undefined) return <p className="softphone-error">The flows could not be loaded. {failed}</p>;
  if (!flows) return <p className="softphone-fine">Loading the flows …</p>;
  const published = flows.filter(({ live }) => live !== null);
  if (published.length === 0) {
    return <p className="softphone-fine">No flow is published yet. Publish one, and it can be called from here.</p>;
  }
  const unpublished = flows.find(({ id, live }) => id === chosen && live === null);
  const flow = published.find(({ id }) => id === chosen) ?? (unpublished ? undefined : published[0]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (flow) void softphoneStore.getState().callFlow(flow.id, flow.name);
  };
  return (
    <form className="call-form" onSubmit={submit}>
      <label htmlFor="phone-flow">Flow</label>
      <div className="call-form-row">
        <select
          id="phone-flow"
          className="control"
          value={flow?.id ?? ''}
          onChange={(event) => setChosen(event.target.value)}
        >
          {!flow && <option value="">Choose a flow</option>}
          {published.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button type="submit" className="call-start" disabled={!ready || !flow}>
          <Phone size={15} aria-hidden="true" /> Call
        </button>
      </div>
      <p className="softphone-fine">
        {unpublished ? `“${unpublished.name}” is not published yet.` : versionWords(flow)}
      </p>
    </form>
  );
}

function versionWords(flow: FlowSummaryView | undefined): string {
  if (!flow) return '';
  const ahead = flow.liveRevision !== null && flow.revision > flow.liveRevision;
  const words = `Version ${flow.live}, as callers get it.`;
  return ahead ? `${words} The draft is ahead of it.` : words;
}

function OutsideForm() {
  const ready = useSoftphone((state) => state.line === 'ready');
  const [to, setTo] = useState('');
  const target = targetOf(to);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (target !== undefined) void softphoneStore.getState().callOut(target);
  };
  return (
    <form className="call-form" onSubmit={submit}>
      <label htmlFor="phone-number">Number or phone</label>
      <div className="call-form-row">
        <input
          id="phone-number"
          className="control mono"
          value={to}
          placeholder="+1 555 010 0199 or client:front_desk"
          autoComplete="off"
          onChange={(event) => setTo(event.target.value)}
        />
        <button type="submit" className="call-start" disabled={!ready || target === undefined}>
          <Phone size={15} aria-hidden="true" /> Call
        </button>
      </div>
      {to !== '' && target === undefined && (
        <p className="softphone-fine">A number begins with + and its country; a phone with client:.</p>
      )}
    </form>
  );
}

/** What Twilio is asked to call; undefined while it is neither a number nor a phone. */
function targetOf(typed: string): string | undefined {
  const text = typed.trim();
  if (/^client:[A-Za-z0-9_.@-]{1,121}$/.test(text)) return text;
  const number = text.replace(/[\s().-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined;
}
