import { X } from 'lucide-react';
import type { SoftphoneView } from '../../shared/api/softphone.ts';
import { softphoneApi } from '../api/softphone.ts';
import { useSoftphone } from '../state/softphone/use-softphone.ts';
import { formatTime } from '../ui/format.ts';
import { useAct } from './use-act.ts';

interface AnswerHintProps {
  readonly view: SoftphoneView;
  readonly onChange: () => void;
}

/** How a flow rings this phone, and the names under which phones were used. */
export function AnswerHint({ view, onChange }: AnswerHintProps) {
  const own = useSoftphone((state) => (state.line === 'offline' ? null : state.identity));
  const { busy, error, act } = useAct();
  const forget = (identity: string) =>
    act(async () => {
      await softphoneApi.forgetPhone(identity);
      onChange();
    });
  return (
    <section className="softphone-section" aria-labelledby="answer-title">
      <h2 id="answer-title">Let a flow ring it</h2>
      <p className="softphone-line">
        In a Dial block add a target of kind <em>Client</em> with the phone’s name. It rings here while this page is
        open and the phone is online.
      </p>
      {view.identities.length > 0 && (
        <ul className="softphone-phones" aria-label="Phones that were used">
          {view.identities.map(({ identity, lastAt }) => (
            <li key={identity}>
              <code>{identity}</code>
              <span>{identity === own ? 'this phone' : `last used ${formatTime(lastAt)}`}</span>
              {identity !== own && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Forget ${identity}`}
                  title="Forget: its calls are refused until it goes online again"
                  disabled={busy}
                  onClick={() => void forget(identity)}
                >
                  <X size={14} aria-hidden="true" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {error !== null && <p className="softphone-error">{error}</p>}
    </section>
  );
}
