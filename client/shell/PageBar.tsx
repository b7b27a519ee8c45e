import { Settings } from 'lucide-react';
import { goTo } from '../state/route.ts';
import { Brand } from './Brand.tsx';
import { ThemeButton } from './ThemeButton.tsx';

/** The bar above pages that are not the designer. */
export function PageBar({ title }: { readonly title: string }) {
  return (
    <header className="top-bar">
      <Brand />
      <span className="top-slash" aria-hidden="true">
        /
      </span>
      <h1 className="top-title">{title}</h1>
      <span className="top-space" />
      <ThemeButton />
      <button
        type="button"
        className="icon-button"
        aria-label="Settings"
        title="Settings"
        onClick={() => goTo({ page: 'settings' })}
      >
        <Settings size={16} aria-hidden="true" />
      </button>
    </header>
  );
}
