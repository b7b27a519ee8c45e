import { createStore } from 'zustand/vanilla';

export type Theme = 'system' | 'light' | 'dark';

export type DrawerTab = 'twiml' | 'problems' | 'transcript' | 'texts' | 'tests' | 'calls' | 'versions' | 'import';

/** How the designer is arranged: nothing here belongs to the flow. */
export interface UiState {
  readonly theme: Theme;
  readonly drawer: { readonly open: boolean; readonly tab: DrawerTab; readonly height: number };
  readonly paletteOpen: boolean;
  readonly inspectorOpen: boolean;
  /** Block under the pointer, on the canvas or on a line of TwiML. */
  readonly hovered: string | null;
  /** The latest wish to bring a block into view; `count` tells two wishes for the same block apart. */
  readonly focus: { readonly block: string; readonly field?: string; readonly count: number } | null;
  /** A cell of the table of texts that somebody wants to write in, until the table has opened it. */
  readonly text: { readonly row: string; readonly language: string } | null;
  readonly dialog: 'publish' | 'shortcuts' | null;
  /** Table of the flow that is open to be edited. */
  readonly table: string | null;

  setTheme(theme: Theme): void;
  /** Opens the drawer at a tab; the open tab again closes it. */
  toggleDrawer(tab: DrawerTab): void;
  showDrawer(tab: DrawerTab): void;
  closeDrawer(): void;
  setDrawerHeight(height: number): void;
  setPaletteOpen(open: boolean): void;
  setInspectorOpen(open: boolean): void;
  hover(block: string | null): void;
  /** Brings a block into view, selects it and, if a field is named, puts the cursor there. */
  focusBlock(block: string, field?: string): void;
  /** Opens the table of texts with the cursor in a row, in a language; null once that is done. */
  showText(text: UiState['text']): void;
  showDialog(dialog: UiState['dialog']): void;
  openTable(name: string | null): void;
}

/** What is remembered from one visit to the next. */
type Kept = Pick<UiState, 'theme' | 'drawer' | 'paletteOpen' | 'inspectorOpen'>;

const KEY = 'patchcord.ui';
const DRAWER_LEAST = 120;
const DRAWER_MOST = 640;

/** A UI store that remembers its arrangement in `storage`. */
export function createUiStore(
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined,
  onFocus: (block: string) => void,
) {
  const store = createStore<UiState>()((set, get) => ({
    ...remembered(storage),
    hovered: null,
    focus: null,
    text: null,
    dialog: null,
    table: null,
    setTheme: (theme) => set({ theme }),
    toggleDrawer: (tab) => {
      const { drawer } = get();
      set({ drawer: { ...drawer, tab, open: !(drawer.open && drawer.tab === tab) } });
    },
    showDrawer: (tab) => set({ drawer: { ...get().drawer, tab, open: true } }),
    closeDrawer: () => set({ drawer: { ...get().drawer, open: false } }),
    setDrawerHeight: (height) =>
      set({ drawer: { ...get().drawer, height: Math.round(Math.min(DRAWER_MOST, Math.max(DRAWER_LEAST, height))) } }),
    setPaletteOpen: (paletteOpen) => set({ paletteOpen }),
    setInspectorOpen: (inspectorOpen) => set({ inspectorOpen }),
    hover: (hovered) => {
      if (get().hovered !== hovered) set({ hovered });
    },
    focusBlock: (block, field) => {
      onFocus(block);
      const count = (get().focus?.count ?? 0) + 1;
      set({ focus: field === undefined ? { block, count } : { block, field, count }, inspectorOpen: true });
    },
    showText: (text) => {
      if (text) get().showDrawer('texts');
      set({ text });
    },
    showDialog: (dialog) => set({ dialog }),
    openTable: (table) => set({ table }),
  }));
  store.subscribe((state, before) => {
    const { theme, drawer, paletteOpen, inspectorOpen } = state;
    if (kept.some((key) => state[key] !== before[key])) write(storage, { theme, drawer, paletteOpen, inspectorOpen });
  });
  return store;
}

const kept = ['theme', 'drawer', 'paletteOpen', 'inspectorOpen'] as const;

function remembered(storage: Pick<Storage, 'getItem'> | undefined): Kept {
  const standard: Kept = {
    theme: 'system',
    drawer: { open: true, tab: 'twiml', height: 230 },
    paletteOpen: true,
    inspectorOpen: true,
  };
  try {
    const stored = JSON.parse(storage?.getItem(KEY) ?? '{}') as Partial<Kept>;
    return { ...standard, ...stored, drawer: { ...standard.drawer, ...stored.drawer } };
  } catch {
    return standard;
  }
}

function write(storage: Pick<Storage, 'setItem'> | undefined, state: Kept): void {
  try {
    storage?.setItem(KEY, JSON.stringify(state));
  } catch {
    // A full or forbidden storage costs the memory of the arrangement, nothing else.
  }
}
