import { useEffect } from 'react';
import { useReactFlow } from 'reactflow';
import { cardSize } from '../state/card-size.ts';
import { documentStore } from '../state/document.ts';
import { useUi } from '../state/hooks.ts';

/** Brings a block into view when another room asks for it, and only as far as needed. */
export function useFocusWish(): void {
  const focus = useUi((state) => state.focus);
  const { setCenter, getViewport, flowToScreenPosition } = useReactFlow();
  useEffect(() => {
    if (!focus) return;
    const { document: flow } = documentStore.getState();
    const at = flow.layout[focus.block];
    const box = document.querySelector('.canvas')?.getBoundingClientRect();
    if (!at || !box) return;
    const { width, height } = cardSize(flow, focus.block);
    const near = flowToScreenPosition({ x: at[0], y: at[1] });
    const far = flowToScreenPosition({ x: at[0] + width, y: at[1] + height });
    if (near.x > box.left && near.y > box.top && far.x < box.right && far.y < box.bottom) return;
    const duration = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250;
    void setCenter(at[0] + width / 2, at[1] + height / 2, { zoom: Math.max(0.7, getViewport().zoom), duration });
  }, [focus, setCenter, getViewport, flowToScreenPosition]);
}
