import { Phone } from 'lucide-react';
import { usePhone } from '../state/hooks.ts';
import { phoneStore } from '../state/phone.ts';
import { formatSeconds } from '../ui/format.ts';

/** Calls the flow as it is on the canvas; while a call goes on it shows the time and leads back to the handset. */
export function CallButton() {
  const on = usePhone(({ call }) => call !== null && call.state !== 'over');
  const seconds = usePhone(({ call }) => call?.seconds ?? 0);
  const open = usePhone((state) => state.open);
  const press = (): void => {
    if (!on) void phoneStore.getState().dial();
    else if (!open) phoneStore.getState().setOpen(true);
    else document.querySelector<HTMLElement>('.phone')?.focus();
  };
  return (
    <button
      type="button"
      className={on ? 'plain-button call-button is-on' : 'plain-button call-button'}
      title={on ? 'To the phone' : 'Call this flow in the browser, without Twilio'}
      onClick={press}
    >
      <Phone size={15} aria-hidden="true" />
      {on ? (
        <>
          <span className="visually-hidden">To the call, </span>
          {formatSeconds(seconds)}
        </>
      ) : (
        <span>Call</span>
      )}
    </button>
  );
}
