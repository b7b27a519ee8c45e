import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { VariableUse } from '../../../shared/variables/uses.ts';
import { useDocument } from '../../state/hooks.ts';
import { openPlace, placeCount, placeWords } from './places.ts';

/** How often a variable is used; opens the list of the places, each of which leads to its block and field. */
export function VariableUses({ name, uses }: { readonly name: string; readonly uses: readonly VariableUse[] }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const flow = useDocument((state) => state.document);
  if (uses.length === 0) return <p className="variable-uses-none">Not used yet</p>;
  return (
    <div className="variable-uses">
      <button
        type="button"
        className="variable-uses-button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={`${name}: used in ${placeCount(uses.length)}`}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight size={14} aria-hidden="true" /> Used in {placeCount(uses.length)}
      </button>
      {open && (
        <ul id={id} className="variable-places" aria-label={`Places that use ${name}`}>
          {uses.map(({ place, how, excerpt }) => (
            <li key={JSON.stringify([place, how])}>
              <button type="button" className="variable-place" onClick={() => openPlace(place)}>
                <span>
                  {how === 'writes' && <em>Sets it</em>}
                  {placeWords(place, flow)}
                </span>
                {how !== 'writes' && <code>{excerpt}</code>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
