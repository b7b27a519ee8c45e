import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../state/document.ts';
import { BlockInspector } from './BlockInspector.tsx';
import { FlowInspector } from './FlowInspector.tsx';
import { ManySelected } from './ManySelected.tsx';
import '../ui/forms.css';
import './inspector.css';
import './widgets/choosing.css';
import './widgets/lists.css';
import './widgets/prompts.css';
import './widgets/rows.css';
import './widgets/nouns.css';

/** The panel at the right: the selected block, several blocks, or the flow itself. */
export function Inspector() {
  const selection = useStore(documentStore, (state) => state.selection);
  const opened = useStore(documentStore, (state) => state.opened);
  const top = useTop([opened, ...selection].join());
  return (
    <div ref={top}>
      <Shown selection={selection} />
    </div>
  );
}

function Shown({ selection }: { readonly selection: readonly string[] }) {
  const [only] = selection;
  if (selection.length > 1) return <ManySelected ids={selection} />;
  if (only === undefined) return <FlowInspector />;
  // A fresh form per block: what is half typed in one must never be saved to another.
  return <BlockInspector key={only} id={only} />;
}

/**
 * Begins at the top whenever something else is shown, however far what was there before was scrolled.
 *
 * @param shown names what is shown
 * @returns for the element that holds it
 */
function useTop(shown: string): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useLayoutEffect(() => {
    const panel = root.current?.closest('.inspector-panel, .sheet-body');
    if (panel) panel.scrollTop = 0;
  }, [shown]);
  return root;
}
