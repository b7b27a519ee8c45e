import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { EnvironmentsView } from '../../shared/api/environments.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import { environmentsApi } from '../api/environments.ts';
import { useSubmit } from '../state/use-submit.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';

interface EnvironmentListProps {
  readonly names: readonly string[];
  readonly onChange: (view: EnvironmentsView) => void;
}

/** The environments there are; adds one and removes one. */
export function EnvironmentList({ names, onChange }: EnvironmentListProps) {
  const [adding, setAdding] = useState(false);
  const [doomed, setDoomed] = useState<string>();
  return (
    <section className="environment-list" aria-label="Environments">
      <ul>
        {names.map((name) => (
          <li key={name} className={name === LIVE ? 'is-live' : undefined}>
            <span>{name}</span>
            {name !== LIVE && (
              <button
                type="button"
                className="icon-button"
                aria-label={`Remove environment ${name}`}
                onClick={() => setDoomed(name)}
              >
                <X size={14} aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {adding ? (
        <NewEnvironment onChange={onChange} onClose={() => setAdding(false)} />
      ) : (
        <button type="button" className="plain-button is-small" onClick={() => setAdding(true)}>
          <Plus size={14} aria-hidden="true" /> Environment
        </button>
      )}
      {doomed !== undefined && (
        <RemoveEnvironment name={doomed} onChange={onChange} onClose={() => setDoomed(undefined)} />
      )}
    </section>
  );
}

interface PartProps {
  readonly onChange: (view: EnvironmentsView) => void;
  readonly onClose: () => void;
}

function NewEnvironment({ onChange, onClose }: PartProps) {
  const [name, setName] = useState('');
  const { busy, said, submit } = useSubmit();
  const add = (event: FormEvent): void => {
    event.preventDefault();
    void submit(async () => {
      onChange(await environmentsApi.add(name.trim()));
      onClose();
      return '';
    });
  };
  return (
    <form className="environment-new" onSubmit={add}>
      <input
        className="control"
        aria-label="Name of the environment"
        placeholder="staging"
        aria-invalid={said?.failed}
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <button type="submit" className="main-button is-small" disabled={busy || name.trim() === ''}>
        Add
      </button>
      <button type="button" className="plain-button is-small" onClick={onClose}>
        Cancel
      </button>
      {said?.failed && (
        <p className="environments-line is-error" role="alert">
          {said.text}
        </p>
      )}
    </form>
  );
}

function RemoveEnvironment({ name, onChange, onClose }: PartProps & { readonly name: string }) {
  const { busy, said, submit } = useSubmit();
  const remove = () =>
    submit(async () => {
      onChange(await environmentsApi.remove(name));
      onClose();
      return '';
    });
  return (
    <Dialog title={`Remove the environment ${name}?`} open onClose={() => !busy && onClose()}>
      <p className="environments-line">Its values and secrets go with it. Bindings and other environments stay.</p>
      {said?.failed && (
        <p className="environments-line is-error" role="alert">
          {said.text}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="plain-button" disabled={busy} onClick={onClose}>
          Keep
        </button>
        <button type="button" className="main-button is-destructive" disabled={busy} onClick={() => void remove()}>
          Remove
        </button>
      </div>
    </Dialog>
  );
}
