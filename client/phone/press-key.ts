import { phoneStore } from '../state/phone.ts';
import { keyTone } from '../ui/sound/tones.ts';

/** Presses a key and lets its tone be heard. */
export function pressPhoneKey(key: string): void {
  const { call, muted, press } = phoneStore.getState();
  if (!call || call.state === 'over') return;
  if (!muted) keyTone(key);
  press(key);
}
