import { ListChecks, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useDocument, useNarrow, usePhone } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { phoneStore } from '../state/phone.ts';
import { sameFlow } from '../state/same-flow.ts';
import { formatMoment, formatPhone, formatSeconds } from '../ui/format.ts';
import { Bubbles } from './Bubbles.tsx';
import { CallEnd } from './CallEnd.tsx';
import { Controls } from './Controls.tsx';
import { Phones } from './Phones.tsx';
import { PhoneValues } from './PhoneValues.tsx';
import { pressPhoneKey } from './press-key.ts';
import { Requests } from './Requests.tsx';
import { activityWords, endingWords } from './words.ts';
import './phone.css';

/** The handset: calls the flow on the canvas from the page, with a keypad, a voice and ears. */
export function PhonePanel() {
  const call = usePhone((state) => state.call);
  const error = usePhone((state) => state.error);
  const unanswered = usePhone((state) => state.unanswered);
  const root = useRef<HTMLElement>(null);
  const on = call !== null && call.state !== 'over';
  useEffect(() => {
    // Whoever calls goes on with the keys of the phone.
    if (on) root.current?.focus();
  }, [on]);
  return (
    <section className="phone" aria-label="Handset" ref={root} tabIndex={-1} onKeyDown={pressKey}>
      <PhoneHead />
      {error !== null && (
        <p className="phone-note is-error" role="alert">
          No call could be made. {error}
        </p>
      )}
      {on && <PinnedNote />}
      {call && <AsOfNote />}
      <FallbackNote />
      {unanswered ? <MessagesOnly /> : <Bubbles />}
      <PhoneValues />
      {on && <Requests />}
      {on && <Phones />}
      {on ? <Controls /> : (call !== null || error !== null) && <CallEnd />}
      <p className="visually-hidden" role="status">
        {call ? statusWords(call.state, call.ending, activityWords(call.activity)) : ''}
      </p>
    </section>
  );
}

function PhoneHead() {
  const call = usePhone((state) => state.call);
  const unanswered = usePhone((state) => state.unanswered);
  const narrow = useNarrow();
  const on = call !== null && call.state !== 'over';
  const close = on ? 'Hang up and close the phone' : 'Close the phone';
  return (
    <header className="phone-head">
      <span className={on ? 'phone-time is-on' : 'phone-time'}>
        <span className={on ? 'dot is-live' : 'dot'} aria-hidden="true" />
        {call ? formatSeconds(call.seconds) : unanswered ? 'No calls' : 'Calling'}
      </span>
      {call && <span className="phone-from">{formatPhone(call.from)}</span>}
      {!narrow && (
        <button
          type="button"
          className="icon-button"
          aria-label={close}
          title={close}
          onClick={() => phoneStore.getState().leave()}
        >
          <X size={15} aria-hidden="true" />
        </button>
      )}
    </header>
  );
}

/** Leads to where a flow can be tried that nobody can call. */
function MessagesOnly() {
  const openTests = (): void => {
    phoneStore.getState().leave();
    uiStore.getState().showDrawer('tests');
  };
  return (
    <div className="phone-none" role="status">
      <p>This flow answers text messages, not calls. The Tests tab holds conversations with it.</p>
      <button type="button" className="plain-button is-small" onClick={openTests}>
        <ListChecks size={14} aria-hidden="true" /> Open the tests
      </button>
    </div>
  );
}

/** Says that the caller hears the fallback, and why: words of the flow alone would not tell. */
function FallbackNote() {
  const failure = usePhone(({ call }) => call?.turns.at(-1)?.failure);
  if (failure === undefined) return null;
  return (
    <p className="phone-note is-error" role="alert">
      Something is wrong in the flow, so the caller hears the fallback. {failure}
    </p>
  );
}

/** Says that the flow takes the call for one at another time. */
function AsOfNote() {
  const asOf = usePhone((state) => state.asOf);
  return asOf && <p className="phone-note">As if it were {formatMoment(asOf)}.</p>;
}

/** Says that the call does not follow what is edited meanwhile. */
function PinnedNote() {
  const now = useDocument((state) => state.document);
  const then = usePhone(({ call }) => call?.document);
  if (!then || sameFlow(then, now)) return null;
  return (
    <div className="phone-note" role="status">
      <p>The flow has changed. This call goes on as it began.</p>
      <button type="button" className="plain-button is-small" onClick={() => void phoneStore.getState().dial()}>
        Call again
      </button>
    </div>
  );
}

/** Digits type keys wherever the phone has the focus; Escape goes back to the button that opened it. */
function pressKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (event.key === 'Escape') {
    document.querySelector<HTMLElement>('.call-button')?.focus();
  } else if (!typing && /^[0-9*#]$/.test(event.key)) {
    pressPhoneKey(event.key);
  } else {
    // Keys of the canvas, such as Delete, mean nothing here.
    event.stopPropagation();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function statusWords(state: 'ringing' | 'on' | 'over', ending: string | null, activity: string): string {
  if (state === 'over') return `Call ended. ${endingWords(ending ?? '')}`;
  return state === 'ringing' ? 'Calling' : activity;
}
