import { ChevronRight, Search } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { uiStore } from '../state/index.ts';
import { type Entry, moreGroups } from './more-groups.ts';

interface MoreFieldsProps {
  readonly type: string;
  readonly fields: readonly Entry[];
  /** How many of them are set. */
  readonly set: number;
  /** Names of fields with a problem; one of these keeps the fold open. */
  readonly wrong: ReadonlySet<string | undefined>;
  readonly row: (entry: Entry) => ReactNode;
}

/** From this many on, the attributes get a search. */
const MANY = 8;

/** The fields that few need: folded away, searchable when many, and open again if they were open before. */
export function MoreFields({ type, fields, set, wrong, row }: MoreFieldsProps) {
  const [open, setOpen] = useState(() => remembered(type));
  const [query, setQuery] = useState('');
  const focus = useStore(uiStore, (state) => state.focus);
  const forced = fields.some(([name]) => wrong.has(name));
  const isOpen = open || forced;
  const words = query.toLowerCase().trim();
  const found = fields.filter(([name, field]) =>
    `${name} ${field.term ?? ''} ${field.label} ${field.hint ?? ''}`.toLowerCase().includes(words),
  );
  // Only a new wish to see a field opens the fold, not every change of the fields.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (fields.some(([name]) => name === focus?.field)) setOpen(true);
  }, [focus]);
  const toggle = (): void => {
    remember(type, !isOpen);
    setOpen(!isOpen);
  };
  return (
    <section className="more">
      <button type="button" className="more-button" aria-expanded={isOpen} onClick={toggle} disabled={forced && !open}>
        <ChevronRight size={14} aria-hidden="true" className="more-chevron" />
        <span>More</span>
        <code className="field-term">
          {set > 0
            ? `${set} of ${fields.length} set`
            : `${fields.length} ${fields.length === 1 ? 'attribute' : 'attributes'}`}
        </code>
      </button>
      {isOpen && (
        <div className="more-body">
          {fields.length > MANY && (
            <div className="search-field">
              <Search size={14} aria-hidden="true" />
              <input
                type="search"
                aria-label="Find an attribute"
                placeholder="Find an attribute"
                value={query}
                onChange={(event) => setQuery(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Escape' || query === '') return;
                  event.stopPropagation();
                  setQuery('');
                }}
              />
            </div>
          )}
          {moreGroups(found, fields.length).map((group) =>
            group.heading === undefined ? (
              <div key="" className="more-group">
                {group.fields.map(row)}
              </div>
            ) : (
              <section key={group.heading} className="more-group" aria-label={group.heading}>
                <h3 className="more-heading">{group.heading}</h3>
                {group.fields.map(row)}
              </section>
            ),
          )}
          {found.length === 0 && <p className="inspector-quiet">No attribute is called “{query}”.</p>}
        </div>
      )}
    </section>
  );
}

const KEY = 'patchcord.more';

function remembered(type: string): boolean {
  return openTypes().includes(type);
}

function remember(type: string, open: boolean): void {
  const others = openTypes().filter((one) => one !== type);
  try {
    localStorage.setItem(KEY, JSON.stringify(open ? [...others, type] : others));
  } catch {
    // A full or forbidden storage costs the memory, nothing else.
  }
}

function openTypes(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
