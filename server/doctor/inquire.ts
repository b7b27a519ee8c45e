import { reasonOf } from './finding.ts';

/** Twilio's no, or no answer from Twilio. */
export interface Refused {
  readonly ok: false;
  /** HTTP status; undefined where nothing was answered. */
  readonly status: number | undefined;
  /** Twilio's error code. */
  readonly code: number | undefined;
  /** For a sentence. */
  readonly seen: string;
}

/** Asks Twilio's API and gives a refusal back as a value: the doctor judges what others report. */
export async function inquire<T>(
  question: () => Promise<T>,
): Promise<{ readonly ok: true; readonly value: T } | Refused> {
  try {
    return { ok: true, value: await question() };
  } catch (error) {
    const { status, code } = (error ?? {}) as { status?: unknown; code?: unknown };
    const refused = { ok: false, status: numberOf(status), code: numberOf(code) } as const;
    if (refused.status === undefined)
      return { ...refused, seen: `no answer (${typeof code === 'string' ? code : reasonOf(error)})` };
    const detail = refused.code === undefined ? '' : `, error ${refused.code}`;
    return { ...refused, seen: `it answered ${refused.status}${detail}` };
  }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
