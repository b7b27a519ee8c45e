import { randomBytes } from 'node:crypto';
import type { SettingsStore } from '../../store/store.ts';

/** What this server made at Twilio for browser phones. It is written before anything is made there, so that nothing is made twice. */
export interface Memory {
  readonly account: string;
  /** Part of the names at Twilio: tells what is ours from what another installation made in the same account. */
  readonly tag: string;
  readonly application: KnownApplication | null;
}

export interface KnownApplication {
  readonly sid: string;
  /** Where it led when it was last looked at. */
  readonly voiceUrl: string;
}

/** Reads and keeps the memory. */
export interface MemoryShelf {
  /** Undefined while nothing was set up for this account. */
  read(account: string): Promise<Memory | undefined>;
  /** What is remembered, or a new intent, already kept. */
  begin(account: string): Promise<Memory>;
  keep(memory: Memory): Promise<void>;
  forget(): Promise<void>;
}

const ROW = 'softphone';

export function memoryShelf(store: SettingsStore): MemoryShelf {
  const read = async (account: string): Promise<Memory | undefined> => {
    const text = await store.get(ROW);
    const memory = text === undefined ? undefined : (JSON.parse(text) as Memory);
    return memory?.account === account ? memory : undefined;
  };
  const keep = (memory: Memory): Promise<void> => store.set(ROW, JSON.stringify(memory));
  return {
    read,
    keep,
    async begin(account) {
      const known = await read(account);
      if (known) return known;
      const memory: Memory = { account, tag: randomBytes(3).toString('hex'), application: null };
      await keep(memory);
      return memory;
    },
    forget: () => store.remove(ROW),
  };
}

/** Name of our key and our application at Twilio. */
export function nameOf({ tag }: Pick<Memory, 'tag'>): string {
  return `Patchcord softphone ${tag}`;
}
