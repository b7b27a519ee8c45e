import { CircleAlert, CircleCheck, PhoneCall } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { VerificationView, VerifyCallerId } from '../../shared/api/caller-ids.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { formatPhone } from '../ui/format.ts';
import { useVerification, type Verification } from './use-verification.ts';

interface VerifyDialogProps {
  readonly onClose: () => void;
  readonly onVerified: () => Promise<void>;
}

/** Asks for a number, shows the code to key in while Twilio calls it, and says how it ended. */
export function VerifyDialog({ onClose, onVerified }: VerifyDialogProps) {
  const { at, start, back } = useVerification(onVerified);
  const [typed, setTyped] = useState<VerifyCallerId>({ phoneNumber: '' });
  return (
    <Dialog title="Verify a number" open onClose={onClose}>
      <div className="verify" aria-live="polite">
        {(at.step === 'form' || at.step === 'asking') && (
          <Form
            typed={typed}
            onType={setTyped}
            busy={at.step === 'asking'}
            error={at.step === 'form' ? at.error : undefined}
            onSend={() => void start(tidy(typed))}
          />
        )}
        {at.step === 'calling' && <Calling answer={at.answer} onStop={onClose} />}
        {at.step === 'verified' && (
          <End icon={<CircleCheck size={28} aria-hidden="true" className="verify-good" />} title="Verified">
            <p>Calls can now show {formatPhone(at.phoneNumber)}.</p>
            <div className="verify-actions">
              <button type="button" className="main-button" onClick={onClose}>
                Done
              </button>
            </div>
          </End>
        )}
        {at.step === 'ended' && <NotVerified at={at} onAgain={start} onBack={back} />}
      </div>
    </Dialog>
  );
}

interface FormProps {
  readonly typed: VerifyCallerId;
  readonly onType: (typed: VerifyCallerId) => void;
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onSend: () => void;
}

function Form({ typed, onType, busy, error, onSend }: FormProps) {
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSend();
  };
  return (
    <form className="settings-form" onSubmit={send} autoComplete="off">
      <label htmlFor="verify-number">Number</label>
      <input
        id="verify-number"
        className="control mono"
        type="tel"
        inputMode="tel"
        placeholder="+15550100199"
        required
        aria-describedby="verify-error"
        aria-invalid={error ? true : undefined}
        value={typed.phoneNumber}
        onChange={(event) => onType({ ...typed, phoneNumber: event.target.value })}
      />
      <p id="verify-error" className="settings-said is-error" role="alert">
        {error}
      </p>
      <label htmlFor="verify-name">Name (optional)</label>
      <input
        id="verify-name"
        className="control"
        maxLength={64}
        placeholder="Front desk"
        value={typed.friendlyName ?? ''}
        onChange={(event) => onType({ ...typed, friendlyName: event.target.value })}
      />
      <div className="settings-pair">
        <div className="settings-credential">
          <label htmlFor="verify-delay">Call after (optional)</label>
          <div className="verify-unit">
            <input
              id="verify-delay"
              className="control"
              type="number"
              min={0}
              max={60}
              step={1}
              placeholder="0"
              value={typed.callDelay ?? ''}
              onChange={(event) =>
                onType(
                  withOptional(typed, 'callDelay', event.target.value === '' ? undefined : Number(event.target.value)),
                )
              }
            />
            <span>s</span>
          </div>
        </div>
        <div className="settings-credential">
          <label htmlFor="verify-extension">Extension (optional)</label>
          <input
            id="verify-extension"
            className="control mono"
            inputMode="numeric"
            pattern="\d{1,20}"
            title="Digits only"
            placeholder="12"
            value={typed.extension ?? ''}
            onChange={(event) => onType(withOptional(typed, 'extension', event.target.value || undefined))}
          />
        </div>
      </div>
      <div className="verify-actions">
        <button type="submit" className="main-button" disabled={busy}>
          {busy ? 'Asking Twilio' : 'Call this number'}
        </button>
      </div>
    </form>
  );
}

function Calling({ answer, onStop }: { answer: VerificationView; onStop: () => void }) {
  const soon = useCountdown(answer.callAt);
  const number = formatPhone(answer.phoneNumber);
  return (
    <End
      icon={<PhoneCall size={28} aria-hidden="true" />}
      title={soon > 0 ? `Twilio calls in ${soon} s` : 'Twilio calls now'}
    >
      <p>
        Answer <strong>{number}</strong> and key in this code:
      </p>
      <p className="verify-code">
        <span className="visually-hidden">{[...answer.validationCode].join(' ')}</span>
        <span aria-hidden="true">{answer.validationCode}</span>
      </p>
      <p className="verify-waiting" role="status">
        <span className="spinner" aria-hidden="true" /> Waiting for the code
      </p>
      <div className="verify-actions">
        <button type="button" className="plain-button" onClick={onStop}>
          Stop waiting
        </button>
      </div>
    </End>
  );
}

interface NotVerifiedProps {
  readonly at: Extract<Verification, { step: 'ended' }>;
  readonly onAgain: (request: VerifyCallerId) => Promise<void>;
  readonly onBack: () => void;
}

function NotVerified({ at, onAgain, onBack }: NotVerifiedProps) {
  return (
    <End icon={<CircleAlert size={28} aria-hidden="true" className="verify-bad" />} title="Not verified">
      <p>{at.why}</p>
      <div className="verify-actions">
        <button type="button" className="plain-button" onClick={onBack}>
          Another number
        </button>
        <button type="button" className="main-button" onClick={() => void onAgain({ ...at.request, again: true })}>
          Call again
        </button>
      </div>
    </End>
  );
}

function End({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="verify-end">
      {icon}
      <h3>{title}</h3>
      {children}
    </div>
  );
}

/** Seconds left, 0 from then on. */
function useCountdown(to: number): number {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, Math.ceil((to - now) / 1000));
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setNow(Date.now()), 250);
    return () => clearTimeout(timer);
  });
  return left;
}

/** What people put between the digits of a number is taken out; empty texts are left out. */
function tidy({ phoneNumber, friendlyName, ...rest }: VerifyCallerId): VerifyCallerId {
  const name = friendlyName?.trim();
  return { phoneNumber: phoneNumber.replace(/[\s().-]/g, ''), ...(name ? { friendlyName: name } : {}), ...rest };
}

function withOptional<K extends 'callDelay' | 'extension'>(
  typed: VerifyCallerId,
  name: K,
  value: VerifyCallerId[K] | undefined,
): VerifyCallerId {
  const { [name]: _, ...rest } = typed;
  return (value === undefined ? rest : { ...rest, [name]: value }) as VerifyCallerId;
}
