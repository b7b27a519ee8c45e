import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import './note-groups.css';

/** Something with notes, in a group of its like. */
export interface NotedItem {
  readonly key: string;
  readonly name: string;
  /** What kind of thing it is. */
  readonly detail: string;
  readonly notes: readonly string[];
  /** Leads to it. */
  readonly onChoose?: () => void;
}

export interface NoteGroup {
  readonly title: string;
  readonly about: string;
  readonly tone: 'bad' | 'warn' | 'fine';
  readonly items: readonly NotedItem[];
}

/** Groups of things to know, the most urgent first; empty ones are left out. */
export function NoteGroups({ groups }: { readonly groups: readonly NoteGroup[] }) {
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ title, about, tone, items }) => (
      <section key={title} className="note-group" aria-label={title}>
        <h3>
          {title} <span>{items.length}</span> <small>{about}</small>
        </h3>
        <ul>
          {items.map((item) => (
            <Item key={item.key} item={item} tone={tone} />
          ))}
        </ul>
      </section>
    ));
}

function Item({ item, tone }: { readonly item: NotedItem; readonly tone: NoteGroup['tone'] }) {
  const Icon = tone === 'bad' ? CircleAlert : tone === 'warn' ? TriangleAlert : CircleCheck;
  const words = (
    <>
      <Icon size={15} aria-hidden="true" className={`note-icon is-${tone}`} />
      <span className="note-name">
        {item.name} <small>{item.detail}</small>
      </span>
      {item.notes.length > 0 && <span className="note-words">{item.notes.join(' ')}</span>}
    </>
  );
  if (!item.onChoose) return <li className="noted">{words}</li>;
  return (
    <li>
      <button type="button" className="noted" onClick={item.onChoose}>
        {words}
      </button>
    </li>
  );
}
