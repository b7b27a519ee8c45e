import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { AnyBlock } from '../../shared/block.ts';
import { allBlockTypes, GROUPS } from '../state/block-types.ts';
import { useUi } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { DRAGGED_TYPE, placeNext } from '../state/view.ts';
import { BlockIcon } from '../ui/BlockIcon.tsx';
import { isFoundBy } from './find-block.ts';
import './palette.css';

/** Blocks to drag onto the canvas, or to place with a click or Enter after the selected block. */
export function Palette() {
  const open = useUi((state) => state.paletteOpen);
  const [words, setWords] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useSlash(search);
  const { setPaletteOpen } = uiStore.getState();
  if (!open) {
    return (
      <div className="palette is-closed">
        <button
          type="button"
          className="icon-button"
          aria-label="Show blocks"
          title="Show blocks"
          onClick={() => setPaletteOpen(true)}
        >
          <PanelLeftOpen size={16} aria-hidden="true" />
        </button>
      </div>
    );
  }
  const found = allBlockTypes().filter((type) => isFoundBy(type, words));
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && found[0]) {
      // What comes next is meant for the new block: a second Enter edits it instead of adding another one.
      setWords('');
      search.current?.blur();
      add(found[0].type);
    } else if (event.key === 'ArrowDown') list.current?.querySelector('button')?.focus();
    else if (event.key === 'Escape') {
      setWords('');
      search.current?.blur();
    } else return;
    event.preventDefault();
  };
  return (
    <nav className="palette" aria-label="Blocks">
      <div className="palette-search">
        <input
          ref={search}
          type="search"
          className="control"
          placeholder="Find a block"
          aria-label="Find a block"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={onSearchKey}
        />
        <kbd>/</kbd>
        <button
          type="button"
          className="icon-button"
          aria-label="Hide blocks"
          title="Hide blocks"
          onClick={() => setPaletteOpen(false)}
        >
          <PanelLeftClose size={16} aria-hidden="true" />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside */}
      <div className="palette-list" ref={list} onKeyDown={moveFocus}>
        {GROUPS.map(({ group, title }) => {
          const types = found.filter((type) => type.group === group);
          return types.length > 0 && <Group key={group} title={title} types={types} />;
        })}
        {found.length === 0 && (
          <p className="palette-empty">
            No block matches “{words}”. Try what the caller does (“press”, “wait”) or a TwiML verb.
          </p>
        )}
      </div>
    </nav>
  );
}

function Group({ title, types }: { title: string; types: readonly AnyBlock[] }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {types.map(({ type, title: name, term, icon, group, about }) => (
        <button
          key={type}
          type="button"
          className="palette-item"
          data-group={group}
          data-block-type={type}
          draggable
          title={about}
          onDragStart={(event: DragEvent) => {
            event.dataTransfer.setData(DRAGGED_TYPE, type);
            event.dataTransfer.effectAllowed = 'copy';
          }}
          onClick={() => add(type)}
        >
          <span className="tile" aria-hidden="true">
            <BlockIcon name={icon} size={14} />
          </span>
          <span className="palette-name">{name}</span>
          {term && <code>{term}</code>}
        </button>
      ))}
    </section>
  );
}

function add(type: string): void {
  uiStore.getState().focusBlock(placeNext(type));
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const items = [...event.currentTarget.querySelectorAll('button')];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  items[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  event.preventDefault();
}

/** `/` puts the cursor into the search, opening the palette if need be. */
function useSlash(search: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const key = (event: globalThis.KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      // At once: what is typed before the next frame would be lost.
      flushSync(() => uiStore.getState().setPaletteOpen(true));
      search.current?.focus();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, [search]);
}
