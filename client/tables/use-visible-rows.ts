import { type RefObject, useLayoutEffect, useState } from 'react';

/** Height of every row, in pixels; the style sheet sets it. */
export const ROW_HEIGHT = 32;

/** Rows drawn above and below what is in sight, so that scrolling shows no gap. */
const MORE = 12;

/** Which rows of a table to draw: from `first` up to before `last`. */
export function useVisibleRows(scroller: RefObject<HTMLElement | null>, rows: number) {
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = (): void => setSeen({ top: box.scrollTop, height: box.clientHeight || 600 });
    look();
    box.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(box);
    return () => {
      box.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, [scroller]);
  const first = Math.max(0, Math.min(rows, Math.floor(seen.top / ROW_HEIGHT) - MORE));
  const last = Math.min(rows, Math.ceil((seen.top + seen.height) / ROW_HEIGHT) + MORE);
  return { first, last };
}
