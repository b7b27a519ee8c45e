import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiFailure } from '../../client/api/request.ts';
import { type Backups, readBackup } from '../../client/state/backup.ts';
import { createDocumentStore } from '../../client/state/document.ts';
import { createSaving, type SavingParts } from '../../client/state/saving.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';

const empty: FlowDocument = {
  version: 1,
  name: 'Test',
  settings: {},
  variables: {},
  blocks: {},
  layout: {},
  tests: [],
};

function setUp(save: SavingParts['save']) {
  const kept = new Map<string, string>();
  const backups: Backups = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  const documents = createDocumentStore();
  const saving = createSaving({ documents, save, backups });
  documents.getState().open('test', 4, empty);
  return { documents, saving, backups };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('saving by itself', () => {
  it('saves once after a pause, under the revision it goes back to, and goes on with the new one', async () => {
    const save = vi.fn(async (_id: string, _document: FlowDocument, revision: number) => ({
      revision: revision + 1,
      updatedAt: 99,
    }));
    const { documents, saving } = setUp(save);
    documents.getState().renameFlow('A');
    documents.getState().renameFlow('AB');
    expect(saving.pending()).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(save.mock.calls.map(([id, document, revision]) => [id, document.name, revision])).toEqual([
      ['test', 'AB', 4],
    ]);
    expect(saving.store.getState()).toEqual({ phase: 'saved', at: 99 });
    documents.getState().renameFlow('ABC');
    await vi.advanceTimersByTimeAsync(1000);
    expect(save.mock.lastCall?.[2]).toBe(5);
    expect(saving.pending()).toBe(false);
  });

  it('keeps a draft the server cannot take in the browser and tries again until it can', async () => {
    let online = false;
    const { documents, saving, backups } = setUp(async (_id, _document, revision) => {
      if (!online) throw new ApiFailure(0, 'unreachable', 'The server does not answer.');
      return { revision: revision + 1, updatedAt: 1 };
    });
    documents.getState().renameFlow('Kept');
    await vi.advanceTimersByTimeAsync(1500);
    expect(saving.store.getState().phase).toBe('offline');
    expect(readBackup(backups, 'test')?.document.name).toBe('Kept');
    online = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saving.store.getState().phase).toBe('saved');
    expect(readBackup(backups, 'test')).toBeUndefined();
  });

  it.each(['the connection', 'the page'])(
    'goes on from its own draft where the answer got lost with %s',
    async (lost) => {
      let stored = { revision: 4, document: empty };
      let losing = true;
      const save: SavingParts['save'] = async (_id, document, revision) => {
        if (revision !== stored.revision)
          throw new ApiFailure(412, 'stale', 'Stale.', [], { current: stored, changes: [] });
        stored = { revision: revision + 1, document: structuredClone(document) };
        if (losing) throw new ApiFailure(0, 'unreachable', 'The server does not answer.');
        return { revision: stored.revision, updatedAt: 1 };
      };
      const first = setUp(save);
      first.documents.getState().renameFlow('Sent');
      await vi.advanceTimersByTimeAsync(1000);
      losing = false;
      let { documents, saving } = first;
      if (lost === 'the page') {
        saving.stop();
        documents = createDocumentStore();
        saving = createSaving({ documents, save, backups: first.backups });
        documents.getState().open('test', 4, empty);
      }
      documents.getState().renameFlow('Sent, and more');
      await vi.advanceTimersByTimeAsync(5000);
      expect(saving.store.getState().phase).toBe('saved');
      expect(stored).toMatchObject({ revision: 6, document: { name: 'Sent, and more' } });
    },
  );

  it('shows a conflict instead of overwriting, and either choice loses nothing', async () => {
    const theirs = { ...empty, name: 'Theirs' };
    const refuse = async (_id: string, _document: FlowDocument, revision: number) => {
      if (revision >= 9) return { revision: revision + 1, updatedAt: 1 };
      throw new ApiFailure(412, 'stale', 'Somebody else saved first.', [], {
        current: { revision: 9, document: theirs },
        changes: [],
      });
    };
    const mine = setUp(refuse);
    mine.documents.getState().renameFlow('Mine');
    await vi.advanceTimersByTimeAsync(1000);
    expect(mine.saving.store.getState().phase).toBe('conflict');
    await mine.saving.keepMine();
    expect(mine.saving.store.getState().phase).toBe('saved');
    expect(mine.documents.getState()).toMatchObject({ revision: 10, document: { name: 'Mine' } });
    mine.documents.getState().undo();
    expect(mine.documents.getState().document).toBe(theirs);
    mine.documents.getState().redo();
    expect(mine.documents.getState().document.name).toBe('Mine');

    const other = setUp(refuse);
    other.documents.getState().renameFlow('Mine');
    await vi.advanceTimersByTimeAsync(1000);
    other.saving.takeTheirs();
    expect(other.documents.getState().document).toBe(theirs);
    expect(other.saving.pending()).toBe(false);
    other.documents.getState().undo();
    expect(other.documents.getState().document.name).toBe('Mine');
  });
});
