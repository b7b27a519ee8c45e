import type { Logger } from 'pino';

/** Waits between tries: the first soon, then ever longer. */
const FIRST_MS = 5_000;
const LAST_MS = 5 * 60_000;

/** Takes up again what a killed process, or a Twilio that did not answer, left open. */
export interface Recovery {
  start(): void;
  /** Resolves when nothing of it touches the store any more. */
  stop(): Promise<void>;
  /** Something was left open just now. */
  wake(): void;
}

/**
 * @param tryAll takes up whatever is open; gives how many things still are, and rejects with what kept it from trying
 */
export function createRecovery(tryAll: () => Promise<number>, log: Logger): Recovery {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let wait = FIRST_MS;
  let running: Promise<void> = Promise.resolve();

  const later = (ms: number) => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = once();
    }, ms);
    timer.unref();
  };
  const once = async () => {
    let left = 1;
    try {
      left = await tryAll();
    } catch (error) {
      log.warn({ err: error }, 'What was under way with numbers could not be taken up; it is tried again.');
    }
    if (left === 0) {
      wait = FIRST_MS;
      return;
    }
    later(wait);
    wait = Math.min(wait * 2, LAST_MS);
  };

  return {
    start: () => later(0),
    wake: () => later(wait),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
