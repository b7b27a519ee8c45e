import { useEffect } from 'react';
import { useReactFlow } from 'reactflow';
import { exitsOf } from '../state/block-types.ts';
import { documentStore } from '../state/document.ts';
import { uiStore } from '../state/index.ts';
import { looksLikeTwiml, pasteTwiml } from '../state/paste-twiml.ts';
import { freeExit } from '../state/view.ts';
import { neighbour } from './neighbour.ts';
import { focusNode } from './PlugMenu.tsx';
import { openPlugMenu } from './store.ts';

/** Keys that work wherever no text is being typed. */
export function useCanvasKeys(editable: boolean): void {
  const { fitView } = useReactFlow();
  useEffect(() => {
    const fit = () => void fitView({ padding: 0.14, maxZoom: 1, duration: 200 });
    const key = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]'))
        return;
      const action = event.ctrlKey || event.metaKey ? chord(event, editable) : plain(event, editable, fit);
      if (!action) return;
      event.preventDefault();
      action();
    };
    const focus = (event: FocusEvent) => {
      const node = event.target instanceof HTMLElement && event.target.matches('.react-flow__node:focus-visible');
      const id = node ? (event.target as HTMLElement).dataset.id : undefined;
      if (id && !documentStore.getState().selection.includes(id)) documentStore.getState().select([id]);
    };
    const copy = (event: ClipboardEvent) => copyOut(event, editable);
    const paste = (event: ClipboardEvent) => pasteIn(event, editable);
    window.addEventListener('keydown', key);
    window.addEventListener('focusin', focus);
    window.addEventListener('copy', copy);
    window.addEventListener('cut', copy);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('keydown', key);
      window.removeEventListener('focusin', focus);
      window.removeEventListener('copy', copy);
      window.removeEventListener('cut', copy);
      window.removeEventListener('paste', paste);
    };
  }, [editable, fitView]);
}

type Action = (() => void) | undefined;

function chord(event: KeyboardEvent, editable: boolean): Action {
  const { undo, redo, duplicate, selectAll, selection } = documentStore.getState();
  const key = event.key.toLowerCase();
  if (key === 'a') return selectAll;
  if (!editable) return undefined;
  if (key === 'z') return event.shiftKey ? redo : undo;
  if (key === 'y') return redo;
  if (key === 'd') return () => duplicate(selection);
  return undefined;
}

function plain(event: KeyboardEvent, editable: boolean, fit: () => void): Action {
  const { selection, selectedEdge, removeSelection, select } = documentStore.getState();
  const onControl =
    event.target instanceof HTMLElement && event.target.closest('button, a, [role="tab"], [role="option"]');
  const current = selection.at(-1);
  if (event.key === 'f' || event.key === 'F') return fit;
  if (event.key === '?') return () => uiStore.getState().showDialog('shortcuts');
  if (event.key === 'Escape' && (selection.length > 0 || selectedEdge)) return () => select([]);
  if (editable && (event.key === 'Delete' || event.key === 'Backspace') && !onControl) return removeSelection;
  if (onControl) return undefined;
  if (event.key === 'Enter' && current) return () => toInspector(current);
  if (editable && (event.key === 'c' || event.key === 'C') && current) return () => plugFrom(current);
  const direction = ARROWS[event.key];
  if (!direction || current === undefined) return undefined;
  return event.altKey && editable ? () => nudge(direction) : () => step(current, direction);
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Puts the cursor into the first field of a block's form. */
function toInspector(block: string): void {
  uiStore.getState().setInspectorOpen(true);
  focusForm(`.inspector-panel [data-form="${CSS.escape(block)}"] :is(input, textarea, select):not([disabled])`, FRAMES);
}

/** The form may come some frames later; the one that is shown until then is not meant. */
const FRAMES = 60;

function focusForm(field: string, frames: number): void {
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>(field);
    if (found) found.focus();
    else if (frames > 0) focusForm(field, frames - 1);
  });
}

function plugFrom(id: string): void {
  const { document: flow } = documentStore.getState();
  const block = flow.blocks[id];
  const exit = block && (freeExit(flow, id)?.exit ?? exitsOf(block)[0]?.name);
  const card = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
  if (!exit || !card) return;
  const [x, y] = flow.layout[id] ?? [0, 0];
  openPlugMenu({ from: { block: id, exit }, screen: { x: card.right + 14, y: card.top + 40 }, at: [x + 330, y] });
}

function step(from: string, direction: readonly [number, number]): void {
  const to = neighbour(documentStore.getState().document, from, direction);
  if (!to) return;
  uiStore.getState().focusBlock(to);
  focusNode(to);
}

function nudge([dx, dy]: readonly [number, number]): void {
  const { document: flow, selection, move } = documentStore.getState();
  move(
    Object.fromEntries(
      selection.map((id) => {
        const [x, y] = flow.layout[id] ?? [0, 0];
        return [id, [x + dx * 16, y + dy * 16]];
      }),
    ),
  );
}

function copyOut(event: ClipboardEvent, editable: boolean): void {
  const { copy, selection, removeBlocks } = documentStore.getState();
  const marked = window.getSelection()?.toString();
  if (isTyping(event.target) || marked || selection.length === 0) return;
  event.clipboardData?.setData('text/plain', copy(selection));
  event.preventDefault();
  if (event.type === 'cut' && editable) removeBlocks(selection);
}

function pasteIn(event: ClipboardEvent, editable: boolean): void {
  if (!editable || isTyping(event.target)) return;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (documentStore.getState().paste(text)) event.preventDefault();
  else if (looksLikeTwiml(text)) {
    event.preventDefault();
    void pasteTwiml(text);
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
