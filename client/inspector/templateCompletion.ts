import { type OpenTags, openTags } from './open-tags.ts';

/** A place in a template text where a word is being typed. */
export interface TemplateContext extends OpenTags {
  /** Index of the first character of the word. */
  readonly start: number;
  /** Index after the word's last character; the caret may stand inside. */
  readonly end: number;
  /** What is typed of the word before the caret. */
  readonly query: string;
  /** What sort of word belongs there: `in` is that of `{% for item in list %}`. */
  readonly place: 'path' | 'filter' | 'tag' | 'operator' | 'in';
}

/**
 * Tells which word belongs where the caret stands: a path inside of `{{ … }}` or `{% … %}`, a filter behind a bar, a tag behind
 * `{%`, a comparison behind a value.
 *
 * @returns undefined where plain text, a quoted word or a new name is being typed
 */
export function templateContext(text: string, caret: number): TemplateContext | undefined {
  const before = text.slice(0, caret);
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (open < 0) return undefined;
  const inside = before.slice(open + 2);
  if (/[}%]\}/.test(inside) || quoted(inside)) return undefined;
  const query = /[A-Za-z0-9_.]*$/.exec(inside)?.[0] ?? '';
  const lead = inside.slice(0, inside.length - query.length).replace(/^-/, '');
  const place = before[open + 1] === '%' ? placeInTag(lead) : placeInOutput(lead);
  if (place === undefined) return undefined;
  const rest = /^[A-Za-z0-9_.]*/.exec(text.slice(caret))?.[0] ?? '';
  return { start: caret - query.length, end: caret + rest.length, query, place, ...openTags(before.slice(0, open)) };
}

function placeInOutput(lead: string): TemplateContext['place'] | undefined {
  if (/\|\s*$/.test(lead)) return 'filter';
  return VALUE_BEFORE.test(lead) ? undefined : 'path';
}

/** A value, and what belongs behind it. */
const VALUE_BEFORE = /[\w\])"']\s+$/;

function placeInTag(lead: string): TemplateContext['place'] | undefined {
  if (/^\s*$/.test(lead)) return 'tag';
  const [, tag = '', words = ''] = /^\s*(\w+)(.*)$/s.exec(lead) ?? [];
  switch (tag) {
    case 'if':
    case 'elsif':
    case 'unless':
      return placeInCondition(words);
    case 'for':
    case 'tablerow':
      if (/^\s+\w+\s+$/.test(words)) return 'in';
      return /^\s+\w+\s+in\s+$/.test(words) ? 'path' : undefined;
    case 'assign':
      return words.includes('=') ? placeInOutput(words) : undefined;
    default:
      return tag === 'case' || tag === 'when' || tag === 'echo' ? placeInOutput(words.trimStart()) : undefined;
  }
}

function placeInCondition(words: string): TemplateContext['place'] {
  const last = /(\w+)\s+$/.exec(words)?.[1];
  if (last !== undefined && ['and', 'or', 'not', 'contains'].includes(last)) return 'path';
  return VALUE_BEFORE.test(words) ? 'operator' : 'path';
}

/** Puts a word in place of what was typed and closes the braces if nothing does; returns the text and where the caret goes. */
export function insertWord(text: string, context: TemplateContext, word: string): { text: string; caret: number } {
  const before = text.slice(0, context.start);
  const after = text.slice(context.end);
  const isOutput = before.lastIndexOf('{{') > before.lastIndexOf('{%');
  const lead = /(\{\{|\{%-?|\|)$/.test(before) ? ' ' : '';
  // A value follows a filter with a colon, a tag, a comparison.
  const goesOn =
    context.place === 'tag'
      ? !isBare(word)
      : word.endsWith(':') || context.place === 'operator' || context.place === 'in';
  const written = `${lead}${word}${goesOn ? ' ' : ''}`;
  const close = closes(after, isOutput ? '}}' : '%}', isOutput ? '{{' : '{%') ? '' : isOutput ? ' }}' : ' %}';
  const needed = isOutput || context.place === 'tag' ? close : '';
  const behind = needed !== '' && !goesOn ? needed.length : 0;
  return { text: before + written + needed + after, caret: before.length + written.length + behind };
}

const BARE_TAGS = new Set(['else', 'break', 'continue', 'comment', 'raw']);

/** Nothing follows the name of such a tag. */
function isBare(tag: string): boolean {
  return BARE_TAGS.has(tag) || tag.startsWith('end');
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

/** Whether the next braces after the caret close what is open rather than open another. */
function closes(after: string, close: string, open: string): boolean {
  const end = after.indexOf(close);
  const next = after.indexOf(open);
  return end >= 0 && (next < 0 || end < next);
}
