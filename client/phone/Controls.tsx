import { FastForward, PhoneOff, Volume2, VolumeX } from 'lucide-react';
import { usePhone } from '../state/hooks.ts';
import { phoneStore } from '../state/phone.ts';
import { pressPhoneKey } from './press-key.ts';
import { SayBox } from './SayBox.tsx';
import { activityWords, skipWords } from './words.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const KEY_NAMES: Readonly<Record<string, string>> = { '*': 'Star', '#': 'Pound' };

/** What the caller can do while the call goes on; nobody hears them speak while phones ring. */
export function Controls() {
  const ringing = usePhone(({ call }) => call?.activity === 'dialling');
  const muted = usePhone((state) => state.muted);
  const mute = muted ? 'Let me hear the call' : 'Mute';
  return (
    <div className="phone-controls">
      <Activity />
      {!ringing && <SayBox />}
      {/* biome-ignore lint/a11y/useSemanticElements: a keypad is no form field */}
      <div className="keypad" role="group" aria-label="Keypad">
        {KEYS.map((key) => (
          <button key={key} type="button" aria-label={KEY_NAMES[key] ?? key} onClick={() => pressPhoneKey(key)}>
            {key}
          </button>
        ))}
      </div>
      <div className="phone-ends">
        <button
          type="button"
          className="phone-mute"
          aria-pressed={muted}
          aria-label={mute}
          title={mute}
          onClick={() => phoneStore.getState().setMuted(!muted)}
        >
          {muted ? <VolumeX size={17} aria-hidden="true" /> : <Volume2 size={17} aria-hidden="true" />}
        </button>
        <button type="button" className="hang-up" onClick={() => phoneStore.getState().hangUp()}>
          <PhoneOff size={15} aria-hidden="true" /> Hang up
        </button>
      </div>
    </div>
  );
}

function Activity() {
  const activity = usePhone(({ call }) => call?.activity ?? 'waiting');
  const skip = skipWords(activity);
  return (
    <div className="phone-activity">
      <span>{activityWords(activity)}</span>
      {skip && (
        <button type="button" className="quiet-button" title={skip.long} onClick={() => phoneStore.getState().skip()}>
          <FastForward size={13} aria-hidden="true" /> {skip.short}
        </button>
      )}
    </div>
  );
}
