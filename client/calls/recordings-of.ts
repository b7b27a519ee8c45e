import type { CallView } from '../../shared/api/calls.ts';

/** A recording of a call, as far as the call's own log tells. */
export interface CallRecording {
  readonly sid: string;
  /** Block that asked for it, or heard of it. */
  readonly block: string | null;
  /** Seconds. */
  readonly duration: number | null;
  /** `completed`, `in-progress`, `absent` or `failed`; empty where nothing told. */
  readonly status: string;
  /** What was written down. */
  readonly text: string | null;
}

/** Recordings that Twilio spoke of in a call's requests and callbacks, in the order they were made. */
export function recordingsOf({ steps, callbacks, results }: CallView): CallRecording[] {
  const found = new Map<string, CallRecording>();
  const told = [...steps.map(({ at, parameters }) => ({ at, parameters, block: null })), ...callbacks];
  for (const { parameters, block } of told.sort((a, b) => a.at - b.at)) {
    const sid = parameters.RecordingSid;
    if (!sid) continue;
    const known = found.get(sid);
    found.set(sid, {
      sid,
      block: block ?? known?.block ?? blockOf(results, sid),
      duration: secondsOf(parameters.RecordingDuration) ?? known?.duration ?? null,
      status: parameters.RecordingStatus ?? known?.status ?? '',
      text: parameters.TranscriptionText ?? known?.text ?? null,
    });
  }
  return [...found.values()];
}

function blockOf(results: CallView['results'], sid: string): string | null {
  return Object.entries(results).find(([, learnt]) => learnt.RecordingSid === sid)?.[0] ?? null;
}

function secondsOf(text: string | undefined): number | undefined {
  return text && /^\d+$/.test(text) ? Number(text) : undefined;
}
