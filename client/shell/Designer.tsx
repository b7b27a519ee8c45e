import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import { type ReactNode, Suspense, useEffect } from 'react';
import { useDocument, useFlow, useNarrow, usePhone, useUi } from '../state/hooks.ts';
import { flowStore, saving, uiStore } from '../state/index.ts';
import { phoneStore } from '../state/phone.ts';
import { goTo } from '../state/route.ts';
import type { DrawerTab } from '../state/ui.ts';
import { Sheet } from '../ui/controls/Dialog.tsx';
import { PageState } from '../ui/controls/PageState.tsx';
import { SignedOut } from '../ui/controls/SignedOut.tsx';
import { Drawer, type DrawerRooms, DrawerTabs } from './Drawer.tsx';
import { SavingBanner } from './SavingBanner.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { TopBar } from './TopBar.tsx';

type Rooms = DrawerRooms &
  Readonly<Record<'palette' | 'canvas' | 'inspector' | 'publish' | 'table' | 'phone' | 'imports', ReactNode>>;

interface DesignerProps {
  readonly flow: string;
  /** Drawer tab the address asks for. */
  readonly tab?: DrawerTab | undefined;
  readonly rooms: Rooms;
}

/** The designer of one flow. */
export function Designer({ flow, tab, rooms }: DesignerProps) {
  const status = useFlow((state) => state.status);
  const id = useFlow((state) => state.id);
  const message = useFlow((state) => state.message);
  const name = useDocument((state) => state.document.name);
  useEffect(() => {
    void flowStore.getState().open(flow);
  }, [flow]);
  useEffect(() => {
    if (tab) uiStore.getState().showDrawer(tab);
  }, [tab]);
  useEffect(() => {
    document.title = name ? `${name} – Patchcord` : 'Patchcord';
  }, [name]);
  useUnloadGuard();
  useEffect(() => () => phoneStore.getState().leave(), []);
  if (status === 'signed-out') return <SignedOut />;
  if (status === 'missing' || status === 'failed')
    return <NotOpen missing={status === 'missing'} flow={flow} message={message} />;
  if (status !== 'open' || id !== flow) return <PageState busy title="Opening the flow" />;
  return <OpenDesigner rooms={rooms} />;
}

function OpenDesigner({ rooms }: { rooms: Rooms }) {
  const narrow = useNarrow();
  return (
    <div className={narrow ? 'designer is-narrow' : 'designer'}>
      <TopBar />
      <SavingBanner />
      {rooms.imports}
      {narrow ? <NarrowRooms rooms={rooms} /> : <WideRooms rooms={rooms} />}
      <Shortcuts />
      <Suspense fallback={null}>{rooms.publish}</Suspense>
      <Suspense fallback={null}>{rooms.table}</Suspense>
    </div>
  );
}

function WideRooms({ rooms }: { rooms: Rooms }) {
  const inspectorOpen = useUi((state) => state.inspectorOpen);
  const phoneOpen = usePhone((state) => state.open);
  return (
    <div className="designer-rooms">
      {rooms.palette}
      <div className="designer-middle">
        <div className={phoneOpen ? 'designer-stage has-phone' : 'designer-stage'}>
          <main className="designer-canvas">
            <Suspense fallback={null}>{rooms.canvas}</Suspense>
            <InspectorToggle open={inspectorOpen} />
          </main>
          {phoneOpen && (
            <aside className="phone-dock" aria-label="Phone">
              <Suspense fallback={null}>{rooms.phone}</Suspense>
            </aside>
          )}
        </div>
        <Drawer rooms={rooms} />
      </div>
      {inspectorOpen && (
        <aside className="inspector-panel" aria-label="Inspector">
          <Suspense fallback={null}>{rooms.inspector}</Suspense>
        </aside>
      )}
    </div>
  );
}

function InspectorToggle({ open }: { open: boolean }) {
  const words = open ? 'Hide the inspector' : 'Show the inspector';
  return (
    <button
      type="button"
      className="icon-button inspector-toggle"
      aria-label={words}
      title={words}
      onClick={() => uiStore.getState().setInspectorOpen(!open)}
    >
      {open ? <PanelRightClose size={16} aria-hidden="true" /> : <PanelRightOpen size={16} aria-hidden="true" />}
    </button>
  );
}

/** Small screens: the flow to look at, everything else as sheets over it. */
function NarrowRooms({ rooms }: { rooms: Rooms }) {
  const drawer = useUi((state) => state.drawer);
  const selected = useDocument((state) => state.selection.length === 1 && state.selection[0] !== undefined);
  const inspectorOpen = useUi((state) => state.inspectorOpen);
  const phoneOpen = usePhone((state) => state.open);
  const { closeDrawer, setInspectorOpen } = uiStore.getState();
  useEffect(() => {
    closeDrawer();
    setInspectorOpen(false);
  }, [closeDrawer, setInspectorOpen]);
  return (
    <>
      <main className="designer-canvas">
        <Suspense fallback={null}>{rooms.canvas}</Suspense>
      </main>
      <nav className="narrow-bar" aria-label="Details">
        <DrawerTabs open={drawer.open} tab={drawer.tab} />
      </nav>
      <Sheet title={TITLES[drawer.tab]} open={drawer.open} onClose={closeDrawer}>
        <Suspense fallback={null}>{rooms[drawer.tab]}</Suspense>
      </Sheet>
      <Sheet title="Block" open={inspectorOpen && selected} onClose={() => setInspectorOpen(false)}>
        <p className="read-only-note">To look at only. Open this flow on a wider screen to change it.</p>
        <fieldset className="read-only" disabled>
          <Suspense fallback={null}>{rooms.inspector}</Suspense>
        </fieldset>
      </Sheet>
      <Sheet title="Phone" open={phoneOpen} onClose={() => phoneStore.getState().setOpen(false)}>
        <Suspense fallback={null}>{rooms.phone}</Suspense>
      </Sheet>
    </>
  );
}

const TITLES: Readonly<Record<DrawerTab, string>> = {
  twiml: 'TwiML',
  problems: 'Problems',
  transcript: 'Transcript',
  texts: 'Texts',
  tests: 'Tests',
  calls: 'Calls',
  versions: 'Versions',
  import: 'Import',
};

function NotOpen({ missing, flow, message }: { missing: boolean; flow: string; message: string | null }) {
  const actions = (
    <>
      <button type="button" className="plain-button" onClick={() => goTo({ page: 'flows' })}>
        All flows
      </button>
      {!missing && (
        <button type="button" className="main-button" onClick={() => void flowStore.getState().open(flow)}>
          Try again
        </button>
      )}
    </>
  );
  return (
    <PageState title={missing ? 'There is no such flow' : 'The flow could not be opened'} actions={actions}>
      {missing ? `Nobody made a flow “${flow}”, or it was deleted.` : message}
    </PageState>
  );
}

/** Asks before a page with unsaved changes closes. */
function useUnloadGuard(): void {
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (!saving.pending()) return;
      void saving.flush();
      event.preventDefault();
    };
    const online = () => void saving.flush();
    window.addEventListener('beforeunload', guard);
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('beforeunload', guard);
      window.removeEventListener('online', online);
    };
  }, []);
}
