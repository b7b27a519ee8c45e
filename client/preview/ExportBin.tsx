import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { documentStore } from '../state/document.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { saveFile } from '../ui/save-file.ts';

/** Saves the flow as one document for a TwiML Bin, or says which blocks need this server. */
export function ExportBin() {
  const [reasons, setReasons] = useState<readonly string[]>([]);
  const save = async (): Promise<void> => {
    const { document: flow, flowId } = documentStore.getState();
    const { exportTwiml } = await import('../../shared/export/export-twiml.ts');
    const result = exportTwiml(flow);
    if (result.ok) saveFile(`${flowId ?? 'flow'}.xml`, 'text/xml', result.xml);
    else setReasons(result.reasons.map(({ message }) => message));
  };
  return (
    <>
      <button
        type="button"
        className="plain-button is-small"
        title="Save as a document for a TwiML Bin"
        onClick={() => void save()}
      >
        <FileDown size={14} aria-hidden="true" /> TwiML Bin
      </button>
      <Dialog title="This flow is more than one document" open={reasons.length > 0} onClose={() => setReasons([])}>
        <p>A TwiML Bin gives every caller the same document. This flow cannot be one:</p>
        <ul className="export-reasons">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
