/**
 * Text made safe for XML 1.0 element content: illegal characters removed, `&`, `<`, `>` and carriage returns escaped.
 * Returns the same string when nothing needs escaping, which is the usual case.
 */
export function escapeText(text: string): string {
  return needsWorkInText.test(text) ? legal(text).replace(/[&<>\r]/g, replacementOf) : text;
}

/**
 * Text made safe for a double-quoted attribute value; line breaks and tabs become character references, because a
 * reader turns raw ones into spaces.
 */
export function escapeAttribute(text: string): string {
  return needsWorkInAttribute.test(text) ? legal(text).replace(/[&<>"\t\n\r]/g, replacementOf) : text;
}

/** The text without the characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets). */
export function legal(text: string): string {
  return text.replace(illegal, '');
}

/** Where the first character is that XML 1.0 cannot hold; -1 when there is none. */
export function findIllegal(text: string): number {
  return text.search(illegal);
}

const illegal =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

// Any surrogate takes the slow road: telling lone ones from pairs here would cost every plain text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go
const needsWorkInText = /[&<>\r\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go
const needsWorkInAttribute = /[&<>"\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function replacementOf(character: string): string {
  return replacements[character] ?? character;
}
