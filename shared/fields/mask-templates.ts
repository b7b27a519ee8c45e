/**
 * A text in which every expression (`{{ … }}`) and every tag of a template (`{% … %}`) is hidden behind letters that mean
 * nothing in XML; line breaks stay, so that every other character keeps its place. What stands in `{% raw %}` is not hidden.
 */
export function maskTemplates(text: string): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  return text.replace(TEMPLATE, (whole, open?: string, raw?: string, close?: string) => {
    if (open !== undefined) return hidden(open, LOGIC) + (raw ?? '') + hidden(close ?? '', LOGIC);
    return hidden(whole, whole.startsWith('{{') ? EXPRESSION : LOGIC);
  });
}

/** Matches a letter that stands for something a template prints or decides. */
export const PRINTED = /[\uE000\uE001]/;

/** Whether a masked text holds tags of a template, which can leave out or repeat parts of it. */
export function isLogic(masked: string): boolean {
  return masked.includes(LOGIC);
}

/** A masked text without its tags of templates, which print nothing. */
export function withoutLogic(masked: string): string {
  return masked.includes(LOGIC) ? masked.replaceAll(LOGIC, '') : masked;
}

/** Words about a masked text, with `{{ … }}` where the letters stand. */
export function unmasked(message: string): string {
  return message.replace(/\uE000+/g, '{{ … }}').replace(/\uE001+/g, '{% … %}');
}

const EXPRESSION = '\uE000';
const LOGIC = '\uE001';

const TEMPLATE =
  /(\{%-?\s*raw\s*-?%\})([\s\S]*?)(\{%-?\s*endraw\s*-?%\})|\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

function hidden(text: string, letter: string): string {
  return text.replace(/[^\n]/g, letter);
}
