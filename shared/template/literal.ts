import { hasTemplate } from './template.ts';

/**
 * A Liquid text that prints exactly this text: expressions in it are shown, not evaluated. A text without any is its own
 * literal.
 *
 * @example literal('Write {{ name }}') // '{% raw %}Write {{ name }}{% endraw %}'
 */
export function literal(text: string): string {
  if (!hasTemplate(text)) return text;
  // Liquid ends raw text at the first word that closes it, so a text that holds one is opened piece by piece instead.
  if (/endraw/.test(text)) return text.replace(/\{[{%]/g, (opening) => `{{ '${opening}' }}`);
  return `{% raw %}${text}{% endraw %}`;
}
