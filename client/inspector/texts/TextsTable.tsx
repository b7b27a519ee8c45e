import { type CSSProperties, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { TextRow } from '../../../shared/languages/text-table.ts';
import { languageName } from '../../../shared/twiml/catalogue/language-names.ts';
import { useUi } from '../../state/hooks.ts';
import { uiStore } from '../../state/index.ts';
import { cellAt, nextPlace, type Place, placeOf } from './places.ts';
import { TextsRow } from './TextsRow.tsx';

interface TextsTableProps {
  readonly rows: readonly TextRow[];
  /** Rows of the whole flow, whatever is filtered. */
  readonly all: readonly TextRow[];
  /** The flow's own language first. */
  readonly languages: readonly string[];
  readonly readOnly: boolean;
  /** Says which row is being written; null once none is. */
  readonly onWrite: (row: string | null) => void;
}

/** The grid: arrow keys go from cell to cell, Enter writes in one, Escape leaves it. */
export function TextsTable({ rows, all, languages, readOnly, onWrite }: TextsTableProps) {
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<Place | null>(null);
  const [writing, setWriting] = useState<Place | null>(null);
  const columns = ['block', ...languages];
  // A row that a filter takes away leaves the first cell to begin at.
  const tab = at && rows.some(({ key }) => key === at.row) ? at : { row: rows[0]?.key ?? '', column: 'block' };
  const write = useCallback(
    (place: Place | null) => {
      setWriting(place);
      if (place) onWrite(place.row);
    },
    [onWrite],
  );
  useWanted((place) => {
    if (!rows.some(({ key }) => key === place.row)) return false;
    if (readOnly) cellAt(grid.current, place)?.scrollIntoView({ block: 'center' });
    else write(place);
    return true;
  });
  const leave = useCallback((place: Place) => {
    // The next key already belongs to the cell.
    flushSync(() => setWriting(null));
    cellAt(grid.current, place)?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const cell = event.target as HTMLElement;
    const place = placeOf(cell);
    if (!place || event.altKey || event.metaKey) return;
    const next = nextPlace(
      place,
      event,
      rows.map(({ key }) => key),
      columns,
    );
    if (!next) {
      // These keys would remove the block that the row belongs to.
      if (event.key === 'Delete' || event.key === 'Backspace') event.preventDefault();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    setWriting(null);
    cellAt(grid.current, next)?.focus();
  };

  return (
    <table
      ref={grid}
      className="texts-grid"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are written in is a grid
      role="grid"
      aria-label="Texts by language"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-readonly={readOnly || undefined}
      style={{ '--languages': languages.length } as CSSProperties}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const place = placeOf(event.target as HTMLElement);
        if (!place) return;
        setAt(place);
        onWrite(place.row);
      }}
    >
      <thead>
        <tr className="texts-row texts-titles">
          <th scope="col">Block</th>
          {languages.map((code, index) => (
            <th key={code} scope="col">
              <span>{languageName(code)}</span>
              <small>
                <code>{code}</code> {index === 0 ? 'original' : `${translatedIn(all, code)} of ${all.length}`}
              </small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TextsRow
            key={row.key}
            row={row.key}
            block={row.block}
            field={row.field}
            label={row.label}
            name={row.blockName}
            columns={languages.join(' ')}
            tab={tab.row === row.key ? tab.column : null}
            writing={writing?.row === row.key ? writing.column : null}
            readOnly={readOnly}
            onWrite={write}
            onLeave={leave}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Shows the cell that something outside of the table leads to. @param show false as long as its row is not there */
function useWanted(show: (place: Place) => boolean): void {
  const wanted = useUi((state) => state.text);
  useEffect(() => {
    if (wanted && show({ row: wanted.row, column: wanted.language })) uiStore.getState().showText(null);
  });
}

/** Rows of the whole flow that are translated into a language. */
function translatedIn(rows: readonly TextRow[], language: string): number {
  return rows.filter(({ states }) => states[language] === 'translated').length;
}
