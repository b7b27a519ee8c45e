import { templateUses } from './names.ts';

/** Names that a template reads as `env.NAME`. */
export function bindingsIn(text: string): readonly string[] {
  const known = cache.get(text);
  if (known) return known;
  const names = namesUnder('env', templateUses(text));
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(text, names);
  return names;
}

/** Names right below a root, of paths that templates read: those of `env` in `env.sales` and `call.From` are `sales`. */
export function namesUnder(root: string, paths: readonly string[]): readonly string[] {
  const names = paths.map((path) => path.split('.')).flatMap(([first, name]) => (first === root && name ? [name] : []));
  return [...new Set(names)];
}

const cache = new Map<string, readonly string[]>();
const MAX_CACHED = 5_000;
