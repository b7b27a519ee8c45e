import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { BindingView, EnvironmentsView } from '../../shared/api/environments.ts';
import { type BindingKind, bindingPath } from '../../shared/flow/environments.ts';
import { environmentsApi } from '../api/environments.ts';
import { useSubmit } from '../state/use-submit.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { Users } from './Users.tsx';
import { ValueCell } from './ValueCell.tsx';

interface BindingItemProps {
  readonly binding: BindingView;
  readonly environments: readonly string[];
  readonly onChange: (view: EnvironmentsView) => void;
}

/** A binding with its value in each environment. */
export function BindingItem({ binding, environments, onChange }: BindingItemProps) {
  const { name, kind, about, usedBy } = binding;
  const [doomed, setDoomed] = useState(false);
  return (
    <li className="binding">
      <div className="binding-what">
        <h2>
          <code>{bindingPath(name, kind)}</code>
          <span className="binding-kind">{KIND_NAMES[kind]}</span>
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${name}`}
            title="Remove"
            onClick={() => setDoomed(true)}
          >
            <Trash2 size={15} aria-hidden="true" />
          </button>
        </h2>
        {about && <p>{about}</p>}
        <Users usedBy={usedBy} />
      </div>
      <div className="binding-values">
        {environments.map((environment) => (
          <ValueCell key={environment} binding={binding} environment={environment} onChange={onChange} />
        ))}
      </div>
      {doomed && <RemoveBinding name={name} onChange={onChange} onClose={() => setDoomed(false)} />}
    </li>
  );
}

export const KIND_NAMES: Readonly<Record<BindingKind, string>> = {
  number: 'Number',
  url: 'Web address',
  text: 'Text',
  queue: 'Queue',
  secret: 'Secret',
};

interface RemoveBindingProps {
  readonly name: string;
  readonly onChange: (view: EnvironmentsView) => void;
  readonly onClose: () => void;
}

function RemoveBinding({ name, onChange, onClose }: RemoveBindingProps) {
  const { busy, said, submit } = useSubmit();
  const remove = () =>
    submit(async () => {
      onChange(await environmentsApi.removeBinding(name));
      return '';
    });
  return (
    <Dialog title={`Remove ${name}?`} open onClose={() => !busy && onClose()}>
      <p className="environments-line">Its values in all environments go with it.</p>
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
