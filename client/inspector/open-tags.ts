/** What a template has begun, and named, up to some point. */
export interface OpenTags {
  /** Tags that are open there, the innermost last. */
  readonly inside: readonly string[];
  /** Names it has given: those of loops only inside of them. */
  readonly own: readonly string[];
  /** Loops that are open there, the innermost last. */
  readonly loops: readonly OpenLoop[];
}

/** `{% for name in of %}` */
interface OpenLoop {
  readonly name: string;
  /** Path of the list; empty where it is none. */
  readonly of: string;
}

/** Reads the tags of a template's beginning; it need not be finished, nor right. */
export function openTags(before: string): OpenTags {
  const open: { readonly tag: string; readonly loop?: OpenLoop }[] = [];
  const named = new Set<string>();
  for (const [, tag = '', words = ''] of before.matchAll(/\{%-?\s*(\w+)\s*(.*?)-?%\}/gs)) {
    const quiet = open.at(-1)?.tag === 'raw' || open.at(-1)?.tag === 'comment';
    if (tag.startsWith('end')) {
      const at = open.findLastIndex((one) => `end${one.tag}` === tag);
      if (at >= 0) open.splice(at);
    } else if (!quiet) {
      const [, name, of = ''] = /^([A-Za-z_]\w*)(?:\s+in\s+([A-Za-z_][\w.]*))?/.exec(words) ?? [];
      const isLoop = tag === 'for' || tag === 'tablerow';
      if (BLOCKS.has(tag)) open.push({ tag, ...(isLoop && name !== undefined && { loop: { name, of } }) });
      if ((tag === 'assign' || tag === 'capture') && name !== undefined) named.add(name);
    }
  }
  const loops = open.flatMap(({ loop }) => loop ?? []);
  const own = [...new Set([...loops.map(({ name }) => name).reverse(), ...named])];
  return { inside: open.map(({ tag }) => tag), own, loops };
}

const BLOCKS = new Set(['if', 'unless', 'case', 'for', 'tablerow', 'capture', 'comment', 'raw']);
