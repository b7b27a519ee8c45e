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
  const [only] = selection;
  if (selection.length > 1) return <ManySelected ids={selection} />;
  if (only === undefined) return <FlowInspector />;
  // A fresh form per block: what is half typed in one must never be saved to another.
  return <BlockInspector key={only} id={only} />;
}
