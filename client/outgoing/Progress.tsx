import type { OutgoingListView } from '../../shared/api/outgoing.ts';
import { countOf, type Kind, progressWords } from './words.ts';

const PARTS: readonly Kind[] = ['good', 'bad', 'unknown', 'on', 'left'];

/** How far a list is, as a bar: answered, not reached, not known, under way; what is left is empty. */
export function Progress({ list }: { readonly list: OutgoingListView }) {
  const done = list.total - countOf(list, 'todo') - countOf(list, 'on');
  return (
    <div
      className="run-bar"
      role="progressbar"
      aria-label={list.name}
      aria-valuemin={0}
      aria-valuemax={list.total}
      aria-valuenow={done}
      aria-valuetext={progressWords(list)}
    >
      {PARTS.map((kind) => {
        const count = countOf(list, kind);
        return count === 0 ? null : (
          <span key={kind} className={`run-part is-${kind}`} style={{ flexGrow: count }} aria-hidden="true" />
        );
      })}
      <span className="run-part" style={{ flexGrow: countOf(list, 'todo') }} aria-hidden="true" />
    </div>
  );
}
