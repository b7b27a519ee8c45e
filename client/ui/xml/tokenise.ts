/** One stretch of a line of TwiML, coloured by its kind. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

export type TokenKind = 'mark' | 'tag' | 'attribute' | 'value' | 'text' | 'entity' | 'declaration';

/**
 * Cuts one line of serialised TwiML into coloured stretches. The stretches joined are the line, character for character.
 * Every line begins outside of tags: the serialiser breaks lines only between elements and inside spoken text.
 *
 * @example tokenise('<Say voice="man">Hi</Say>')
 */
export function tokenise(line: string): readonly Token[] {
  const tokens: Token[] = [];
  const add = (kind: TokenKind, text: string): void => {
    if (text !== '') tokens.push({ kind, text });
  };
  let at = 0;
  while (at < line.length) {
    const open = line.indexOf('<', at);
    addText(open < 0 ? line.slice(at) : line.slice(at, open), add);
    if (open < 0) break;
    const close = endOfTag(line, open);
    addTag(line.slice(open, close), add);
    at = close;
  }
  return tokens;
}

type Add = (kind: TokenKind, text: string) => void;

const ENTITY = /(&[#A-Za-z0-9]+;)/;
const TAG = /^(<\/?)([^\s/>]*)([\s\S]*?)(\/?>)?$/;
const ATTRIBUTE = /(\s*)([^\s=]+)(=)("[^"]*"?)/g;

/** Index after the `>` that ends the tag; a `>` inside quotes does not. */
function endOfTag(line: string, open: number): number {
  let quoted = false;
  for (let index = open; index < line.length; index++) {
    const char = line[index];
    if (char === '"') quoted = !quoted;
    else if (char === '>' && !quoted) return index + 1;
  }
  return line.length;
}

function addText(text: string, add: Add): void {
  for (const part of text.split(ENTITY)) add(ENTITY.test(part) ? 'entity' : 'text', part);
}

function addTag(tag: string, add: Add): void {
  const match = tag.startsWith('<?') ? null : TAG.exec(tag);
  if (!match) {
    add('declaration', tag);
    return;
  }
  const [, open = '', name = '', inside = '', close = ''] = match;
  add('mark', open);
  add('tag', name);
  let at = 0;
  for (const found of inside.matchAll(ATTRIBUTE)) {
    add('mark', inside.slice(at, found.index) + (found[1] ?? ''));
    add('attribute', found[2] ?? '');
    add('mark', found[3] ?? '');
    add('value', found[4] ?? '');
    at = found.index + found[0].length;
  }
  add('mark', inside.slice(at) + close);
}
