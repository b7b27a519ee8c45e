/** A place in a template text where a variable's path is being typed. */
export interface TemplateContext {
  /** Index of the first character of the path. */
  readonly start: number;
  /** Index after the path's last character; the caret may stand inside. */
  readonly end: number;
  /** What is typed of the path before the caret. */
  readonly query: string;
}

/**
 * Tells whether the caret stands where a path belongs: inside `{{ … }}` or `{% … %}`, on a word outside quotes.
 *
 * @returns undefined where plain text, a quoted word or a filter's name is being typed
 */
export function templateContext(text: string, caret: number): TemplateContext | undefined {
  const before = text.slice(0, caret);
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (open < 0) return undefined;
  const inside = before.slice(open + 2);
  if (/[}%]\}/.test(inside) || quoted(inside)) return undefined;
  const query = /[A-Za-z0-9_.]*$/.exec(inside)?.[0] ?? '';
  const lead = inside.slice(0, inside.length - query.length);
  // A filter's name follows a bar, a tag's name follows `{%`: neither is a path.
  if (/\|\s*$/.test(lead)) return undefined;
  if (before[open + 1] === '%' && /^-?\s*$/.test(lead)) return undefined;
  const rest = /^[A-Za-z0-9_.]*/.exec(text.slice(caret))?.[0] ?? '';
  return { start: caret - query.length, end: caret + rest.length, query };
}

/** Puts a path in place of what was typed and closes `{{` if nothing does; returns the text and where the caret goes. */
export function insertPath(text: string, context: TemplateContext, path: string): { text: string; caret: number } {
  const before = text.slice(0, context.start);
  const after = text.slice(context.end);
  const isOutput = before.lastIndexOf('{{') > before.lastIndexOf('{%');
  const lead = isOutput && before.endsWith('{{') ? ' ' : '';
  if (!isOutput || closesFirst(after)) {
    const caret = before.length + lead.length + path.length;
    return { text: before + lead + path + after, caret };
  }
  const inserted = `${lead}${path} }}`;
  return { text: before + inserted + after, caret: before.length + inserted.length };
}

/** The completions that fit what is typed, best first: a path that begins so, then one with a part that does, then any. */
export function matching<C extends { readonly path: string; readonly label?: string }>(
  completions: readonly C[],
  query: string,
): readonly C[] {
  const wanted = query.toLowerCase();
  if (wanted === '') return completions;
  const rank = (completion: C): number => {
    const path = completion.path.toLowerCase();
    if (path.startsWith(wanted)) return 0;
    if (path.split('.').some((part) => part.startsWith(wanted))) return 1;
    if (path.includes(wanted) || completion.label?.toLowerCase().includes(wanted)) return 2;
    return 3;
  };
  return completions
    .map((completion) => ({ completion, rank: rank(completion) }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.completion);
}

function quoted(text: string): boolean {
  let mark = '';
  for (const char of text) {
    if (mark === '' && (char === '"' || char === "'")) mark = char;
    else if (char === mark) mark = '';
  }
  return mark !== '';
}

/** Whether the next braces after the caret close an output rather than open another. */
function closesFirst(after: string): boolean {
  const close = after.indexOf('}}');
  const open = after.indexOf('{{');
  return close >= 0 && (open < 0 || close < open);
}
