/**
 * A text in which secrets are named, not held: what sends it puts them in, so that none gets into a session, a log or a page.
 * Parts, not marks within a text: nothing a caller says can be taken for a secret.
 */
export type Sealed = string | readonly (string | Secret)[];

/** A secret of the environment, by its name, and how it is written where it stands. */
export interface Secret {
  readonly secret: string;
  readonly as?: Escaping;
}

/** How what expressions print is written: within an XML text, a JSON string, a URL or form. */
export type Escaping = 'xml' | 'json' | 'url';

/** Renders one template text. */
type Render = (text: string, options?: { readonly as?: Escaping }) => string;

const SECRET = /\{\{-?\s*secrets\.([A-Za-z_][A-Za-z0-9_]{0,63})\s*-?\}\}/g;

/** Renders a template but for its `{{ secrets.NAME }}`, which stay named. */
export function seal(template: string, render: Render, as?: Escaping): Sealed {
  const options = as === undefined ? {} : { as };
  const { texts, secrets } = cutAtSecrets(template);
  if (secrets.length === 0) return render(template, options);
  return texts
    .flatMap((text, at): (string | Secret)[] => {
      const secret = secrets[at];
      return secret === undefined ? [render(text, options)] : [render(text, options), { secret, ...options }];
    })
    .filter((part) => part !== '');
}

/** A template as it is rendered, in pieces, and the names of the secrets between them: one less than there are pieces. */
export function cutAtSecrets(template: string): {
  readonly texts: readonly string[];
  readonly secrets: readonly string[];
} {
  const parts = template.split(SECRET);
  return { texts: parts.filter((_, at) => at % 2 === 0), secrets: parts.filter((_, at) => at % 2 === 1) };
}

/**
 * The same for a URL: what expressions print after the host is a value, which can neither add a parameter nor change the path.
 * An expression that begins the URL, or names its host, is written as it is.
 */
export function sealUrl(template: string, render: Render): Sealed {
  const text = template.trim();
  const [head = ''] = HEAD.exec(text) ?? [];
  return joined(seal(head, render), seal(text.slice(head.length), render, 'url'));
}

const HEAD = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:\{\{[^}]*\}\}|[^/?#{])*/i;

/** Texts one after another. */
export function joined(...texts: readonly Sealed[]): Sealed {
  const parts: (string | Secret)[] = [];
  for (const part of texts.flat()) {
    const before = parts.at(-1);
    if (typeof part === 'string' && typeof before === 'string') parts[parts.length - 1] = before + part;
    else if (part !== '') parts.push(part);
  }
  if (parts.length === 0) return '';
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : parts;
}

/** As people may see it: secrets by their names. */
export function sealedText(sealed: Sealed): string {
  if (typeof sealed === 'string') return sealed;
  return sealed.map((part) => (typeof part === 'string' ? part : `{{ secrets.${part.secret} }}`)).join('');
}

/** Names of the secrets in a text. */
export function secretsIn(sealed: Sealed): readonly string[] {
  if (typeof sealed === 'string') return [];
  return sealed.flatMap((part) => (typeof part === 'string' ? [] : [part.secret]));
}

/** Puts the secrets in. @param secretOf the value of a secret; what it throws goes on to the caller */
export function unseal(sealed: Sealed, secretOf: (name: string) => string): string {
  if (typeof sealed === 'string') return sealed;
  return sealed.map((part) => (typeof part === 'string' ? part : escapeFor(secretOf(part.secret), part.as))).join('');
}

/** A value as it is written in a text of that sort. An object is written as JSON. */
export function escapeFor(value: unknown, as: Escaping | undefined): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' && as !== 'xml' && as !== undefined ? JSON.stringify(value) : String(value);
  if (as === 'xml') return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  if (as === 'url') return encodeURIComponent(text.replace(LONE, '\ufffd'));
  return as === 'json' && typeof value === 'string' ? JSON.stringify(text).slice(1, -1) : text;
}

/** Halves of characters, which no URL can hold. */
const LONE = /\p{Surrogate}/gu;
