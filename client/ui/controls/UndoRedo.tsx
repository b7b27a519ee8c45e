import { Redo2, Undo2 } from 'lucide-react';

interface UndoRedoProps {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Whether the keys do it, too. */
  readonly keys?: boolean;
}

/** The two buttons that take back what was done, and do it again. */
export function UndoRedo({ undo, redo, canUndo, canRedo, keys }: UndoRedoProps) {
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Undo"
        title={keys ? 'Undo (Ctrl Z)' : 'Undo'}
        disabled={!canUndo}
        onClick={undo}
      >
        <Undo2 size={15} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Redo"
        title={keys ? 'Redo (Ctrl Y)' : 'Redo'}
        disabled={!canRedo}
        onClick={redo}
      >
        <Redo2 size={15} aria-hidden="true" />
      </button>
    </>
  );
}
