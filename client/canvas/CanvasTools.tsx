import { Maximize, Minus, Plus, Redo2, Undo2, Workflow } from 'lucide-react';
import { useReactFlow } from 'reactflow';
import { useStore } from 'zustand';
import { documentStore } from '../state/document.ts';
import { useNarrow } from '../state/hooks.ts';

const FIT = { padding: 0.14, maxZoom: 1, duration: 200 };

/** Zoom, fit, undo and arrange, at the canvas's lower left corner. */
export function CanvasTools() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const narrow = useNarrow();
  const canUndo = useStore(documentStore.temporal, (state) => state.pastStates.length > 0);
  const canRedo = useStore(documentStore.temporal, (state) => state.futureStates.length > 0);
  const { undo, redo, autoLayout } = documentStore.getState();
  return (
    <div className="canvas-tools" role="toolbar" aria-label="Canvas">
      <Tool label="Zoom out" onClick={() => void zoomOut()} icon={<Minus size={15} />} />
      <Tool label="Zoom in" onClick={() => void zoomIn()} icon={<Plus size={15} />} />
      <Tool label="Show the whole flow" shortcut="F" onClick={() => void fitView(FIT)} icon={<Maximize size={15} />} />
      {!narrow && (
        <>
          <span className="tools-line" />
          <Tool label="Undo" shortcut="Ctrl Z" disabled={!canUndo} onClick={undo} icon={<Undo2 size={15} />} />
          <Tool label="Redo" shortcut="Ctrl Y" disabled={!canRedo} onClick={redo} icon={<Redo2 size={15} />} />
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
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly icon: React.ReactNode;
}

function Tool({ label, shortcut, disabled, onClick, icon }: ToolProps) {
  const title = shortcut ? `${label} (${shortcut})` : label;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={title}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
    </button>
  );
}
