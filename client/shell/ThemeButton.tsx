import { Monitor, Moon, Sun } from 'lucide-react';
import { useUi } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import type { Theme } from '../state/ui.ts';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Steps through the system's theme, light and dark. */
export function ThemeButton() {
  const theme = useUi((state) => state.theme);
  const Icon = ICONS[theme];
  const words = theme === 'system' ? 'Theme: as the system' : `Theme: ${theme}`;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={words}
      title={words}
      onClick={() => uiStore.getState().setTheme(NEXT[theme])}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}
