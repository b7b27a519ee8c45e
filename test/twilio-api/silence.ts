/** Silence as a WAV file: 8000 samples a second of one byte for each channel, the middle of their range being silence. */
export function silence(seconds = 1, channels = 1): Uint8Array {
  const samples = Math.max(1, Math.round(seconds * 8000)) * channels;
  const file = Buffer.alloc(44 + samples, 0x80);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(8000, 24);
  file.writeUInt32LE(8000 * channels, 28);
  file.writeUInt16LE(channels, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples, 40);
  return file;
}
