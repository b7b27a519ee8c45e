/** An `&` or `<` that was meant as text. */
interface StraySign {
  readonly code: 'entity' | 'notWellFormed';
  readonly message: string;
  readonly offset: number;
}

/**
 * The first stray sign in a document that the parser gave up at `failedAt`, if it is the reason. The parser reads on from an
 * `&` for its semicolon, often to the end, and then complains about what is there.
 */
export function straySign(xml: string, failedAt: number): StraySign | undefined {
  for (const match of xml.matchAll(SIGN)) {
    const [whole, name] = match;
    const offset = match.index;
    if (offset > failedAt) return undefined;
    if (whole === '<') {
      // Beside the sign itself nothing has been read, so that a failure further on has another reason.
      if (failedAt - offset > 1) continue;
      return { code: 'notWellFormed', message: 'This < begins no tag; write &lt; for a < in text.', offset };
    }
    if (whole === '&') {
      return { code: 'entity', message: 'This & begins no entity; write &amp; for an & in text.', offset };
    }
    if (name === undefined || KNOWN.has(name)) continue;
    const message = `XML does not know &${name.slice(0, 40)};. Only the entities &amp; &lt; &gt; &quot; &apos; and character references are allowed; write &amp; for an & in text.`;
    return { code: 'entity', message, offset };
  }
  return undefined;
}

const KNOWN: ReadonlySet<string> = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);

/** What signs mean nothing in, unclosed or not; a character reference; an `&` with or without its entity; a `<` before no tag. */
const SIGN =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|&#(?:\d+|x[\da-f]+);|&(?:([\p{L}_:][\p{L}\p{N}_:.-]*);)?|<(?![\p{L}_:/!?])/giu;
