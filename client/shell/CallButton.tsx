import { ChevronDown, Phone, PhoneOutgoing } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { lazy, Suspense, useState } from 'react';
import { useNarrow, usePhone } from '../state/hooks.ts';
import { phoneStore } from '../state/phone.ts';
import { formatSeconds } from '../ui/format.ts';
import { EnvironmentItems } from './EnvironmentItems.tsx';
import './call-me.css';

const CallMeDialog = lazy(async () => ({ default: (await import('./CallMeDialog.tsx')).CallMeDialog }));

/** Calls the flow as it is on the canvas, here or on a real phone. */
export function CallButton() {
  const narrow = useNarrow();
  const [callingMe, setCallingMe] = useState(false);
  return (
    <span className="call-split">
      <CallHere />
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          className="plain-button call-more"
          aria-label="Other ways to call"
          title="Other ways to call"
        >
          <ChevronDown size={14} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
            <DropdownMenu.Item className="menu-item" onSelect={() => void phoneStore.getState().dial()}>
              <Phone size={15} aria-hidden="true" /> Call in the browser
            </DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={() => setCallingMe(true)}>
              <PhoneOutgoing size={15} aria-hidden="true" /> Call my phone with this draft
            </DropdownMenu.Item>
            {narrow && <EnvironmentItems />}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {callingMe && (
        <Suspense fallback={null}>
          <CallMeDialog onClose={() => setCallingMe(false)} />
        </Suspense>
      )}
    </span>
  );
}

/** While a call goes on it shows the time and leads back to the handset. */
function CallHere() {
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
