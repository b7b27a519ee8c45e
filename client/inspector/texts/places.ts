/** A row and a column of the table: its language, or `block` for the first one. */
export interface Place {
  readonly row: string;
  readonly column: string;
}

/** The cell that is this element itself; keys inside an editor are its own. */
export function placeOf({ dataset }: HTMLElement): Place | null {
  const { row, column } = dataset;
  return row === undefined || column === undefined ? null : { row, column };
}

/** The cell at a place, where it is in the grid. */
export function cellAt(grid: HTMLElement | null, { row, column }: Place): HTMLElement | null {
  return grid?.querySelector(`[data-row="${CSS.escape(row)}"][data-column="${CSS.escape(column)}"]`) ?? null;
}

const PAGE = 8;

/** Where a key leads to; undefined for keys that lead nowhere. */
export function nextPlace(
  { row, column }: Place,
  { key, ctrlKey }: { readonly key: string; readonly ctrlKey: boolean },
  rows: readonly string[],
  columns: readonly string[],
): Place | undefined {
  const y = rows.indexOf(row);
  const x = columns.indexOf(column);
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [x, y - 1],
    ArrowDown: [x, y + 1],
    ArrowLeft: [x - 1, y],
    ArrowRight: [x + 1, y],
    PageUp: [x, y - PAGE],
    PageDown: [x, y + PAGE],
    Home: [0, ctrlKey ? 0 : y],
    End: [columns.length - 1, ctrlKey ? rows.length - 1 : y],
  };
  const move = moves[key];
  if (!move) return undefined;
  const clamp = (value: number, length: number): number => Math.max(0, Math.min(length - 1, value));
  const next = { row: rows[clamp(move[1], rows.length)], column: columns[clamp(move[0], columns.length)] };
  return next.row === undefined || next.column === undefined ? undefined : { row: next.row, column: next.column };
}
