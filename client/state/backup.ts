import type { FlowDocument } from '../../shared/flow/types.ts';

/** Where unsaved drafts are kept in this browser. */
export type Backups = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface Backup {
  readonly revision: number;
  readonly document: FlowDocument;
}

const WAIT_MS = 400;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Keeps an unsaved draft in the browser, a moment after the last change. */
export function keepBackup(backups: Backups | undefined, flow: string, revision: number, document: FlowDocument): void {
  if (!backups) return;
  clearTimeout(timers.get(flow));
  timers.set(
    flow,
    setTimeout(() => {
      try {
        backups.setItem(key(flow), JSON.stringify({ revision, document }));
      } catch {
        // The storage is full or forbidden: the draft still lives on the page, which asks before it closes.
      }
    }, WAIT_MS),
  );
}

/** Forgets the kept draft once the server has it. */
export function dropBackup(backups: Backups | undefined, flow: string): void {
  clearTimeout(timers.get(flow));
  try {
    backups?.removeItem(key(flow));
  } catch {
    // Nothing was kept where nothing can be removed.
  }
}

/** An unsaved draft from an earlier visit. */
export function readBackup(backups: Backups | undefined, flow: string): Backup | undefined {
  try {
    const text = backups?.getItem(key(flow));
    return text ? (JSON.parse(text) as Backup) : undefined;
  } catch {
    return undefined;
  }
}

function key(flow: string): string {
  return `patchcord.draft.${flow}`;
}
