import {
  AlignHorizontalJustifyStart,
  AlignVerticalJustifyStart,
  AlignVerticalSpaceAround,
  Copy,
  Trash2,
} from 'lucide-react';
import { useStore } from 'zustand';
import { blockNamesOf } from '../state/block-types.ts';
import { documentStore } from '../state/document.ts';
import type { Point } from '../state/edits.ts';

/** What can be done to several blocks at once. */
export function ManySelected({ ids }: { ids: readonly string[] }) {
  const blocks = useStore(documentStore, (state) => state.document.blocks);
  const { duplicate, removeBlocks, move } = documentStore.getState();
  const arrange = (by: Arrangement): void => move(arranged(documentStore.getState().document.layout, ids, by));
  return (
    <div className="inspector-body">
      <header className="inspector-plain-head">
        <h2>{ids.length} blocks</h2>
        <p className="inspector-quiet">What you do here happens to all of them, in one undo step.</p>
      </header>
      <div className="inspector-actions">
        <button type="button" className="plain-button" onClick={() => arrange('column')}>
          <AlignHorizontalJustifyStart size={15} aria-hidden="true" /> Align left
        </button>
        <button type="button" className="plain-button" onClick={() => arrange('row')}>
          <AlignVerticalJustifyStart size={15} aria-hidden="true" /> Align top
        </button>
        <button type="button" className="plain-button" onClick={() => arrange('spread')} disabled={ids.length < 3}>
          <AlignVerticalSpaceAround size={15} aria-hidden="true" /> Space evenly
        </button>
        <button type="button" className="plain-button" onClick={() => duplicate(ids)}>
          <Copy size={15} aria-hidden="true" /> Duplicate
        </button>
        <button type="button" className="plain-button is-destructive" onClick={() => removeBlocks(ids)}>
          <Trash2 size={15} aria-hidden="true" /> Delete
        </button>
      </div>
      <h3 className="inspector-title">Selected</h3>
      <ul className="many-list">
        {ids.map((id) => {
          const block = blocks[id];
          return block ? (
            <li key={id}>
              <button type="button" className="link-button" onClick={() => documentStore.getState().select([id])}>
                {blockNamesOf(blocks).get(id)}
              </button>
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

export type Arrangement = 'column' | 'row' | 'spread';

/** New corners of the blocks: all at the leftmost, all at the topmost, or with equal steps from the first to the last. */
export function arranged(
  layout: Readonly<Record<string, Point>>,
  ids: readonly string[],
  by: Arrangement,
): Record<string, Point> {
  const at = (id: string): Point => layout[id] ?? [0, 0];
  const sorted = [...ids].sort((a, b) => at(a)[1] - at(b)[1]);
  const left = Math.min(...ids.map((id) => at(id)[0]));
  const top = Math.min(...ids.map((id) => at(id)[1]));
  const bottom = Math.max(...ids.map((id) => at(id)[1]));
  const step = sorted.length > 1 ? (bottom - top) / (sorted.length - 1) : 0;
  return Object.fromEntries(
    sorted.map((id, index): [string, Point] => {
      const [x, y] = at(id);
      if (by === 'column') return [id, [left, y]];
      if (by === 'row') return [id, [x, top]];
      return [id, [x, Math.round(top + index * step)]];
    }),
  );
}
