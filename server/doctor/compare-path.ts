/** How a path arrived other than a server below a proxy may expect it. */
export type PathChange =
  /** Something stands in front that belongs there neither with nor without the public path. */
  | { readonly kind: 'path-prefixed'; readonly by: string; readonly came: string }
  /** Slashes were doubled, or one was added at the end. */
  | { readonly kind: 'path-slashes'; readonly came: string }
  /** It is another path altogether. */
  | { readonly kind: 'path-replaced'; readonly came: string };

/**
 * @param prefix path of the public base URL; a proxy may take it off or leave it
 * @param path path below it
 * @param came path as it arrived
 * @returns undefined where it arrived as it should
 */
export function comparePath(prefix: string, path: string, came: string): PathChange | undefined {
  if (came === path || came === prefix + path) return undefined;
  const tidy = came.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  if (tidy === path || tidy === prefix + path) return { kind: 'path-slashes', came };
  if (!came.endsWith(path)) return { kind: 'path-replaced', came };
  return { kind: 'path-prefixed', by: came.slice(0, -path.length), came };
}

/** What became of the public base URL's path on the way: nothing to speak of where it has none. */
export function prefixFate(prefix: string, came: string): 'none' | 'kept' | 'taken off' {
  if (prefix === '') return 'none';
  return came.startsWith(`${prefix}/`) ? 'kept' : 'taken off';
}
