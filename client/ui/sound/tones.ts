/** Lets the tone of a phone key be heard; does nothing where the browser has no sound. */
export function keyTone(key: string, seconds = 0.14): void {
  const pair = FREQUENCIES[key.toUpperCase()];
  if (!pair || !('AudioContext' in globalThis)) return;
  try {
    context ??= new AudioContext();
    void context.resume();
    const volume = context.createGain();
    volume.gain.value = 0.08;
    volume.connect(context.destination);
    for (const frequency of pair) {
      const tone = context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(volume);
      tone.start();
      tone.stop(context.currentTime + seconds);
    }
  } catch {
    // No sound card, or too many contexts: the key is pressed all the same.
  }
}

let context: AudioContext | undefined;

const COLUMNS = [1209, 1336, 1477, 1633] as const;
const ROWS = { '123A': 697, '456B': 770, '789C': 852, '*0#D': 941 } as const;

/** Each key sounds as its row and its column: ITU-T Q.23. */
const FREQUENCIES: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  Object.entries(ROWS).flatMap(([keys, row]) => COLUMNS.map((column, at) => [keys[at] ?? '', [row, column]])),
);
