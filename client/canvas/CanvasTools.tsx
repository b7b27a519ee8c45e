import { Maximize, Minus, Plus, Workflow } from 'lucide-react';
import { useReactFlow } from 'reactflow';
import { documentStore } from '../state/document.ts';
import { useNarrow, useUndo } from '../state/hooks.ts';
import { UndoRedo } from '../ui/controls/UndoRedo.tsx';

const FIT = { padding: 0.14, maxZoom: 1, duration: 200 };

/** Zoom, fit, undo and arrange, at the canvas's lower left corner. */
export function CanvasTools() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const narrow = useNarrow();
  const history = useUndo();
  const { autoLayout } = documentStore.getState();
  return (
    <div className="canvas-tools" role="toolbar" aria-label="Canvas">
      <Tool label="Zoom out" onClick={() => void zoomOut()} icon={<Minus size={15} />} />
      <Tool label="Zoom in" onClick={() => void zoomIn()} icon={<Plus size={15} />} />
      <Tool label="Show the whole flow" shortcut="F" onClick={() => void fitView(FIT)} icon={<Maximize size={15} />} />
      {!narrow && (
        <>
          <span className="tools-line" />
          <UndoRedo {...history} keys />
          <span className="tools-line" />
          <Tool
            label="Arrange"
            onClick={() => void autoLayout().then(() => setTimeout(() => void fitView(FIT), 60))}
            icon={<Workflow size={15} />}
          />
        </>
      )}
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly shortcut?: string;
  readonly onClick: () => void;
  readonly icon: React.ReactNode;
}

function Tool({ label, shortcut, onClick, icon }: ToolProps) {
  const title = shortcut ? `${label} (${shortcut})` : label;
  return (
    <button type="button" className="icon-button" aria-label={label} title={title} onClick={onClick}>
      {icon}
    </button>
  );
}
