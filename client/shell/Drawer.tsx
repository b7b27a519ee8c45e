import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { useDocument, useProblems, useUi } from '../state/hooks.ts';
import { imported, uiStore } from '../state/index.ts';
import type { DrawerTab } from '../state/ui.ts';

const TABS: readonly { readonly tab: DrawerTab; readonly title: string }[] = [
  { tab: 'twiml', title: 'TwiML' },
  { tab: 'problems', title: 'Problems' },
  { tab: 'transcript', title: 'Transcript' },
  { tab: 'texts', title: 'Texts' },
  { tab: 'tests', title: 'Tests' },
  { tab: 'calls', title: 'Calls' },
  { tab: 'versions', title: 'Versions' },
  { tab: 'import', title: 'Import' },
];

export type DrawerRooms = Readonly<Record<DrawerTab, ReactNode>>;

/** The drawer below the canvas, as high as it was pulled. */
export function Drawer({ rooms }: { readonly rooms: DrawerRooms }) {
  const { open, tab: wanted, height } = useUi((state) => state.drawer);
  const tab = useTabs().some((one) => one.tab === wanted) ? wanted : 'problems';
  const { closeDrawer, showDrawer } = uiStore.getState();
  return (
    <section className="drawer" aria-label="Details" style={open ? { height } : undefined}>
      {open && <Grip height={height} />}
      <div className="drawer-head">
        <DrawerTabs open={open} tab={tab} />
        <button
          type="button"
          className="icon-button"
          aria-label={open ? 'Close the drawer' : 'Open the drawer'}
          onClick={() => (open ? closeDrawer() : showDrawer(tab))}
        >
          {open ? <ChevronDown size={16} aria-hidden="true" /> : <ChevronUp size={16} aria-hidden="true" />}
        </button>
      </div>
      {open && (
        <div className="drawer-body" role="tabpanel" aria-labelledby={`tab-${tab}`}>
          <Suspense fallback={null}>{rooms[tab]}</Suspense>
        </div>
      )}
    </section>
  );
}

/** The tabs of the drawer; arrow keys go from one to the next. */
export function DrawerTabs({ open, tab }: { readonly open: boolean; readonly tab: DrawerTab }) {
  const tabs = useTabs();
  const problems = useProblems((state) => state.problems.length);
  const tests = useDocument((state) => state.document.tests.length);
  const turn = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(tabs.findIndex((one) => one.tab === tab) + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    uiStore.getState().showDrawer(next.tab);
    document.getElementById(`tab-${next.tab}`)?.focus();
  };
  return (
    <div className="drawer-tabs" role="tablist" aria-label="Details" onKeyDown={turn}>
      {tabs.map((one) => (
        <button
          key={one.tab}
          id={`tab-${one.tab}`}
          type="button"
          role="tab"
          aria-selected={open && one.tab === tab}
          tabIndex={one.tab === tab ? 0 : -1}
          onClick={() => uiStore.getState().showDrawer(one.tab)}
        >
          {one.title}
          {one.tab === 'problems' && problems > 0 && <TabCount count={problems} />}
          {one.tab === 'tests' && tests > 0 && <TabCount count={tests} />}
        </button>
      ))}
    </div>
  );
}

/** The tab of an import is there as long as something of one is left to look at. */
function useTabs(): typeof TABS {
  const flow = useDocument((state) => state.flowId) ?? '';
  const report = useStore(imported.store, ({ reports }) => reports[flow]);
  useEffect(() => imported.load(flow), [flow]);
  return report ? TABS : TABS.filter(({ tab }) => tab !== 'import');
}

function TabCount({ count }: { count: number }) {
  return <span className="tab-count"> {count}</span>;
}

function Grip({ height }: { height: number }) {
  const { setDrawerHeight } = uiStore.getState();
  const pull = (event: PointerEvent<HTMLDivElement>) => {
    const from = event.clientY;
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    grip.onpointermove = (move) => setDrawerHeight(height + from - move.clientY);
    grip.onpointerup = () => {
      grip.onpointermove = null;
    };
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is no <hr>
    <div
      className="drawer-grip"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the drawer"
      title="Drag to change the height"
      aria-valuenow={height}
      tabIndex={0}
      onPointerDown={pull}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp') setDrawerHeight(height + 24);
        else if (event.key === 'ArrowDown') setDrawerHeight(height - 24);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
