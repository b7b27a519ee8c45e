/** One step of a path in a Liquid expression: a name, or an index as it is written between brackets. */
export type Segment = { readonly name: string } | { readonly index: string };

/** Where in a text a path stands. */
export interface PathPlace {
  /** It is the whole expression of an output, before any filter: `{{ path | … }}`. */
  readonly isHead: boolean;
  /** It is all there is between the braces. */
  readonly isAlone: boolean;
}

/** What to write instead of a path; undefined leaves it as it is. */
export type MapPath = (path: readonly Segment[], place: PathPlace) => string | undefined;

/**
 * Rewrites the paths that a Liquid text reads, token by token: inside `{{ }}` and `{% %}` only, never inside strings, raw text or
 * comments, and never names of tags, filters or their arguments. Everything else stays, white space included.
 *
 * @example mapLiquid("{{ a.b | append: 'a.b' }}", (path) => (path.length === 2 ? 'c' : undefined)) // "{{ c | append: 'a.b' }}"
 */
export function mapLiquid(text: string, map: MapPath): string {
  let out = '';
  let at = 0;
  for (;;) {
    const open = text.slice(at).search(/\{[{%]/);
    if (open < 0) return out + text.slice(at);
    const start = at + open;
    out += text.slice(at, start);
    const end = endOf(text, start);
    if (end === undefined) return out + text.slice(start);
    const piece = text.slice(start, end);
    const tag = /^\{%-?\s*(raw|comment)\b/.exec(piece)?.[1];
    if (tag !== undefined) {
      const close = new RegExp(`\\{%-?\\s*end${tag}\\s*-?%\\}`, 'g');
      close.lastIndex = end;
      at = close.exec(text) === null ? text.length : close.lastIndex;
      out += text.slice(start, at);
      continue;
    }
    out += mapPiece(piece, map);
    at = end;
  }
}

/** Names that a text gives to itself: by assign, capture, for … */
export function localNames(text: string): ReadonlySet<string> {
  const names = [...text.matchAll(/\{%-?\s*(?:assign|capture|increment|decrement|for|tablerow)\s+([A-Za-z_][\w-]*)/g)];
  return new Set(names.map(([, name]) => name ?? ''));
}

/** A path as text; names that are none of Liquid's go between brackets. */
export function writePath(path: readonly Segment[]): string {
  return path
    .map((segment, index) => {
      if ('index' in segment) return `[${segment.index}]`;
      if (NAME.test(segment.name)) return index === 0 ? segment.name : `.${segment.name}`;
      return `["${segment.name.replaceAll('"', '')}"]`;
    })
    .join('');
}

const NAME = /^[A-Za-z_][\w-]*\??$/;

/** Position behind the closing braces; quotes hide braces, unless they never close. */
function endOf(text: string, start: number): number | undefined {
  const close = text[start + 1] === '{' ? '}}' : '%}';
  let quote = '';
  for (let i = start + 2; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (text.startsWith(close, i)) return i + 2;
  }
  const plain = text.indexOf(close, start + 2);
  return plain < 0 ? undefined : plain + 2;
}

function mapPiece(piece: string, map: MapPath): string {
  const isOutput = piece[1] === '{';
  const open = /^\{[{%]-?\s*/.exec(piece)?.[0] ?? '';
  const close = /\s*-?[}%]\}$/.exec(piece)?.[0] ?? '';
  const inner = piece.slice(open.length, Math.max(open.length, piece.length - close.length));
  const scanner = new Scanner(inner, map, isOutput);
  return open + scanner.run() + close;
}

class Scanner {
  private at = 0;
  private out = '';
  /** Last character that is no white space. */
  private before = '';

  constructor(
    private readonly text: string,
    private readonly map: MapPath,
    private readonly isOutput: boolean,
  ) {}

  run(): string {
    if (!this.isOutput) this.take(/^[A-Za-z_]\w*/);
    while (this.at < this.text.length) this.step();
    return this.out;
  }

  private step(): void {
    const rest = this.text.slice(this.at, this.at + LONGEST);
    const token = TOKEN.exec(rest)?.[0];
    const start = token === undefined ? /^[A-Za-z_][\w-]*\??/.exec(rest)?.[0] : undefined;
    // The name of a filter, or of an argument of one, is no path.
    const isPath = start !== undefined && this.before !== '|' && !/^\s*:/.test(rest.slice(start.length));
    if (isPath) this.path(start);
    else this.copy(token ?? start ?? rest[0] ?? '');
  }

  private path(start: string): void {
    const from = this.at;
    const isFirst = this.out.trim() === '';
    this.at += start.length;
    const path: Segment[] = [{ name: start }];
    for (let next = this.accessor(); next !== undefined; next = this.accessor()) path.push(next);
    const source = this.text.slice(from, this.at);
    const rest = this.text.slice(this.at);
    const isHead = this.isOutput && isFirst && /^\s*(\||$)/.test(rest);
    const mapped = this.map(path, { isHead, isAlone: isHead && rest.trim() === '' });
    this.out += mapped ?? source;
    this.before = 'a';
  }

  private accessor(): Segment | undefined {
    const rest = this.text.slice(this.at, this.at + LONGEST);
    const name = /^\s*\.(?!\.)\s*([A-Za-z_0-9][\w-]*\??)/.exec(rest);
    if (name) {
      this.at += name[0].length;
      return { name: name[1] ?? '' };
    }
    const index = /^\s*\[\s*(?:"([^"\]]*)"|'([^'\]]*)'|([^\]]*))\s*\]/.exec(rest);
    if (!index) return undefined;
    this.at += index[0].length;
    const quoted = index[1] ?? index[2];
    return quoted === undefined ? { index: new Scanner(index[3] ?? '', this.map, true).run() } : { name: quoted };
  }

  private take(pattern: RegExp): void {
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.copy(found);
  }

  private copy(text: string): void {
    this.out += text;
    this.at += text.length;
    const shown = text.trim();
    if (shown !== '') this.before = shown.at(-1) ?? '';
  }
}

/** A text, white space, or a number; `1..3` is two of them. */
const TOKEN = /^(?:"[^"]*"|'[^']*'|\s+|\d+(?:\.\d+)?)/;

/** Characters of one token; longer ones are copied bit by bit. */
const LONGEST = 2_000;
