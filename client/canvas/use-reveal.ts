import { useCallback } from 'react';
import { useReactFlow } from 'reactflow';
import { cardSize } from '../state/card-size.ts';
import { documentStore } from '../state/document.ts';

/** Brings a block into view, and only as far as needed. */
export function useReveal(): (block: string) => void {
  const { setCenter, getViewport, flowToScreenPosition } = useReactFlow();
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
      const zoom = Math.max(0.7, getViewport().zoom);
      const duration = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250;
      const aside = (box.right - right) / 2 / zoom;
      void setCenter(at[0] + width / 2 + aside, at[1] + height / 2, { zoom, duration });
    },
    [setCenter, getViewport, flowToScreenPosition],
  );
}
