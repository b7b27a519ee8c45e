import { createStore } from 'zustand/vanilla';
import { ApiFailure } from '../../api/request.ts';
import type { Line } from './line.ts';
import { type AudioDevices, askForMicrophone, audioDevices } from './microphone.ts';
import { browserObstacle } from './obstacles.ts';
import { explainError, type PhoneProblem } from './problems.ts';
import type { Levels, LineEvents, LineState, PhoneCallView } from './types.ts';

/** The browser phone: one line, at most one call. */
export interface SoftphoneState {
  readonly line: LineState;
  /** Name it is online under, or was last. */
  readonly identity: string;
  readonly problem: PhoneProblem | null;
  readonly call: PhoneCallView | null;
  readonly devices: AudioDevices;
  /** Chosen ones; null for the system's own. */
  readonly microphone: string | null;
  readonly speaker: string | null;
  goOnline(identity: string): Promise<void>;
  /** Ends a call that goes on, too. */
  goOffline(): void;
  /** @param draft whether the draft is tried instead of what callers get */
  callFlow(flow: { readonly id: string; readonly name: string }, draft: boolean): Promise<void>;
  callOut(to: string): Promise<void>;
  answer(): void;
  decline(): void;
  hangUp(): void;
  mute(muted: boolean): void;
  press(key: string): void;
  takeMicrophone(id: string): Promise<void>;
  takeSpeaker(id: string): Promise<void>;
  lookForDevices(): Promise<void>;
}

/** Changes many times a second, so it is kept apart. */
export const levelsStore = createStore<Levels>()(() => ({ microphone: 0, speaker: 0 }));

const IDENTITY_KEY = 'patchcord.phone';

let line: Line | null = null;
/** Tells an attempt to go online from a later one. */
let attempt = 0;

export const softphoneStore = createStore<SoftphoneState>()((set, get) => {
  /** What an attempt tells that was given up meanwhile counts no more. */
  const events = (mine: number): LineEvents => {
    const tell = (part: Partial<SoftphoneState>) => {
      if (mine === attempt) set(part);
    };
    return {
      line: (state) => tell({ line: state }),
      problem: (problem) => tell({ problem }),
      call: (call) => tell({ call }),
      levels: (levels) => levelsStore.setState(levels),
    };
  };
  const dial = async (who: string, parameters: Record<string, string>): Promise<void> => {
    if (line === null || isOn(get().call)) return;
    set({ problem: null });
    try {
      await line.call(who, parameters);
    } catch (error) {
      set({ problem: explainError(error) });
    }
  };
  return {
    line: 'offline',
    identity: remembered(),
    problem: null,
    call: null,
    devices: { microphones: [], speakers: [] },
    microphone: null,
    speaker: null,

    async goOnline(identity) {
      if (get().line !== 'offline') return;
      line?.close();
      const mine = ++attempt;
      set({ line: 'registering', identity, problem: null, call: null });
      const opened = await open(identity, events(mine));
      if (mine !== attempt) {
        if ('close' in opened) opened.close();
        return;
      }
      if (!('close' in opened)) return set({ line: 'offline', problem: opened });
      line = opened;
      remember(identity);
      await get().lookForDevices();
    },

    goOffline() {
      attempt++;
      line?.close();
      line = null;
      set({ line: 'offline', problem: null, call: null });
      levelsStore.setState({ microphone: 0, speaker: 0 });
    },

    callFlow: ({ id, name }, draft) => dial(name, draft ? { flow: id, draft: 'yes' } : { flow: id }),
    callOut: (to) => dial(to.replace(/^client:/, ''), { To: to }),
    answer: () => line?.current?.answer(),
    decline: () => line?.current?.decline(),
    hangUp: () => line?.current?.hangUp(),
    mute: (muted) => line?.current?.mute(muted),
    press: (key) => line?.current?.press(key),

    async takeMicrophone(id) {
      await trying(set, async () => {
        await line?.takeMicrophone(id);
        set({ microphone: id });
      });
    },
    async takeSpeaker(id) {
      await trying(set, async () => {
        await line?.takeSpeaker(id);
        set({ speaker: id });
      });
    },
    async lookForDevices() {
      const devices = await audioDevices().catch(() => undefined);
      if (devices) set({ devices });
    },
  };
});

/** Whether a call rings or goes on. */
export function isOn(call: PhoneCallView | null): call is PhoneCallView {
  return call !== null && call.state !== 'over';
}

/** Browser, microphone and token, in the order in which a person can do something about them. */
async function open(identity: string, events: LineEvents): Promise<Line | PhoneProblem> {
  const obstacle = browserObstacle();
  if (obstacle) return obstacle;
  try {
    await askForMicrophone();
    const { openLine } = await import('./line.ts');
    return await openLine(identity, events);
  } catch (error) {
    if (!(error instanceof ApiFailure)) return explainError(error);
    return { code: error.code, title: 'The server gives no token', next: error.message };
  }
}

async function trying(set: (part: Partial<SoftphoneState>) => void, act: () => Promise<void>): Promise<void> {
  try {
    await act();
    set({ problem: null });
  } catch (error) {
    set({ problem: explainError(error) });
  }
}

function remembered(): string {
  try {
    return localStorage.getItem(IDENTITY_KEY) ?? '';
  } catch {
    return '';
  }
}

function remember(identity: string): void {
  try {
    localStorage.setItem(IDENTITY_KEY, identity);
  } catch {
    // Nothing is remembered in a private window; the name is typed again.
  }
}
