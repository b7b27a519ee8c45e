/** What is being written where the caret stands, and the elements that are open around it, outermost first. */
export type Opening = { readonly from: number; readonly stack: readonly string[] } & (
  | { readonly part: 'element' }
  | { readonly part: 'close' }
  | { readonly part: 'attribute'; readonly tag: string; readonly attributes: readonly string[] }
  | { readonly part: 'value'; readonly tag: string; readonly attribute: string; readonly value: string }
);

/**
 * Reads a text up to the caret, well-formed or not, and tells which name or value the caret stands in. A `Response` around
 * the verbs does not count as open.
 *
 * @returns undefined in text, in comments and in other places where no name and no value stands
 */
export function openingAt(text: string, caret: number): Opening | undefined {
  const before = text.slice(0, caret);
  const stack: string[] = [];
  let at = before.indexOf('<');
  while (at >= 0) {
    const skipped = SKIPPED.find(([start]) => before.startsWith(start, at));
    if (skipped !== undefined) {
      const end = before.indexOf(skipped[1], at);
      if (end < 0) return undefined;
      at = before.indexOf('<', end);
      continue;
    }
    const closing = before[at + 1] === '/';
    const read = closing ? closeTag(before, at, stack) : openTag(before, at, stack);
    if (typeof read !== 'number') return read;
    at = before.indexOf('<', read);
  }
  return undefined;
}

const SKIPPED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

const NAME = /[^\s/>=<"']*/y;
const SPACE = /\s*/y;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** Where reading goes on behind a closing tag, or what is written if it is not finished. */
function closeTag(text: string, at: number, stack: string[]): number | Opening {
  const name = match(NAME, text, at + 2);
  const end = at + 2 + name.length;
  if (end === text.length) return { part: 'close', from: at + 2, stack };
  const index = stack.lastIndexOf(name);
  if (index >= 0) stack.length = index;
  return end;
}

function openTag(text: string, at: number, stack: string[]): number | Opening | undefined {
  const tag = match(NAME, text, at + 1);
  let next = at + 1 + tag.length;
  if (next === text.length) return { part: 'element', from: at + 1, stack };
  const attributes: string[] = [];
  for (;;) {
    const space = match(SPACE, text, next);
    next += space.length;
    const char = text[next];
    if (char === undefined) return space === '' ? undefined : { part: 'attribute', from: next, stack, tag, attributes };
    if (char === '>' || char === '<') {
      if (tag !== '' && tag !== 'Response' && text[next - 1] !== '/') stack.push(tag);
      return next;
    }
    const name = match(NAME, text, next);
    if (name === '') {
      next++;
      continue;
    }
    if (next + name.length === text.length) return { part: 'attribute', from: next, stack, tag, attributes };
    attributes.push(name);
    next += name.length;
    const quote = /^\s*=\s*(["'])/.exec(text.slice(next, next + 40));
    if (quote === null) continue;
    const start = next + quote[0].length;
    const end = text.indexOf(quote[1] ?? '"', start);
    if (end < 0) return valueOpening(text, start, stack, tag, name);
    next = end + 1;
  }
}

/** The value, or its last word where it is a list. */
function valueOpening(text: string, start: number, stack: string[], tag: string, attribute: string): Opening {
  const value = text.slice(start);
  const word = /[^\s]*$/.exec(value)?.[0] ?? '';
  return { part: 'value', from: text.length - word.length, stack, tag, attribute, value };
}
