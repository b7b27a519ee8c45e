import { useStore } from 'zustand';
import { useDocument } from '../state/hooks.ts';
import { importGroups } from '../state/import-groups.ts';
import { imported, uiStore } from '../state/index.ts';
import { NoteGroups } from '../ui/controls/NoteGroups.tsx';
import './imported.css';

/** What is left to look at after an import from Twilio Studio; each line leads to its block. */
export function ImportedPanel() {
  const flow = useDocument((state) => state.flowId) ?? '';
  const report = useStore(imported.store, ({ reports }) => reports[flow]);
  const blocks = useDocument((state) => state.document.blocks);
  const left = (report ?? []).filter(({ block }) => Object.hasOwn(blocks, block));
  if (left.length === 0) return <p className="panel-empty">Nothing is left to look at from an import.</p>;
  return (
    <section className="imported" aria-label="Import from Studio">
      <NoteGroups groups={importGroups(left, (block) => uiStore.getState().focusBlock(block))} />
      <button type="button" className="plain-button is-small imported-done" onClick={() => done(flow)}>
        All seen to, hide this
      </button>
    </section>
  );
}

function done(flow: string): void {
  imported.dismiss(flow);
  uiStore.getState().showDrawer('problems');
}
