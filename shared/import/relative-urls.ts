import { resolveUrl } from '../phone/http/url.ts';
import { type AttributeSpec, type DocumentKind, elementSpec } from '../twiml/catalogue/index.ts';
import type { LocatedElement } from '../twiml/parse-located.ts';

/** A relative address in a document; Twilio resolves it against the address the document came from. */
export interface RelativeUrl {
  /** Of the attribute, or of the element whose text it is. */
  readonly path: string;
  readonly url: string;
  /** What it became with a base. */
  readonly absolute?: string;
}

/**
 * The element with its relative addresses made absolute where there is a base, and a list of them. Elements without any
 * stay the same objects.
 */
export function resolveUrls(
  element: LocatedElement,
  place: { readonly path: string; readonly parent?: string; readonly document: DocumentKind },
  base?: string,
): { readonly element: LocatedElement; readonly found: readonly RelativeUrl[] } {
  const { path, parent, document } = place;
  const spec = elementSpec(element.tag, parent, document);
  const found: RelativeUrl[] = [];
  const resolve = (url: string, at: string): string => {
    const absolute = base === undefined ? undefined : resolveUrl(url, base);
    found.push({ path: at, url, ...(absolute !== undefined && { absolute }) });
    return absolute ?? url;
  };
  const attributes = Object.fromEntries(
    Object.entries(element.attributes).map(([name, value]) => {
      const fact = spec?.attributes.find((candidate) => candidate.name === name);
      return [name, isRelative(fact, value) ? resolve(value, `${path}/@${name}`) : value];
    }),
  );
  const counts = new Map<string, number>();
  const children = element.children.map((child) => {
    if (typeof child === 'string') {
      const text = child.trim();
      return spec?.text.content === 'url' && text !== '' && !ABSOLUTE.test(text) ? resolve(text, path) : child;
    }
    const count = (counts.get(child.tag) ?? 0) + 1;
    counts.set(child.tag, count);
    const inner = { path: `${path}/${child.tag}[${count}]`, parent: element.tag, document };
    const resolved = resolveUrls(child, inner, base);
    found.push(...resolved.found);
    return resolved.element;
  });
  const changed = found.some(({ absolute }) => absolute !== undefined);
  return { element: changed ? { ...element, attributes, children } : element, found };
}

/** An empty address that answers with TwiML says "nothing" (an empty `waitUrl` is silence); others mean the document itself. */
function isRelative(spec: AttributeSpec | undefined, value: string): boolean {
  if (spec?.type !== 'url' || ABSOLUTE.test(value)) return false;
  return value !== '' || spec.runs === undefined;
}

const ABSOLUTE = /^\s*[a-z][a-z0-9+.-]*:/i;
