import { GripVertical, X } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';

interface ListEditorProps<Item> {
  readonly items: readonly Item[];
  readonly onChange: (items: readonly Item[]) => void;
  /** What one item is called: "choice". */
  readonly noun: string;
  readonly className?: string;
  readonly row: (item: Item, index: number, parts: RowParts) => ReactNode;
  /** What stands below the rows, given a function that appends an item and moves the focus into it. */
  readonly footer: (append: (item: Item) => void) => ReactNode;
}

/** Controls every row has, for the row to place. */
export interface RowParts {
  /** Drag it, or press the arrow keys on it. */
  readonly grip: ReactNode;
  readonly remove: ReactNode;
}

/** An ordered list: rows can be added, removed and moved by pointer or keyboard. */
export function ListEditor<Item>({ items, onChange, noun, className, row, footer }: ListEditorProps<Item>) {
  const keys = useRowKeys(items.length);
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');

  const move = (from: number, to: number): void => {
    if (to < 0 || to >= items.length || to === from) return;
    keys.move(from, to);
    onChange(moved(items, from, to));
    setSaid(`Moved to place ${to + 1} of ${items.length}`);
  };
  const remove = (index: number): void => {
    keys.remove(index);
    onChange(items.filter((_, at) => at !== index));
    setSaid(`${noun} removed`);
    afterPaint(() => focusIn(list.current, Math.min(index, items.length - 2)));
  };
  const append = (item: Item): void => {
    onChange([...items, item]);
    // What a new row proposes is replaced by typing.
    afterPaint(() => focusIn(list.current, items.length)?.select?.());
  };
  const drag = useDragging(list, move);

  return (
    <div className={`list-editor ${className ?? ''}`}>
      <ol ref={list} className="list-rows">
        {items.map((item, index) => (
          <li key={keys.at(index)} className={`list-row ${drag.at === index ? 'is-dragged' : ''}`}>
            {row(item, index, {
              grip: (
                <button
                  type="button"
                  className="grip"
                  aria-label={`Move ${noun} ${index + 1} of ${items.length}`}
                  aria-description="Use the up and down arrow keys"
                  title="Drag, or use the arrow keys"
                  onKeyDown={(event) => onGripKey(event, (step) => move(index, index + step))}
                  {...drag.handlers(index)}
                >
                  <GripVertical size={14} aria-hidden="true" />
                </button>
              ),
              remove: (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Remove ${noun} ${index + 1}`}
                  title={`Remove ${noun}`}
                  onClick={() => remove(index)}
                >
                  <X size={14} aria-hidden="true" />
                </button>
              ),
            })}
          </li>
        ))}
      </ol>
      {footer(append)}
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
    </div>
  );
}

/** The same items with one at another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), items[from] as Item, ...rest.slice(to)];
}

/** The same items with one replaced. */
export function replaced<Item>(items: readonly Item[], index: number, item: Item): readonly Item[] {
  return items.map((other, at) => (at === index ? item : other));
}

function onGripKey(event: KeyboardEvent, move: (step: number) => void): void {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  if (step === 0) return;
  event.preventDefault();
  event.stopPropagation();
  move(step);
}

/** Keys that go along with their rows, because items have no identity of their own. */
function useRowKeys(length: number) {
  const keys = useRef<number[]>([]);
  const next = useRef(0);
  while (keys.current.length < length) keys.current.push(next.current++);
  keys.current.length = length;
  return {
    at: (index: number): number => keys.current[index] ?? index,
    move: (from: number, to: number): void => {
      const [key] = keys.current.splice(from, 1);
      if (key !== undefined) keys.current.splice(to, 0, key);
    },
    remove: (index: number): void => {
      keys.current.splice(index, 1);
    },
  };
}

/** Moves a row along with the pointer that holds its grip. */
function useDragging(list: { readonly current: HTMLOListElement | null }, move: (from: number, to: number) => void) {
  const [at, setAt] = useState<number | null>(null);
  // Crossing a neighbour's middle, not its edge: rows of unequal height would otherwise swap to and fro.
  const over = (y: number, from: number): number => {
    const middle = (index: number): number | undefined => {
      const box = list.current?.children[index]?.getBoundingClientRect();
      return box && box.top + box.height / 2;
    };
    if (y > (middle(from + 1) ?? Number.POSITIVE_INFINITY)) return from + 1;
    return y < (middle(from - 1) ?? Number.NEGATIVE_INFINITY) ? from - 1 : from;
  };
  const handlers = (index: number) => ({
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setAt(index);
    },
    onPointerMove: (event: PointerEvent<HTMLButtonElement>) => {
      if (at === null || at !== index) return;
      const to = over(event.clientY, at);
      if (to === at) return;
      move(at, to);
      setAt(to);
    },
    onPointerUp: () => setAt(null),
    onPointerCancel: () => setAt(null),
  });
  return { at, handlers };
}

function focusIn(list: HTMLOListElement | null, index: number): Partial<HTMLInputElement> | undefined {
  const control = list?.children[index]?.querySelector<HTMLElement>('input, textarea, select, button.control');
  control?.focus();
  return control ?? undefined;
}

function afterPaint(act: () => void): void {
  requestAnimationFrame(act);
}
