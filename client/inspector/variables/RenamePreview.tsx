import { useEffect, useRef } from 'react';
import type { RenamePlan } from '../../../shared/variables/plan-rename.ts';
import { useDocument } from '../../state/hooks.ts';
import { placeCount, placeWords } from './places.ts';

interface RenamePreviewProps {
  readonly from: string;
  readonly to: string;
  readonly plan: RenamePlan;
  /** Whether flows that run this one know it by its name. */
  readonly shared: boolean;
  readonly onRename: () => void;
  readonly onCancel: () => void;
}

/** What a new name changes in the flow, before it is given. */
export function RenamePreview({ from, to, plan, shared, onRename, onCancel }: RenamePreviewProps) {
  const flow = useDocument((state) => state.document);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const { changes, joined, unreadable } = plan;
  return (
    <section
      className="variable-ask"
      aria-label={`Rename ${from} to ${to}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <p>
        Rename <code>{from}</code> to <code>{to}</code>
        {changes.length > 0 && ` in ${placeCount(changes.length)}`}?
      </p>
      <ul className="variable-places">
        {changes.map(({ place, before, after }) => (
          <li key={JSON.stringify([place, before])} className="variable-change">
            <span>{placeWords(place, flow)}</span>
            <del>{before}</del>
            <ins>{after}</ins>
          </li>
        ))}
      </ul>
      {shared && (
        <p className="field-note is-warning">Flows that run this one name it “{from}”; rename it there, too.</p>
      )}
      {joined.length > 0 && (
        <p className="field-note is-warning">
          {placeCount(joined.length)} already {joined.length === 1 ? 'reads' : 'read'} “{to}”, which nothing sets until
          now.
        </p>
      )}
      {unreadable.length > 0 && (
        <p className="field-note is-warning">
          Not changed, because the text there is not finished:{' '}
          {unreadable.map((place) => placeWords(place, flow)).join('; ')}
        </p>
      )}
      <div className="variable-ask-buttons">
        <button ref={button} type="button" className="main-button is-small" onClick={onRename}>
          Rename
        </button>
        <button type="button" className="plain-button is-small" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </section>
  );
}
