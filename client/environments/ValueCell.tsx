import { Pencil } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { BindingView, EnvironmentsView } from '../../shared/api/environments.ts';
import type { BindingKind } from '../../shared/flow/environments.ts';
import { environmentsApi } from '../api/environments.ts';
import { useSubmit } from '../state/use-submit.ts';
import { formatTime } from '../ui/format.ts';

interface ValueCellProps {
  readonly binding: BindingView;
  readonly environment: string;
  readonly onChange: (view: EnvironmentsView) => void;
}

/** The value of a binding in an environment, to look at and to change. */
export function ValueCell({ binding, environment, onChange }: ValueCellProps) {
  const { name, kind, values, usedBy } = binding;
  const [editing, setEditing] = useState(false);
  const held = values[environment];
  const needed = usedBy.some(({ environments }) => environments.includes(environment));
  if (editing) return <ValueForm {...{ binding, environment, onChange }} onClose={() => setEditing(false)} />;
  return (
    <div className={held ? 'binding-value' : `binding-value is-unset${needed ? ' is-needed' : ''}`}>
      <span className="binding-environment">{environment}</span>
      <button
        type="button"
        aria-label={`${held ? 'Change' : 'Set'} ${name} in ${environment}`}
        onClick={() => setEditing(true)}
      >
        {held ? <Value kind={kind} value={held.value} setAt={held.setAt} /> : <span>Not set</span>}
        <Pencil size={13} aria-hidden="true" />
      </button>
    </div>
  );
}

function Value({
  kind,
  value,
  setAt,
}: {
  readonly kind: BindingKind;
  readonly value: string | null;
  readonly setAt: number;
}) {
  if (kind === 'secret' || value === null) return <span>Set {formatTime(setAt)}</span>;
  return (
    <span className={kind === 'text' ? undefined : 'mono'} title={value}>
      {value}
    </span>
  );
}

function ValueForm({ binding, environment, onChange, onClose }: ValueCellProps & { readonly onClose: () => void }) {
  const { name, kind, values } = binding;
  const held = values[environment];
  const [value, setValue] = useState(held?.value ?? '');
  const { busy, said, submit } = useSubmit();
  const id = useId();
  const change = (act: () => Promise<EnvironmentsView>) =>
    submit(async () => {
      onChange(await act());
      onClose();
      return '';
    });
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void change(() => environmentsApi.setValue(name, environment, value));
  };
  const common = {
    className: kind === 'text' ? 'control' : 'control mono',
    'aria-label': `${name} in ${environment}`,
    'aria-invalid': said?.failed,
    'aria-describedby': `${id}-said`,
    autoFocus: true,
    autoComplete: 'off',
    spellCheck: kind === 'text',
    placeholder: PLACEHOLDERS[kind],
    value,
  };
  return (
    <form
      className="binding-value is-edited"
      onSubmit={save}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <span className="binding-environment">{environment}</span>
      {kind === 'text' ? (
        <textarea {...common} rows={2} onChange={(event) => setValue(event.target.value)} />
      ) : (
        <input
          {...common}
          type={kind === 'secret' ? 'password' : 'text'}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      {kind === 'secret' && <small>It is encrypted and never shown again.</small>}
      <p id={`${id}-said`} className="environments-line is-error" role="alert">
        {said?.failed ? said.text : ''}
      </p>
      <div className="binding-actions">
        <button type="submit" className="main-button is-small" disabled={busy || value === ''}>
          Save
        </button>
        <button type="button" className="plain-button is-small" disabled={busy} onClick={onClose}>
          Cancel
        </button>
        {held && (
          <button
            type="button"
            className="plain-button is-small is-destructive"
            disabled={busy}
            onClick={() => void change(() => environmentsApi.unsetValue(name, environment))}
          >
            Unset
          </button>
        )}
      </div>
    </form>
  );
}

const PLACEHOLDERS: Readonly<Record<BindingKind, string>> = {
  number: '+15550100199',
  url: 'https://crm.example.com/api',
  text: 'What callers hear',
  queue: 'support',
  secret: 'At least 4 characters',
};
