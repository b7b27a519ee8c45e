/** Where an element of a text stands; offsets count UTF-16 units from 0, `to` is one past the last. */
export interface ElementPlace {
  /** The name in its opening tag. */
  readonly name: Span;
  readonly attributes: ReadonlyMap<string, AttributePlace>;
  /** Where the first text directly inside it begins, white space apart. */
  text?: number;
}

export interface AttributePlace {
  readonly name: Span;
  /** What stands between the quotes. */
  readonly value: Span;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Where everything stands in a text that `parseFragment` has accepted: first the text itself as a nameless element, then its
 * elements in document order. For a text that is not well-formed the answer means nothing.
 */
export function placesOf(xml: string): readonly ElementPlace[] {
  const root: ElementPlace = { name: { from: 0, to: 0 }, attributes: new Map() };
  const places = [root];
  const open = [root];
  const text = (from: number, to: number): void => {
    const inside = open[open.length - 1] ?? root;
    const start = xml.slice(from, to).search(/\S/);
    if (start >= 0) inside.text ??= from + start;
  };
  let at = 0;
  for (const piece of xml.matchAll(PIECE)) {
    const [whole, tag, inside = '', selfClosing] = piece;
    text(at, piece.index);
    at = piece.index + whole.length;
    if (tag !== undefined) {
      const from = piece.index + 1;
      const name = { from, to: from + tag.length };
      const place: ElementPlace = { name, attributes: attributePlaces(inside, name.to) };
      places.push(place);
      if (selfClosing === undefined) open.push(place);
    } else if (whole.startsWith('</')) open.pop();
    else if (whole.startsWith('<![CDATA[')) text(piece.index + CDATA, at - ']]>'.length);
  }
  text(at, xml.length);
  return places;
}

/** The line and column of an offset, counted from 1. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line++;
  return { line, column: offset - start + 1 };
}

/** Finds lines and columns of one text, for whoever asks many times. */
export function lineFinder(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** The offset of a line and column counted from 1, kept inside the text. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let number = 1; number < line; number++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return Math.min(start + column - 1, text.length);
}

const CDATA = '<![CDATA['.length;

/** A comment, a CDATA section, a closing tag, or an opening tag with its name, its attributes and whether it closes itself. */
const PIECE = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\/[^>]*>|<([^\s/>!?]+)((?:"[^"]*"|'[^']*'|[^"'>/])*)(\/)?>/g;

const ATTRIBUTE = /([^\s=]+)(\s*=\s*)(?:"([^"]*)"|'([^']*)')/g;

function attributePlaces(text: string, start: number): ReadonlyMap<string, AttributePlace> {
  const found = new Map<string, AttributePlace>();
  for (const match of text.matchAll(ATTRIBUTE)) {
    const [, name = '', equals = '', double, single] = match;
    const from = start + match.index;
    const value = from + name.length + equals.length + 1;
    const length = (double ?? single ?? '').length;
    found.set(name, { name: { from, to: from + name.length }, value: { from: value, to: value + length } });
  }
  return found;
}
