import { useCallback } from 'react';
import { useReactFlow } from 'reactflow';
import { cardSize } from '../state/card-size.ts';
import { documentStore } from '../state/document.ts';

/** Smaller than this, a card cannot be read. */
const LEAST_ZOOM = 0.7;
const MARGIN = 28;

/** Brings a block into view, and only as far as needed, so that what leads to it stays on screen. */
export function useReveal(): (block: string) => void {
  const { setCenter, setViewport, getViewport, flowToScreenPosition } = useReactFlow();
  return useCallback(
    (block) => {
      const { document: flow } = documentStore.getState();
      const at = flow.layout[block];
      const box = document.querySelector('.canvas')?.getBoundingClientRect();
      if (!at || !box) return;
      const { width, height } = cardSize(flow, block);
      const near = flowToScreenPosition({ x: at[0], y: at[1] });
      const far = flowToScreenPosition({ x: at[0] + width, y: at[1] + height });
      // The phone lies over the canvas's right edge.
      const right = document.querySelector('.phone-dock')?.getBoundingClientRect().left ?? box.right;
      if (near.x > box.left && near.y > box.top && far.x < right && far.y < box.bottom) return;
      const duration = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250;
      const view = getViewport();
      if (view.zoom < LEAST_ZOOM) {
        void setCenter(at[0] + width / 2, at[1] + height / 2, { zoom: LEAST_ZOOM, duration });
        return;
      }
      const x = view.x + shift(near.x, far.x, box.left + MARGIN, right - MARGIN);
      const y = view.y + shift(near.y, far.y, box.top + MARGIN, box.bottom - MARGIN);
      void setViewport({ x, y, zoom: view.zoom }, { duration });
    },
    [setCenter, setViewport, getViewport, flowToScreenPosition],
  );
}

/** How far to move so that a stretch lies between two bounds; its beginning counts where it is longer than they are apart. */
function shift(near: number, far: number, least: number, most: number): number {
  const back = far > most ? most - far : 0;
  return near + back < least ? least - near : back;
}
