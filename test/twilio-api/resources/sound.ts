/** A WAV file in which nothing is heard: 8,000 samples a second of 8 bits. http://soundfile.sapp.org/doc/WaveFormat/ */
export function silence(seconds: number, channels: number): Uint8Array {
  const rate = 8000;
  const size = Math.max(1, Math.round(seconds * rate)) * channels;
  const file = new Uint8Array(44 + size).fill(128, 44);
  const view = new DataView(file.buffer);
  const text = (at: number, word: string) => {
    for (const [index, char] of [...word].entries()) view.setUint8(at + index, char.charCodeAt(0));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + size, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels, true);
  view.setUint16(32, channels, true);
  view.setUint16(34, 8, true);
  text(36, 'data');
  view.setUint32(40, size, true);
  return file;
}
