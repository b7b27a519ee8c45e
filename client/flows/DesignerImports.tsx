import { X } from 'lucide-react';
import { saving } from '../state/index.ts';
import { FileDrop } from './FileDrop.tsx';
import { useImports } from './use-imports.tsx';
import './flows.css';

/** Files dropped on the designer become new flows, as on the list of flows; the open one is saved and stays as it is. */
export function DesignerImports() {
  const imports = useImports();
  const { open, trouble, setTrouble, dialogs } = imports;
  const take = async (files: readonly File[]): Promise<void> => {
    await saving.flush();
    await imports.take(files);
  };
  return (
    <>
      {trouble && (
        <div className="banner" role="alert">
          <p>{trouble}</p>
          <button type="button" className="icon-button" aria-label="Close" onClick={() => setTrouble(null)}>
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      )}
      <FileDrop imports={{ open, take }} />
      {dialogs}
    </>
  );
}
