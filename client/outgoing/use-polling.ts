import { useEffect } from 'react';

/** Fetches again every few seconds while the page is looked at. */
export function usePolling(reload: () => Promise<void>, ms: number | null): void {
  useEffect(() => {
    if (ms === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload();
    }, ms);
    return () => clearInterval(timer);
  }, [reload, ms]);
}
