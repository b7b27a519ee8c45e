import { useEffect } from 'react';
import { useLit, useUi } from '../state/hooks.ts';
import { useReveal } from './use-reveal.ts';

/** Brings a block into view when another room asks for it, and the block the caller is at. */
export function useFocusWish(): void {
  const focus = useUi((state) => state.focus);
  const live = useLit((state) => state.live);
  const reveal = useReveal();
  useEffect(() => {
    if (focus) reveal(focus.block);
  }, [focus, reveal]);
  useEffect(() => {
    if (live !== null) reveal(live);
  }, [live, reveal]);
}
