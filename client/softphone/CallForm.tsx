import { Phone } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { FlowSummaryView } from '../../shared/api/flows.ts';
import { flowsApi } from '../api/flows.ts';
import { softphoneStore } from '../state/softphone/store.ts';
import { useSoftphone } from '../state/softphone/use-softphone.ts';
import { useAct } from './use-act.ts';

interface CallFormProps {
  readonly flows: readonly FlowSummaryView[] | undefined;
  readonly failed: string | undefined;
  /** Whether numbers and other phones may be called. */
  readonly outside: boolean;
}

/** What to call: a flow or, where that is allowed, a number or another phone. */
export function CallForm({ flows, failed, outside }: CallFormProps) {
  return (
    <>
      {failed !== undefined && <p className="softphone-error">The flows could not be loaded. {failed}</p>}
      {failed === undefined && !flows && <p className="softphone-fine">Loading the flows …</p>}
      {flows?.length === 0 && <p className="softphone-fine">There is no flow yet. Make one, and it can be called.</p>}
      {flows && flows.length > 0 && <FlowForm flows={flows} />}
      {outside && <OutsideForm />}
    </>
  );
}

function FlowForm({ flows }: { readonly flows: readonly FlowSummaryView[] }) {
  const ready = useSoftphone((state) => state.line === 'ready');
  const [chosen, setChosen] = useState(() => new URLSearchParams(window.location.search).get('flow'));
  const [wanted, setWanted] = useState<'live' | 'draft'>('live');
  const { busy, error, act } = useAct();
  const flow = flows.find(({ id }) => id === chosen) ?? flows.find(({ live }) => live !== null) ?? flows[0];
  if (!flow) return null;
  const draft = wanted === 'draft' || flow.live === null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void act(async () => {
      if (draft) await requireSound(flow);
      await softphoneStore.getState().callFlow(flow, draft);
    });
  };
  return (
    <form className="call-form" onSubmit={submit}>
      <label htmlFor="phone-flow">Flow</label>
      <div className="call-form-row">
        <select id="phone-flow" className="control" value={flow.id} onChange={(event) => setChosen(event.target.value)}>
          {flows.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button type="submit" className="call-start" disabled={!ready || busy}>
          <Phone size={15} aria-hidden="true" /> Call
        </button>
      </div>
      <fieldset className="call-versions" aria-label="Which version">
        <label>
          <input
            type="radio"
            name="phone-version"
            checked={!draft}
            disabled={flow.live === null}
            onChange={() => setWanted('live')}
          />
          <span>{flow.live === null ? 'Not published' : `Version ${flow.live}, as callers get it`}</span>
        </label>
        <label>
          <input type="radio" name="phone-version" checked={draft} onChange={() => setWanted('draft')} />
          <span>{isAhead(flow) ? 'The draft, which is ahead' : 'The draft'}</span>
        </label>
      </fieldset>
      {error !== null && (
        <p className="softphone-error" role="alert">
          {error}
        </p>
      )}
    </form>
  );
}

function isAhead({ live, liveRevision, revision }: FlowSummaryView): boolean {
  return live !== null && liveRevision !== null && revision > liveRevision;
}

/** Said before the call rather than in it. @throws Error with a sentence */
async function requireSound({ id, name }: FlowSummaryView): Promise<void> {
  const { problems } = await flowsApi.problems(id);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new Error(`The draft of “${name}” cannot be called: ${errors[0]?.message}${more}`);
}

function OutsideForm() {
  const ready = useSoftphone((state) => state.line === 'ready');
  const [to, setTo] = useState(() => new URLSearchParams(window.location.search).get('to') ?? '');
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
