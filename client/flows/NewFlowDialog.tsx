import { FilePlus, LayoutTemplate } from 'lucide-react';
import { useState } from 'react';
import { flowsApi } from '../api/flows.ts';
import { goTo } from '../state/route.ts';
import { useSetup } from '../state/setup.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';

/** A new flow: empty, or from a template. */
export function NewFlowDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { setup, error: setupError } = useSetup();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const make = async (template?: string) => {
    setBusy(true);
    setError(null);
    try {
      const named = name.trim() === '' ? {} : { name: name.trim() };
      const flow = await flowsApi.create(template === undefined ? named : { ...named, template });
      onClose();
      goTo({ page: 'designer', flow: flow.id });
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title="New flow" open={open} onClose={onClose} wide>
      <label className="new-name">
        <span>Name</span>
        <input
          className="control"
          value={name}
          maxLength={120}
          placeholder="As the template"
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {(error ?? setupError) && (
        <p className="flows-trouble" role="alert">
          {error ?? setupError}
        </p>
      )}
      <div className="templates">
        <button type="button" className="template" disabled={busy} onClick={() => void make()}>
          <FilePlus size={18} aria-hidden="true" />
          <strong>Empty flow</strong>
          <span>Only the place where a call comes in.</span>
        </button>
        {setup?.templates.map(({ id, title, about }) => (
          <button key={id} type="button" className="template" disabled={busy} onClick={() => void make(id)}>
            <LayoutTemplate size={18} aria-hidden="true" />
            <strong>{title}</strong>
            <span>{about}</span>
          </button>
        ))}
      </div>
    </Dialog>
  );
}
