/** Opens the microphone once, so that the browser asks for leave before a call needs it. @throws DOMException as getUserMedia does */
export async function askForMicrophone(): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  for (const track of stream.getTracks()) track.stop();
}

/** A microphone or a speaker that the browser knows. */
export interface AudioDevice {
  readonly id: string;
  readonly label: string;
}

export interface AudioDevices {
  readonly microphones: readonly AudioDevice[];
  readonly speakers: readonly AudioDevice[];
}

/** What is plugged in. Names are empty until the microphone was allowed. */
export async function audioDevices(): Promise<AudioDevices> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const of = (kind: MediaDeviceKind): AudioDevice[] =>
    devices
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label: label || 'Unnamed' }));
  return { microphones: of('audioinput'), speakers: of('audiooutput') };
}

/** Tells how loud a microphone is, from 0 to 1, some sixty times a second. @returns ends it */
export async function watchMicrophone(id: string | null, tell: (level: number) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: id === null ? true : { deviceId: { exact: id } } });
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let frame = requestAnimationFrame(function measure() {
    analyser.getFloatTimeDomainData(samples);
    tell(loudness(samples));
    frame = requestAnimationFrame(measure);
  });
  return () => {
    cancelAnimationFrame(frame);
    for (const track of stream.getTracks()) track.stop();
    void context.close();
    tell(0);
  };
}

/** Root mean square, stretched so that ordinary speech fills most of a meter. */
function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.min(1, Math.sqrt(sum / samples.length) * 5);
}

/** Plays two notes on a speaker; the system's own where none is named. @throws DOMException when it cannot be used */
export async function chime(id: string | null): Promise<void> {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const volume = context.createGain();
  volume.gain.value = 0.2;
  volume.connect(out);
  NOTES.forEach((frequency, at) => {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(context.currentTime + at * 0.25);
    tone.stop(context.currentTime + at * 0.25 + 0.22);
  });
  const audio = new Audio();
  audio.srcObject = out.stream;
  if (id !== null && 'setSinkId' in audio) await audio.setSinkId(id);
  await audio.play();
  setTimeout(() => void context.close(), 1000);
}

const NOTES = [660, 880];
