import type { Logger } from 'pino';

/** Waits between tries: the first soon, then ever longer. */
const FIRST_MS = 5_000;
const LAST_MS = 5 * 60_000;

/** Takes up again what a killed process, or a Twilio that did not answer, left open. */
export interface Recovery {
  start(): void;
  /** Resolves when nothing of it touches the store any more. */
  stop(): Promise<void>;
  /** Something may have been left open just now. */
  wake(): void;
}

/**
 * @param tryAll takes up whatever is open, one thing after the other until the signal comes; gives how many still are, and rejects
 * with what kept it from trying
 */
export function createRecovery(tryAll: (stopping: AbortSignal) => Promise<number>, log: Logger): Recovery {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  /** When the timer is up; none runs while it never is. */
  let due = Number.POSITIVE_INFINITY;
  let wait = FIRST_MS;
  /** What runs, and behind it what is to run: never two at once. */
  let chain: Promise<void> = Promise.resolve();

  const later = (ms: number) => {
    const at = performance.now() + ms;
    if (stopping.signal.aborted || due <= at) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      chain = chain.then(once);
    }, ms);
    timer.unref();
  };
  const once = async () => {
    if (stopping.signal.aborted) return;
    const next = wait;
    wait = Math.min(next * 2, LAST_MS);
    let left = 1;
    try {
      left = await tryAll(stopping.signal);
    } catch (error) {
      log.warn({ err: error }, 'What was under way with numbers could not be taken up; it is tried again.');
    }
    if (left > 0) later(Math.min(next, wait));
  };

  return {
    start: () => later(0),
    wake() {
      wait = FIRST_MS;
      later(wait);
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await chain;
    },
  };
}
