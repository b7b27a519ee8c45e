import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Imports } from './use-imports.tsx';

/** Takes files dropped anywhere in the window, and says so while one is held over it. A dialog that is no import keeps them out. */
export function FileDrop({ imports }: { readonly imports: Pick<Imports, 'open' | 'take'> }) {
  const [over, setOver] = useState(false);
  const latest = useRef(imports);
  useEffect(() => {
    latest.current = imports;
  });
  useEffect(() => {
    const wanted = (event: DragEvent): boolean =>
      !event.defaultPrevented &&
      event.dataTransfer?.types.includes('Files') === true &&
      (latest.current.open || document.querySelector('[role=dialog]') === null);
    const drag = (event: DragEvent): void => {
      const takes = wanted(event);
      if (takes && event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(takes);
    };
    const leave = (event: DragEvent): void => {
      // Going from one element to another is told as leaving, too; only out of the window nothing comes next.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!wanted(event)) return;
      event.preventDefault();
      void latest.current.take([...(event.dataTransfer?.files ?? [])]);
    };
    // On the document: behind what takes files of its own, and before the window keeps the browser from opening them.
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, []);
  if (!over) return null;
  return (
    <div className="file-drop" role="status">
      <p>
        <FileUp size={20} aria-hidden="true" />
        <strong>Drop to import as a new flow</strong>
        <span>A flow of Patchcord, a flow of Twilio Studio, or TwiML</span>
      </p>
    </div>
  );
}
