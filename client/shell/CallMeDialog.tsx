import { PhoneOutgoing } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { OutgoingCallView } from '../../shared/api/outgoing.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import { callerIdsApi } from '../api/caller-ids.ts';
import { ApiFailure } from '../api/request.ts';
import { documentStore } from '../state/document.ts';
import { useEnvironments } from '../state/environments.ts';
import { callMe } from '../state/index.ts';
import { goTo } from '../state/route.ts';
import { useLoad } from '../state/use-load.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { Labelled } from '../ui/controls/Labelled.tsx';
import { formatPhone, formatSeconds } from '../ui/format.ts';
import './call-me.css';

/** Calls one's own phone with the draft as it is now, and shows how that goes. */
export function CallMeDialog({ onClose }: { readonly onClose: () => void }) {
  const flow = useStore(documentStore, (state) => state.flowId);
  const { phase, call, trouble } = useStore(callMe);
  const { tried } = useEnvironments();
  const callers = useLoad('froms', () => callerIdsApi.froms());
  const [to, setTo] = useState(() => remembered('to'));
  const [from, setFrom] = useState(() => remembered('from'));
  useEffect(() => () => callMe.getState().leave(), []);
  const offered =
    callers.data && [...callers.data.numbers, ...callers.data.verified].map(({ phoneNumber }) => phoneNumber);
  const chosen = offered?.includes(from) ? from : (offered?.[0] ?? '');
  const number = to.replace(/[\s().-]/g, '');
  const valid = /^\+[1-9]\d{6,14}$/.test(number);
  const dial = (): void => {
    if (flow === null) return;
    remember('to', number);
    remember('from', chosen);
    void callMe.getState().dial({ flow, ...(tried !== LIVE && { environment: tried }), to: number, from: chosen });
  };
  const busy = phase === 'placing' || phase === 'under-way';
  const missing =
    callers.error ?? (trouble && NEEDS_SETTINGS.has(trouble.code) ? new Error(trouble.message) : undefined);
  return (
    <Dialog title="Call my phone with this draft" open onClose={onClose}>
      {missing ? (
        <Missing error={missing} />
      ) : (
        <form
          className="call-me"
          onSubmit={(event) => {
            event.preventDefault();
            dial();
          }}
        >
          <Labelled
            label="My number"
            hint={to === '' || valid ? 'Remembered in this browser' : 'With + and the country, such as +1 555 010 0199'}
          >
            {(attributes) => (
              <input
                {...attributes}
                className="control"
                type="tel"
                autoComplete="tel"
                placeholder="+1 555 010 0199"
                required
                disabled={busy}
                aria-invalid={to !== '' && !valid}
                value={to}
                onChange={(event) => setTo(event.target.value)}
              />
            )}
          </Labelled>
          <Labelled
            label="From"
            hint={
              offered?.length === 0
                ? 'The account has no number that can call; buy one, or verify your own.'
                : `A real call${tried === LIVE ? '' : ` with the values of ${tried}`}: Twilio charges for it. Published versions and other callers are not touched.`
            }
          >
            {(attributes) => (
              <select
                {...attributes}
                className="control"
                disabled={busy || !offered}
                value={chosen}
                onChange={(event) => setFrom(event.target.value)}
              >
                {!offered && <option value="">Loading numbers</option>}
                {offered?.map((one) => (
                  <option key={one} value={one}>
                    {formatPhone(one)}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
          <Course phase={phase} call={call} />
          {trouble && (
            <p className="call-me-trouble" role="alert">
              {trouble.message}
            </p>
          )}
          <div className="call-me-buttons">
            <button type="submit" className="main-button" disabled={busy || !valid || chosen === ''}>
              <PhoneOutgoing size={15} aria-hidden="true" />
              {phase === 'over' || trouble ? 'Call again' : 'Call me'}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

const NEEDS_SETTINGS: ReadonlySet<string> = new Set(['no-credentials', 'no-public-url']);

function Missing({ error }: { readonly error: Error }) {
  const inSettings = !(error instanceof ApiFailure) || NEEDS_SETTINGS.has(error.code);
  return (
    <div className="call-me">
      <p>{error.message}</p>
      {inSettings && (
        <div className="call-me-buttons">
          <button type="button" className="main-button" onClick={() => goTo({ page: 'settings' })}>
            Open Settings
          </button>
        </div>
      )}
    </div>
  );
}

/** How the call goes, step by step. */
function Course({
  phase,
  call,
}: {
  readonly phase: 'idle' | 'placing' | 'under-way' | 'over';
  readonly call: OutgoingCallView | null;
}) {
  const seconds = useSeconds(call);
  if (phase === 'idle') return null;
  return (
    <p className={`call-me-course ${call?.state === 'in-progress' ? 'is-live' : ''}`} role="status">
      {phase === 'under-way' && <span className="dot is-live" aria-hidden="true" />}
      {courseWords(call, seconds)}
    </p>
  );
}

function courseWords(call: OutgoingCallView | null, seconds: number): string {
  switch (call?.state) {
    case undefined:
    case 'planned':
    case 'calling':
      return 'Placing the call';
    case 'placed':
      return 'Placed; your phone is about to ring';
    case 'ringing':
      return 'Your phone rings';
    case 'in-progress':
      return `Answered, ${formatSeconds(seconds)}`;
    case 'completed':
      return `The call is over${call.duration === null ? '' : ` after ${formatSeconds(call.duration)}`}. Its log is under Calls.`;
    case 'busy':
      return 'The line is busy.';
    case 'no-answer':
      return 'Nobody answered.';
    case 'canceled':
      return 'The call was canceled.';
    default:
      return call?.reason ?? 'The call failed.';
  }
}

/** Seconds since it was answered, counted here between two answers of the server. */
function useSeconds(call: OutgoingCallView | null): number {
  const [now, setNow] = useState(Date.now());
  const live = call?.state === 'in-progress';
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [live]);
  return live && call.answeredAt !== null ? Math.max(0, Math.floor((now - call.answeredAt) / 1000)) : 0;
}

function remembered(what: 'to' | 'from'): string {
  try {
    return localStorage.getItem(`patchcord.call-me.${what}`) ?? '';
  } catch {
    // The browser may forbid storage.
    return '';
  }
}

function remember(what: 'to' | 'from', value: string): void {
  try {
    localStorage.setItem(`patchcord.call-me.${what}`, value);
  } catch {
    // Then it is asked for again the next time.
  }
}
