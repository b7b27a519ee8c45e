import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StaleDraft } from '../../shared/api/flows.ts';
import type { FlowChange } from '../../shared/flow/diff.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { ApiFailure } from '../api/request.ts';
import { type Backups, dropBackup, forgetSent, keepBackup, noteSent, wasSent } from './backup.ts';
import type { DocumentStore } from './document.ts';

/** Whether what is on the canvas is on the server, and if not, why. */
export type SavingState =
  /** `at` is null until something was saved on this visit. */
  | { readonly phase: 'saved'; readonly at: number | null }
  | { readonly phase: 'waiting' | 'saving' }
  | { readonly phase: 'offline'; readonly message: string }
  | { readonly phase: 'refused' | 'signed-out'; readonly message: string }
  | {
      readonly phase: 'conflict';
      readonly theirs: { readonly revision: number; readonly document: FlowDocument };
      /** What the stored draft has that ours has not. */
      readonly changes: readonly FlowChange[];
    };

/** Saves the draft by itself. */
export interface Saving {
  readonly store: StoreApi<SavingState>;
  /** Saves at once instead of after the pause; resolves when nothing is left to save or saving failed. */
  flush(): Promise<void>;
  /** After a conflict: saves ours over theirs. Theirs stays reachable through undo. */
  keepMine(): Promise<void>;
  /** After a conflict: puts theirs on the canvas. Ours stays reachable through undo. */
  takeTheirs(): void;
  /** True while something on the canvas is not on the server. */
  pending(): boolean;
  /** Stops watching the document. */
  stop(): void;
}

export interface SavingParts {
  readonly documents: DocumentStore;
  readonly save: (
    id: string,
    document: FlowDocument,
    revision: number,
  ) => Promise<{ revision: number; updatedAt: number }>;
  readonly backups?: Backups;
  readonly now?: () => number;
  readonly pauseMs?: number;
  readonly retryMs?: readonly number[];
}

const PAUSE_MS = 700;
const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000] as const;

/** Watches a document store and saves what changes in it. */
export function createSaving(parts: SavingParts): Saving {
  const saver = new Saver(parts);
  return {
    store: saver.store,
    flush: () => saver.flush(),
    keepMine: () => saver.keepMine(),
    takeTheirs: () => saver.takeTheirs(),
    pending: () => saver.pending(),
    stop: () => saver.stop(),
  };
}

class Saver {
  readonly store: StoreApi<SavingState>;
  private readonly now: () => number;
  private readonly unsubscribe: () => void;
  /** The document the server has. */
  private stored: FlowDocument;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private failures = 0;

  constructor(private readonly parts: SavingParts) {
    this.now = parts.now ?? Date.now;
    this.store = createStore<SavingState>()(() => ({ phase: 'saved', at: null }));
    this.stored = parts.documents.getState().document;
    this.unsubscribe = parts.documents.subscribe((state, before) => {
      if (state.opened !== before.opened) this.begin();
      else if (state.document !== before.document) this.changed();
    });
  }

  pending(): boolean {
    const { flowId, document } = this.parts.documents.getState();
    return flowId !== null && document !== this.stored;
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    if (this.pending() && this.store.getState().phase !== 'conflict') await this.save();
  }

  async keepMine(): Promise<void> {
    const state = this.store.getState();
    if (state.phase !== 'conflict') return;
    const { document, restore, setRevision } = this.parts.documents.getState();
    // Theirs becomes a step to go back to, while the conflict still keeps it from being saved.
    restore(state.theirs.document);
    restore(document);
    setRevision(state.theirs.revision);
    this.set({ phase: 'waiting' });
    await this.save();
  }

  takeTheirs(): void {
    const state = this.store.getState();
    if (state.phase !== 'conflict') return;
    this.parts.documents.getState().setRevision(state.theirs.revision);
    this.stored = state.theirs.document;
    this.parts.documents.getState().restore(state.theirs.document);
    this.settled(this.now());
  }

  stop(): void {
    clearTimeout(this.timer);
    this.unsubscribe();
  }

  private begin(): void {
    clearTimeout(this.timer);
    this.failures = 0;
    this.stored = this.parts.documents.getState().document;
    this.set({ phase: 'saved', at: null });
  }

  private changed(): void {
    const { flowId, document, revision } = this.parts.documents.getState();
    if (flowId === null) return;
    const { phase } = this.store.getState();
    if (!this.pending()) {
      if (phase === 'waiting') this.settled(this.now());
      return;
    }
    keepBackup(this.parts.backups, flowId, revision, document);
    if (phase === 'conflict' || phase === 'signed-out') return;
    if (phase !== 'offline' && phase !== 'saving') this.set({ phase: 'waiting' });
    if (phase !== 'offline') this.later(this.parts.pauseMs ?? PAUSE_MS);
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  private save(): Promise<void> {
    this.running ??= this.attempt().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async attempt(): Promise<void> {
    const { flowId, document, revision } = this.parts.documents.getState();
    if (flowId === null) return;
    this.set({ phase: 'saving' });
    noteSent(this.parts.backups, flowId, document);
    try {
      const saved = await this.parts.save(flowId, document, revision);
      if (this.parts.documents.getState().flowId !== flowId) return;
      forgetSent(this.parts.backups, flowId);
      this.failures = 0;
      this.stored = document;
      this.parts.documents.getState().setRevision(saved.revision);
      if (this.pending()) this.goOn();
      else this.settled(saved.updatedAt);
    } catch (error) {
      if (this.parts.documents.getState().flowId === flowId) this.failed(error);
    }
  }

  private goOn(): void {
    this.set({ phase: 'waiting' });
    this.later(this.parts.pauseMs ?? PAUSE_MS);
  }

  private failed(error: unknown): void {
    if (!(error instanceof ApiFailure)) throw error;
    if (error.status === 412) {
      this.stale(error.body as StaleDraft);
    } else if (error.status === 401) {
      this.set({ phase: 'signed-out', message: error.message });
    } else if (error.status >= 400 && error.status < 500 && error.status !== 429) {
      const [first] = error.problems;
      this.set({
        phase: 'refused',
        message: first ? `${error.message} ${first.path}: ${first.message}` : error.message,
      });
    } else {
      const waits = this.parts.retryMs ?? RETRY_MS;
      this.set({ phase: 'offline', message: error.message });
      this.later(waits[Math.min(this.failures, waits.length - 1)] ?? PAUSE_MS);
      this.failures += 1;
    }
  }

  /** What the server has instead is another's work, or our own whose answer got lost: then ours goes on from there. */
  private stale({ current, changes }: StaleDraft): void {
    const { flowId, setRevision } = this.parts.documents.getState();
    if (flowId === null || !wasSent(this.parts.backups, flowId, current.document)) {
      this.set({ phase: 'conflict', theirs: current, changes });
      return;
    }
    forgetSent(this.parts.backups, flowId);
    setRevision(current.revision);
    this.goOn();
  }

  private settled(at: number): void {
    const { flowId } = this.parts.documents.getState();
    if (flowId !== null) dropBackup(this.parts.backups, flowId);
    this.set({ phase: 'saved', at });
  }

  private set(state: SavingState): void {
    this.store.setState(state, true);
  }
}
