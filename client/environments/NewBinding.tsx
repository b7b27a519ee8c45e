import { type FormEvent, useState } from 'react';
import type { BindingView, EnvironmentsView } from '../../shared/api/environments.ts';
import { BINDING_KINDS, type BindingKind, bindingPath } from '../../shared/flow/environments.ts';
import { environmentsApi } from '../api/environments.ts';
import { useSubmit } from '../state/use-submit.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { Labelled } from '../ui/controls/Labelled.tsx';
import { KIND_NAMES } from './BindingItem.tsx';

/** What is known of the binding to be made, as where a flow names it. */
export interface BindingWish {
  readonly name?: string;
  readonly kind?: BindingKind;
}

interface NewBindingProps {
  readonly wish: BindingWish;
  readonly known: readonly BindingView[];
  readonly onClose: () => void;
  readonly onMade: (view: EnvironmentsView) => void;
}

/** Makes a binding; its values are set where it is listed. */
export function NewBinding({ wish, known, onClose, onMade }: NewBindingProps) {
  const [name, setName] = useState(wish.name ?? '');
  const [kind, setKind] = useState<BindingKind>(wish.kind ?? 'number');
  const [about, setAbout] = useState('');
  const { busy, said, submit } = useSubmit();
  const wanted = name.trim();
  const taken = known.some((binding) => binding.name === wanted);
  const make = (event: FormEvent): void => {
    event.preventDefault();
    void submit(async () => {
      onMade(await environmentsApi.setBinding(wanted, { kind, about }));
      return '';
    });
  };
  const kinds = wish.name === undefined || wish.kind === 'secret' ? BINDING_KINDS : OPEN_KINDS;
  return (
    <Dialog title="New binding" open onClose={() => !busy && onClose()}>
      <form className="new-binding" onSubmit={make}>
        <Labelled label="Name" hint={`Flows write {{ ${bindingPath(wanted || 'salesNumber', kind)} }}`}>
          {(attributes) => (
            <input
              {...attributes}
              className="control mono"
              autoComplete="off"
              spellCheck={false}
              placeholder="salesNumber"
              readOnly={wish.name !== undefined}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Labelled>
        <Labelled label="Kind">
          {(attributes) => (
            <select
              {...attributes}
              className="control"
              disabled={wish.kind !== undefined}
              value={kind}
              onChange={(event) => setKind(event.target.value as BindingKind)}
            >
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {KIND_NAMES[one]}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label="What it is for">
          {(attributes) => (
            <input
              {...attributes}
              className="control"
              maxLength={200}
              placeholder="Where sales calls go"
              value={about}
              onChange={(event) => setAbout(event.target.value)}
            />
          )}
        </Labelled>
        {(taken || said?.failed) && (
          <p className="environments-line is-error" role="alert">
            {taken ? `There is a binding ${wanted} already.` : said?.text}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="plain-button" disabled={busy} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="main-button" disabled={busy || taken || wanted === ''}>
            Make it
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What a flow may read as `env.NAME`. */
const OPEN_KINDS = BINDING_KINDS.filter((kind) => kind !== 'secret');
