import { useEffect } from 'react';
import { useMedia, useUi } from '../state/hooks.ts';

/** Dresses the page in the chosen theme, or the system's. */
export function useTheme(): void {
  const theme = useUi((state) => state.theme);
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const dark = theme === 'dark' || (theme === 'system' && systemDark);
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
}
