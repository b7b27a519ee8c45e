import type { FlowDocument } from '../../shared/flow/types.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { fingerprint } from '../../shared/languages/fingerprint.ts';

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

/** Notes that a draft is on its way to the server, whose answer may get lost: with the connection, or with the page. */
export function noteSent(backups: Backups | undefined, flow: string, document: FlowDocument): void {
  try {
    const sent = [...sentOf(backups, flow), printOf(document)].slice(-MOST_SENT);
    backups?.setItem(sentKey(flow), JSON.stringify(sent));
  } catch {
    // Without the note a lost answer shows as a conflict, which loses nothing either.
  }
}

/** Whether what the server has is a draft that was sent from here since the server last answered. */
export function wasSent(backups: Backups | undefined, flow: string, document: FlowDocument): boolean {
  return sentOf(backups, flow).includes(printOf(document));
}

/** The server answered: what was sent before is no longer open. */
export function forgetSent(backups: Backups | undefined, flow: string): void {
  try {
    backups?.removeItem(sentKey(flow));
  } catch {
    // Nothing was noted where nothing can be removed.
  }
}

/** Drafts in a row whose answers may get lost. */
const MOST_SENT = 20;

function sentOf(backups: Backups | undefined, flow: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(backups?.getItem(sentKey(flow)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((print) => typeof print === 'string') : [];
  } catch {
    return [];
  }
}

/** The same for the same flow, also once the server has put it in order. */
function printOf(document: FlowDocument): string {
  return fingerprint(writeFlow(document));
}

function sentKey(flow: string): string {
  return `patchcord.sent.${flow}`;
}

function key(flow: string): string {
  return `patchcord.draft.${flow}`;
}
