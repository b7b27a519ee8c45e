import { useEffect } from 'react';

/**
 * Looks again and again while the page is looked at. The next look begins so long after the former is over: on a slow
 * way to the server they would pile up, and each would make the former's answer come too late.
 *
 * @param look the same function as long as the same is looked at; one that fails is made up for by the next
 * @param ms between two looks; null looks no more
 */
export function usePolling(look: () => Promise<void>, ms: number | null): void {
  useEffect(() => {
    if (ms === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const wait = () => {
      timer = setTimeout(() => void turn(), ms);
    };
    const turn = async (): Promise<void> => {
      if (document.visibilityState === 'visible') await look().catch(() => {});
      if (wanted) wait();
    };
    wait();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [look, ms]);
}
