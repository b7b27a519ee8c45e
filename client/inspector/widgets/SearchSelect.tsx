import { Check, ChevronDown, Search } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';

/** One choice of a long list. */
export interface SearchOption {
  readonly value: string;
  readonly label: string;
  /** Mono at the right, usually the stored value. */
  readonly term?: string;
  readonly group?: string;
  /** More words the search looks in. */
  readonly words?: string;
}

interface SearchSelectProps {
  readonly id?: string;
  readonly label: string;
  readonly describedBy?: string | undefined;
  readonly value: string | undefined;
  /** What the button says for the value. */
  readonly display?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly invalid?: boolean;
  readonly options: readonly SearchOption[] | undefined;
  /** Offers what is typed as a value of its own, e.g. a voice newer than the list or an expression: always, or where it can be one. */
  readonly free?: boolean | ((typed: string) => boolean);
  readonly onOpen?: () => void;
  readonly onChange: (value: string | undefined) => void;
  readonly extra?: (option: SearchOption) => ReactNode;
}

/** A button that opens a list with a search; arrow keys, Home, End, Enter and Escape work from the search. */
export function SearchSelect(props: SearchSelectProps) {
  const { value, options, onChange } = props;
  const [open, setOpen] = useState(false);
  const known = options?.find((option) => option.value === value);
  const shown = props.display ?? known?.label ?? value;
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        if (next) props.onOpen?.();
        setOpen(next);
      }}
    >
      <Popover.Trigger asChild>
        <button
          type="button"
          id={props.id}
          className="control search-select"
          aria-label={props.id ? undefined : props.label}
          aria-describedby={props.describedBy}
          aria-invalid={props.invalid || undefined}
          aria-haspopup="listbox"
        >
          <span className={value ? 'search-select-value' : 'search-select-value is-placeholder'}>
            {shown || props.placeholder || 'Choose'}
          </span>
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="search-popup"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={props.label}
          onEscapeKeyDown={(event) => event.stopPropagation()}
          // In a sheet, the sheet would otherwise keep the list from scrolling.
          onWheel={(event) => event.stopPropagation()}
          onTouchMove={(event) => event.stopPropagation()}
        >
          <SearchList
            {...props}
            onChange={(next) => {
              setOpen(false);
              onChange(next);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function SearchList({ label, value, options, free, placeholder, onChange }: SearchSelectProps) {
  const [query, setQuery] = useState('');
  const rows = useMemo(
    () => rowsFor(options ?? [], query, value, free, placeholder),
    [options, query, value, free, placeholder],
  );
  const choices = rows.filter((row): row is Choice => row.kind === 'choice');
  const [active, setActive] = useState<number | null>(null);
  const at = active ?? Math.max(0, query ? 0 : choices.findIndex((row) => row.selected));
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    list.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: active === null ? 'center' : 'nearest' });
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const last = choices.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at - 1),
      PageDown: Math.min(last, at + 8),
      PageUp: Math.max(0, at - 8),
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setActive(next);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = choices[at];
      if (choice) onChange(choice.value);
    }
  };

  return (
    <>
      <div className="search-popup-field">
        <Search size={14} aria-hidden="true" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={choices.length > 0 ? `${listId}-${at}` : undefined}
          aria-label={`Search ${label.toLowerCase()}`}
          placeholder="Search"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={label} className="search-popup-list">
        {options === undefined && <p className="search-popup-empty">Loading the list</p>}
        {options !== undefined && choices.length === 0 && (
          <p className="search-popup-empty">Nothing is called “{query}”. Try a language, a name or a code.</p>
        )}
        {rows.map((row) =>
          row.kind === 'group' ? (
            <div key={`group ${row.label}`} role="presentation" className="search-popup-group">
              {row.label}
            </div>
          ) : (
            <Option
              key={row.value ?? 'unset'}
              id={`${listId}-${row.index}`}
              row={row}
              active={row.index === at}
              onPoint={() => setActive(row.index)}
              onChoose={() => onChange(row.value)}
            />
          ),
        )}
      </div>
    </>
  );
}

interface Choice {
  readonly kind: 'choice';
  readonly index: number;
  readonly value: string | undefined;
  readonly label: string;
  readonly term: string | undefined;
  readonly selected: boolean;
}

type Row = Choice | { readonly kind: 'group'; readonly label: string };

function Option(props: { id: string; row: Choice; active: boolean; onPoint: () => void; onChoose: () => void }) {
  const { id, row, active, onPoint, onChoose } = props;
  return (
    // The keys are handled by the search, which keeps the focus (aria-activedescendant).
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="search-popup-option"
      onMouseMove={active ? undefined : onPoint}
      onClick={onChoose}
    >
      <Check size={14} aria-hidden="true" style={{ visibility: row.selected ? 'visible' : 'hidden' }} />
      <span>{row.label}</span>
      {row.term && <code>{row.term}</code>}
    </div>
  );
}

function rowsFor(
  options: readonly SearchOption[],
  query: string,
  value: string | undefined,
  free: SearchSelectProps['free'],
  placeholder: string | undefined,
): readonly Row[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rows: Row[] = [];
  let count = 0;
  let group: string | undefined;
  const choice = (value_: string | undefined, label: string, term?: string): void => {
    rows.push({ kind: 'choice', index: count++, value: value_, label, term, selected: value === value_ });
  };
  if (words.length === 0 && placeholder) choice(undefined, placeholder);
  for (const option of options) {
    const text = `${option.group ?? ''} ${option.label} ${option.value} ${option.words ?? ''}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    if (option.group && option.group !== group) rows.push({ kind: 'group', label: option.group });
    group = option.group;
    choice(option.value, option.label, option.term);
  }
  const typed = query.trim();
  if (
    typed !== '' &&
    (typeof free === 'function' ? free(typed) : free) &&
    !options.some((option) => option.value === typed)
  )
    choice(typed, `Use “${typed}”`);
  return rows;
}
