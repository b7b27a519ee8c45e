import { useEffect, useRef, useState } from 'react';
import { type AudioDevice, chime, watchMicrophone } from '../state/softphone/microphone.ts';
import { explainError, type PhoneProblem } from '../state/softphone/problems.ts';
import { softphoneStore } from '../state/softphone/store.ts';
import { useSoftphone } from '../state/softphone/use-softphone.ts';
import { Meter } from './Meter.tsx';
import { ProblemNote } from './ProblemNote.tsx';

/** Which microphone and speaker the phone uses, and whether they work. */
export function AudioForm() {
  const { microphones, speakers } = useSoftphone((state) => state.devices);
  const microphone = useSoftphone((state) => state.microphone);
  const speaker = useSoftphone((state) => state.speaker);
  const online = useSoftphone((state) => state.line !== 'offline');
  const [problem, setProblem] = useState<PhoneProblem | null>(null);
  const { lookForDevices, takeMicrophone, takeSpeaker } = softphoneStore.getState();
  useEffect(() => {
    void lookForDevices();
    const { mediaDevices } = navigator;
    const look = () => void lookForDevices();
    // Absent where the page is not served over https or from this machine.
    mediaDevices?.addEventListener('devicechange', look);
    return () => mediaDevices?.removeEventListener('devicechange', look);
  }, [lookForDevices]);
  const test = (): void => {
    setProblem(null);
    chime(speaker).catch((error) => setProblem(explainError(error)));
  };
  return (
    <section className="softphone-section" aria-labelledby="audio-title">
      <h2 id="audio-title">Microphone and speaker</h2>
      <Choice
        id="phone-microphone"
        label="Microphone"
        {...{ devices: microphones, chosen: microphone, online }}
        take={takeMicrophone}
      />
      <MicrophoneTest microphone={microphone} onProblem={setProblem} />
      <Choice
        id="phone-speaker"
        label="Speaker"
        {...{ devices: speakers, chosen: speaker, online }}
        take={takeSpeaker}
      />
      <button type="button" className="plain-button is-small" onClick={test}>
        Play a sound
      </button>
      {problem && <ProblemNote problem={problem} />}
    </section>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly devices: readonly AudioDevice[];
  readonly chosen: string | null;
  readonly online: boolean;
  readonly take: (id: string) => Promise<void>;
}

function Choice({ id, label, devices, chosen, online, take }: ChoiceProps) {
  const hint =
    devices.length === 0 ? 'The system’s own; the browser names others once the phone is online.' : undefined;
  return (
    <div className="softphone-field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="control"
        value={chosen ?? devices[0]?.id ?? ''}
        disabled={!online || devices.length < 2}
        onChange={(event) => void take(event.target.value)}
      >
        {devices.length === 0 && <option value="">System</option>}
        {devices.map((device) => (
          <option key={device.id} value={device.id}>
            {device.label}
          </option>
        ))}
      </select>
      {hint && <p className="softphone-fine">{hint}</p>}
    </div>
  );
}

interface MicrophoneTestProps {
  readonly microphone: string | null;
  readonly onProblem: (problem: PhoneProblem | null) => void;
}

/** A bar that moves while somebody speaks. */
function MicrophoneTest({ microphone, onProblem }: MicrophoneTestProps) {
  const [level, setLevel] = useState(0);
  const [on, setOn] = useState(false);
  const end = useRef<(() => void) | null>(null);
  useEffect(() => () => end.current?.(), []);
  const toggle = async (): Promise<void> => {
    onProblem(null);
    end.current?.();
    end.current = null;
    setOn(!on);
    if (on) return;
    try {
      end.current = await watchMicrophone(microphone, setLevel);
    } catch (error) {
      setOn(false);
      onProblem(explainError(error));
    }
  };
  return (
    <div className="microphone-test">
      <button type="button" className="plain-button is-small" aria-pressed={on} onClick={() => void toggle()}>
        {on ? 'Stop the test' : 'Test the microphone'}
      </button>
      {on && <Meter label="Speak" level={level} />}
    </div>
  );
}
