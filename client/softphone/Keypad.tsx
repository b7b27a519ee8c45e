interface KeypadProps {
  readonly onPress: (key: string) => void;
  readonly disabled: boolean;
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const KEY_NAMES: Readonly<Record<string, string>> = { '*': 'Star', '#': 'Pound' };

/** The keys of a phone; each sends its tone. */
export function Keypad({ onPress, disabled }: KeypadProps) {
  return (
    <fieldset className="softphone-keys" aria-label="Keypad" disabled={disabled}>
      {KEYS.map((key) => (
        <button key={key} type="button" aria-label={KEY_NAMES[key] ?? key} onClick={() => onPress(key)}>
          {key}
        </button>
      ))}
    </fieldset>
  );
}
