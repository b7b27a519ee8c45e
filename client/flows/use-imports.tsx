import { type ReactNode, useState } from 'react';
import type { StudioSource } from '../../shared/import/studio/import-many.ts';
import { goTo } from '../state/route.ts';
import { makeFlow, readFiles } from './files.ts';
import { ImportDialog, type ImportSource } from './ImportDialog.tsx';
import { StudioDialog } from './StudioDialog.tsx';

/** Ways to get a flow out of a document, and the dialogs that they open. */
export interface Imports {
  /** Takes files that were chosen or dropped: each kind of document its own way, always as new flows. */
  readonly take: (files: readonly File[]) => Promise<void>;
  /** Opens the dialog that TwiML is pasted into. */
  readonly pasteTwiml: () => void;
  /** Opens the dialog that flows of Studio are pasted into. */
  readonly pasteStudio: () => void;
  /** Whether one of the dialogs is open. */
  readonly open: boolean;
  /** Why files were not taken; null where nothing is wrong. */
  readonly trouble: string | null;
  readonly setTrouble: (trouble: string | null) => void;
  /** To be drawn once on the page. */
  readonly dialogs: ReactNode;
}

/** Imports as new flows, for whichever page takes files. */
export function useImports(): Imports {
  const [twiml, setTwiml] = useState<ImportSource>();
  const [studio, setStudio] = useState<readonly StudioSource[]>();
  const [trouble, setTrouble] = useState<string | null>(null);
  const show = (open: { readonly twiml?: ImportSource; readonly studio?: readonly StudioSource[] }): void => {
    setTwiml(open.twiml);
    setStudio(open.studio);
  };
  const take = async (files: readonly File[]): Promise<void> => {
    setTrouble(null);
    try {
      const chosen = await readFiles(files);
      if (chosen.kind === 'studio') show({ studio: chosen.sources });
      else if (chosen.kind === 'twiml') show({ twiml: chosen });
      else {
        show({});
        if (chosen.kind === 'none') setTrouble(chosen.reason);
        else goTo({ page: 'designer', flow: await makeFlow(chosen) });
      }
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  return {
    take,
    pasteTwiml: () => show({ twiml: { xml: '', name: '' } }),
    pasteStudio: () => show({ studio: [] }),
    open: twiml !== undefined || studio !== undefined,
    trouble,
    setTrouble,
    dialogs: (
      <>
        <ImportDialog source={twiml} onClose={() => setTwiml(undefined)} />
        <StudioDialog sources={studio} onClose={() => setStudio(undefined)} />
      </>
    ),
  };
}
