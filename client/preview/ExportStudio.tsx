import { FileJson } from 'lucide-react';
import { useState } from 'react';
import type { ExportReason } from '../../shared/export/export-twiml.ts';
import { documentStore } from '../state/document.ts';
import { uiStore } from '../state/index.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { saveFile } from '../ui/save-file.ts';

/** Saves the flow as a definition of Twilio Studio, or says which blocks do what Studio cannot. */
export function ExportStudio() {
  const [reasons, setReasons] = useState<readonly ExportReason[]>([]);
  const [needs, setNeeds] = useState<readonly ExportReason[]>([]);
  const save = async (): Promise<void> => {
    const { document: flow, flowId } = documentStore.getState();
    const { exportStudio } = await import('../../shared/export/studio/export-studio.ts');
    const result = exportStudio(flow);
    if (!result.ok) return setReasons(result.reasons);
    const text = `${JSON.stringify(result.definition, null, 2)}\n`;
    saveFile(`${flowId ?? 'flow'}.studio.json`, 'application/json', text);
    setNeeds(result.needs);
  };
  return (
    <>
      <button
        type="button"
        className="plain-button is-small"
        title="Save as a flow of Twilio Studio"
        onClick={() => void save()}
      >
        <FileJson size={14} aria-hidden="true" /> Studio
      </button>
      <Dialog title="Studio cannot do all of this" open={reasons.length > 0} onClose={() => setReasons([])}>
        <p>The flow is exported once it only does what Twilio Studio can:</p>
        <Reasons reasons={reasons} leave={() => setReasons([])} />
      </Dialog>
      <Dialog title="Saved, but not complete" open={needs.length > 0} onClose={() => setNeeds([])}>
        <p>Before the flow runs in Studio, this is to be done in the file that was saved:</p>
        <Reasons reasons={needs} leave={() => setNeeds([])} />
      </Dialog>
    </>
  );
}

function Reasons({ reasons, leave }: { readonly reasons: readonly ExportReason[]; readonly leave: () => void }) {
  return (
    <ul className="export-reasons">
      {reasons.map((reason) => (
        <li key={reason.message}>
          <Reason reason={reason} leave={leave} />
        </li>
      ))}
    </ul>
  );
}

function Reason({ reason: { block, message }, leave }: { readonly reason: ExportReason; readonly leave: () => void }) {
  if (block === undefined) return message;
  const show = (): void => {
    leave();
    uiStore.getState().focusBlock(block);
  };
  return (
    <button type="button" className="export-reason" onClick={show}>
      {message}
    </button>
  );
}
