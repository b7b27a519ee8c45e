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
      if (near.x > box.left && near.y > box.top && far.x < box.right && far.y < box.bottom) return;
      const duration = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250;
      void setCenter(at[0] + width / 2, at[1] + height / 2, { zoom: Math.max(0.7, getViewport().zoom), duration });
    },
    [setCenter, getViewport, flowToScreenPosition],
  );
}
