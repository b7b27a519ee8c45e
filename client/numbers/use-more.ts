import { type RefObject, useEffect, useRef, useState } from 'react';

const FIRST = 60;
const MORE = 120;

/**
 * Draws a long list piece by piece: the first rows at once, more as its end comes into view.
 *
 * @param key what the list depends on; another one begins anew
 */
export function useMore(key: string): { shown: number; end: RefObject<HTMLDivElement | null>; more: () => void } {
  const [state, setState] = useState({ key, shown: FIRST });
  const end = useRef<HTMLDivElement>(null);
  const shown = state.key === key ? state.shown : FIRST;
  const more = (): void => setState({ key, shown: shown + MORE });
  // biome-ignore lint/correctness/useExhaustiveDependencies: watches anew with every piece, as the end moves on
  useEffect(() => {
    const mark = end.current;
    if (mark === null) return;
    const observer = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && more(), {
      rootMargin: '600px',
    });
    observer.observe(mark);
    return () => observer.disconnect();
  }, [key, shown]);
  return { shown, end, more };
}
