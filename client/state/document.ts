import { type TemporalState, temporal } from 'zundo';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { CallTest } from '../../shared/flow/call-test.ts';
import type { FlowDocument, FlowSettings, FlowTable, Json, VariableDeclaration } from '../../shared/flow/types.ts';
import { renameVariable } from '../../shared/variables/rename.ts';
import { copyBlocks, pasteBlocks } from './clipboard.ts';
import { type ExitRef, edits, type Point } from './edits.ts';
import { type LanguageEdits, languageEdits } from './language-edits.ts';
import { tableEdits } from './table-edits.ts';

/** The flow on the canvas, what is selected in it, and everything people do to it. Actions keep their identity for good. */
export interface DocumentState extends LanguageEdits {
  /** Id of the open flow, or null before one is open. */
  readonly flowId: string | null;
  /** Counts up with every opened flow, so that opening can be told from editing. */
  readonly opened: number;
  /** Revision of the stored draft this document goes back to. */
  readonly revision: number;
  readonly document: FlowDocument;
  /** Selected blocks; the last one is the one the inspector shows. */
  readonly selection: readonly string[];
  /** Selected cord, named by the exit it leaves. */
  readonly selectedEdge: ExitRef | null;

  /** Opens a flow: forgets the former one with its undo steps. */
  open(flowId: string, revision: number, document: FlowDocument): void;
  setRevision(revision: number): void;
  select(ids: readonly string[]): void;
  selectEdge(edge: ExitRef | null): void;
  selectAll(): void;

  /** Adds a block fresh from the palette, plugged into an exit if one is given, and selects it. @returns its id */
  place(type: string, at: Point, connectFrom?: ExitRef): string;
  connect(from: string, exit: string, to: string): void;
  disconnect(from: string, exit: string): void;
  /** Moves blocks; everything one call moves is one undo step. */
  move(positions: Readonly<Record<string, Point>>): void;
  rename(id: string, name: string): void;
  renameFlow(name: string): void;
  /** Writes props of a block; `undefined` removes one. Typing on in the same field is one undo step. */
  setProps(id: string, patch: Readonly<Record<string, Json | undefined>>): void;
  removeBlocks(ids: readonly string[]): void;
  /** Removes the selected cord, or the selected blocks. */
  removeSelection(): void;
  duplicate(ids: readonly string[]): void;
  /** The blocks as JSON text for the clipboard; empty when there are none. */
  copy(ids: readonly string[]): string;
  /** Adds blocks from clipboard text and selects them. @returns false if the text holds no blocks */
  paste(text: string, at?: Point): boolean;
  /** Lays all blocks out from left to right. */
  autoLayout(): Promise<void>;
  setSettings(patch: Partial<FlowSettings>): void;
  setVariables(variables: Readonly<Record<string, VariableDeclaration>>): void;
  /** Renames a variable and everywhere it is used, as one step. */
  renameVariable(from: string, to: string): void;
  /** Adds a table for blocks to look things up in. @returns its name */
  addTable(): string;
  /** Writes a table; with `typing`, writing on under the same key is one undo step. */
  setTable(name: string, table: FlowTable, typing?: string): void;
  /** Renames a table, and where blocks name it. */
  renameTable(from: string, to: string): void;
  /** Renames a column of a table, and where blocks name it. */
  renameColumn(table: string, from: string, to: string): void;
  removeTable(name: string): void;
  /** Replaces the tests that are kept with the flow, as one step. */
  setTests(tests: readonly CallTest[]): void;
  /** Replaces the whole document as one undoable step (going back to a version, taking another writer's draft). */
  restore(document: FlowDocument): void;
  /** Ends the current typing, so that the next edit is an undo step of its own. */
  rest(): void;
  undo(): void;
  redo(): void;
}

/** How long a pause in typing starts a new undo step. */
const TYPING_PAUSE_MS = 2000;
const UNDO_STEPS = 200;

/** The document store; its `temporal` store holds the undo steps. */
export type DocumentStore = StoreApi<DocumentState> & { readonly temporal: StoreApi<TemporalState<Tracked>> };

interface Tracked {
  readonly document: FlowDocument;
}

/** A document store of its own; the designer uses `documentStore`, tests make theirs. */
export function createDocumentStore(now: () => number = Date.now): DocumentStore {
  const history = () => store.temporal.getState();
  const store: DocumentStore = createStore<DocumentState>()(
    temporal((set, get) => ({ ...BLANK_STATE, ...selecting(set, get), ...editing(writer(set, get, history, now)) }), {
      partialize: ({ document }): Tracked => ({ document }),
      equality: (a, b) => a.document === b.document,
      limit: UNDO_STEPS,
    }),
  );
  return store;
}

const NO_IDS: readonly string[] = [];
const BLANK: FlowDocument = { version: 1, name: '', settings: {}, variables: {}, blocks: {}, layout: {}, tests: [] };
const BLANK_STATE = { flowId: null, opened: 0, revision: 0, document: BLANK, selection: NO_IDS, selectedEdge: null };

/** The open flow. */
export const documentStore: DocumentStore = createDocumentStore();

type Get = () => DocumentState;
type Write = (patch: Partial<DocumentState>) => void;
type History = () => TemporalState<Tracked>;

/** How edits reach the store: as a step of their own, or joined to the step before while somebody types on. */
interface Writer {
  readonly get: Get;
  readonly history: History;
  step(document: FlowDocument, patch?: Partial<DocumentState>): void;
  type(key: string, document: FlowDocument): void;
  /** Ends the current typing, so that the next edit is a step of its own. */
  rest(): void;
  put(patch: Partial<DocumentState>): void;
}

function writer(set: Write, get: Get, history: History, now: () => number): Writer {
  let typing: { key: string; at: number } | undefined;
  const put = (patch: Partial<DocumentState>) => set(patch.document ? { ...patch, ...pruned(patch, get()) } : patch);
  return {
    get,
    history,
    put,
    rest: () => {
      typing = undefined;
    },
    step: (document, patch = {}) => {
      typing = undefined;
      put({ document, ...patch });
    },
    type: (key, document) => {
      const goesOn = typing?.key === key && now() - typing.at < TYPING_PAUSE_MS;
      typing = { key, at: now() };
      if (goesOn) history().pause();
      put({ document });
      history().resume();
    },
  };
}

/** Selection without what the new document no longer has. */
function pruned(patch: Partial<DocumentState>, state: DocumentState): Partial<DocumentState> {
  const { blocks } = patch.document ?? state.document;
  const selection = patch.selection ?? state.selection;
  const edge = patch.selectedEdge === undefined ? state.selectedEdge : patch.selectedEdge;
  const kept = selection.every((id) => blocks[id]) ? selection : selection.filter((id) => blocks[id]);
  const cord = edge && blocks[edge.block]?.exits[edge.exit] !== undefined ? edge : null;
  return { selection: kept, selectedEdge: cord };
}

type Selecting = Pick<DocumentState, 'setRevision' | 'select' | 'selectEdge' | 'selectAll' | 'copy'>;

function selecting(set: Write, get: Get): Selecting {
  return {
    setRevision: (revision) => set({ revision }),
    select: (ids) => {
      const { selection, selectedEdge } = get();
      const unchanged = ids.length === selection.length && ids.every((id, index) => selection[index] === id);
      if (!unchanged || selectedEdge) set({ selection: ids.length === 0 ? NO_IDS : ids, selectedEdge: null });
    },
    selectEdge: (edge) => set({ selectedEdge: edge, selection: edge ? NO_IDS : get().selection }),
    selectAll: () => set({ selection: Object.keys(get().document.blocks), selectedEdge: null }),
    copy: (ids) => copyBlocks(get().document, ids),
  };
}

type Editing = Omit<DocumentState, keyof Selecting | keyof typeof BLANK_STATE>;

function editing(writer: Writer): Editing {
  return {
    ...opening(writer),
    ...wiring(writer),
    ...typingIn(writer),
    ...inLanguages(writer),
    ...tabling(writer),
    ...duplicating(writer),
  };
}

function opening({ get, history, put, rest, step }: Writer) {
  return {
    open: (flowId: string, revision: number, document: FlowDocument) => {
      rest();
      put({ flowId, opened: get().opened + 1, revision, document, selection: NO_IDS, selectedEdge: null });
      history().clear();
    },
    rest,
    restore: (document: FlowDocument) => step(document),
    setTests: (tests: readonly CallTest[]) => step({ ...get().document, tests }),
    autoLayout: async () => {
      const { arrange } = await import('./arrange.ts');
      const { document } = get();
      step(edits.move(document, arrange(document)));
    },
    undo: () => {
      rest();
      history().undo();
      put({ document: get().document });
    },
    redo: () => {
      rest();
      history().redo();
      put({ document: get().document });
    },
  };
}

function wiring({ get, step }: Writer) {
  return {
    place: (type: string, at: Point, connectFrom?: ExitRef) => {
      const { document, id } = edits.place(get().document, type, at, connectFrom);
      step(document, { selection: [id], selectedEdge: null });
      return id;
    },
    connect: (block: string, exit: string, to: string) => step(edits.connect(get().document, { block, exit }, to)),
    disconnect: (block: string, exit: string) => step(edits.disconnect(get().document, { block, exit })),
    move: (positions: Readonly<Record<string, Point>>) => step(edits.move(get().document, positions)),
    removeBlocks: (ids: readonly string[]) => step(edits.removeBlocks(get().document, ids)),
    removeSelection: () => {
      const { document, selection, selectedEdge } = get();
      if (selectedEdge) step(edits.disconnect(document, selectedEdge));
      else step(edits.removeBlocks(document, selection));
    },
  };
}

function typingIn({ get, step, type }: Writer) {
  return {
    rename: (id: string, name: string) => type(`name:${id}`, edits.rename(get().document, id, name)),
    renameFlow: (name: string) => type('flow', { ...get().document, name }),
    setProps: (id: string, patch: Readonly<Record<string, Json | undefined>>) =>
      type(`props:${id}:${Object.keys(patch).join()}`, edits.setProps(get().document, id, patch)),
    setSettings: (patch: Partial<FlowSettings>) => {
      const { document } = get();
      const kept = Object.entries({ ...document.settings, ...patch }).filter(([, value]) => value !== undefined);
      type(`settings:${Object.keys(patch).join()}`, { ...document, settings: Object.fromEntries(kept) });
    },
    setVariables: (variables: Readonly<Record<string, VariableDeclaration>>) =>
      type('variables', { ...get().document, variables }),
    renameVariable: (from: string, to: string) => step(renameVariable(get().document, blockTypes, from, to)),
  };
}

function inLanguages({ get, step, type }: Writer): LanguageEdits {
  return languageEdits({ document: () => get().document, step, type });
}

function tabling({ get, step, type }: Writer) {
  return {
    addTable: () => {
      const { document, name } = tableEdits.add(get().document);
      step(document);
      return name;
    },
    setTable: (name: string, table: FlowTable, typing?: string) => {
      const document = tableEdits.put(get().document, name, table);
      if (typing === undefined) step(document);
      else type(`table:${name}:${typing}`, document);
    },
    renameTable: (from: string, to: string) => step(tableEdits.rename(get().document, from, to)),
    renameColumn: (table: string, from: string, to: string) =>
      step(tableEdits.renameColumn(get().document, table, from, to)),
    removeTable: (name: string) => step(tableEdits.remove(get().document, name)),
  };
}

function duplicating({ get, step }: Writer) {
  const paste = (text: string, at?: Point): boolean => {
    const pasted = pasteBlocks(get().document, text, at);
    if (pasted) step(pasted.document, { selection: pasted.ids, selectedEdge: null });
    return pasted !== undefined;
  };
  return { paste, duplicate: (ids: readonly string[]) => void paste(get().copy(ids)) };
}
