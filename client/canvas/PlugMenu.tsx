import { Command } from 'cmdk';
import { Unplug } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { allBlockTypes, blockNamesOf, blockType, exitLabel, exitsOf, isEntry } from '../state/block-types.ts';
import { documentStore } from '../state/document.ts';
import { uiStore } from '../state/index.ts';
import { placeFrom } from '../state/view.ts';
import { BlockIcon } from '../ui/BlockIcon.tsx';
import { type PlugMenu as Menu, openPlugMenu, plugMenuStore } from './store.ts';

const MENU_WIDTH = 280;
const MENU_HEIGHT = 360;

/** Asks what an exit leads to: a new block, or one that is on the canvas. Works by keyboard and by pointer alike. */
export function PlugMenu() {
  const menu = useStore(plugMenuStore, (state) => state.menu);
  return menu ? <OpenMenu key={`${menu.from.block}:${menu.from.exit}`} menu={menu} /> : null;
}

function OpenMenu({ menu }: { menu: Menu }) {
  const box = useRef<HTMLDivElement>(null);
  const { document: flow, connect, disconnect } = documentStore.getState();
  const block = flow.blocks[menu.from.block];
  const exit = block && exitsOf(block).find(({ name }) => name === menu.from.exit);
  useLeave(box);
  if (!block || !exit) return null;
  const then = (action: () => void) => () => {
    openPlugMenu(null);
    action();
    focusNode(documentStore.getState().selection.at(-1) ?? menu.from.block);
  };
  const { block: from, exit: name } = menu.from;
  const names = blockNamesOf(flow.blocks);
  const others = Object.entries(flow.blocks).filter(([, other]) => !isEntry(other));
  return (
    <div className="plug-menu menu" ref={box} style={placeOnScreen(menu.screen)}>
      <Command label={`What comes after ${exitLabel(exit)}`} loop>
        <Command.Input autoFocus placeholder={`After “${exit.label}” comes…`} />
        <Command.List>
          <Command.Empty>No block is called that.</Command.Empty>
          <Command.Group heading="New block">
            {allBlockTypes()
              .filter(({ group }) => group !== 'start')
              .map(({ type, title, term, icon, group }) => (
                <Command.Item
                  key={type}
                  value={`new ${title} ${term ?? ''}`}
                  className="menu-item"
                  onSelect={then(() => uiStore.getState().focusBlock(placeFrom(type, menu.from, menu.at)))}
                >
                  <span className="tile" data-group={group}>
                    <BlockIcon name={icon} size={14} />
                  </span>
                  {title}
                  {term && <code>{term}</code>}
                </Command.Item>
              ))}
          </Command.Group>
          <Command.Group heading="On the canvas">
            {others.slice(0, 200).map(([id, other]) => (
              <Command.Item
                key={id}
                value={`${names.get(id)} ${id}`}
                className="menu-item"
                onSelect={then(() => connect(from, name, id))}
              >
                <span className="tile" data-group={blockType(other.type)?.group}>
                  <BlockIcon name={blockType(other.type)?.icon ?? 'circle-help'} size={14} />
                </span>
                {names.get(id)}
                {block.exits[name] === id && <code>now</code>}
              </Command.Item>
            ))}
          </Command.Group>
          {block.exits[name] !== undefined && (
            <Command.Item value="unplug disconnect" className="menu-item" onSelect={then(() => disconnect(from, name))}>
              <span className="tile">
                <Unplug size={14} aria-hidden="true" />
              </span>
              Pull the cord
            </Command.Item>
          )}
        </Command.List>
      </Command>
    </div>
  );
}

/** Puts the keyboard back on a block's card. */
export function focusNode(id: string): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus(),
  );
}

function useLeave(box: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) openPlugMenu(null);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      const from = plugMenuStore.getState().menu?.from.block;
      openPlugMenu(null);
      if (from) focusNode(from);
    };
    window.addEventListener('pointerdown', press, true);
    window.addEventListener('keydown', key, true);
    return () => {
      window.removeEventListener('pointerdown', press, true);
      window.removeEventListener('keydown', key, true);
    };
  }, [box]);
}

function placeOnScreen({ x, y }: { x: number; y: number }): { left: number; top: number } {
  return {
    left: Math.max(8, Math.min(x, window.innerWidth - MENU_WIDTH - 8)),
    top: Math.max(8, Math.min(y - 20, window.innerHeight - MENU_HEIGHT - 8)),
  };
}
