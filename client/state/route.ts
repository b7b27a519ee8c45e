import { createStore } from 'zustand/vanilla';

/** Where in the product somebody is. */
export type Route =
  | { readonly page: 'flows' }
  | { readonly page: 'designer'; readonly flow: string }
  | { readonly page: 'calls'; readonly flow: string }
  | { readonly page: 'settings' }
  | { readonly page: 'unknown'; readonly path: string };

/** The current page; follows the browser's history once `followHistory` runs. */
export const routeStore = createStore<{ readonly route: Route }>()(() => ({ route: { page: 'flows' } }));

/** Reads a path of the address bar. */
export function readRoute(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const [room, id, sub] = parts;
  if (room === undefined) return { page: 'flows' };
  if (room === 'settings' && parts.length === 1) return { page: 'settings' };
  if (room === 'flows' && parts.length === 1) return { page: 'flows' };
  if (room === 'flows' && id && parts.length === 2) return { page: 'designer', flow: decode(id) };
  if (room === 'flows' && id && sub === 'calls' && parts.length === 3) return { page: 'calls', flow: decode(id) };
  return { page: 'unknown', path };
}

/** The path of a page. */
export function pathOf(route: Route): string {
  if (route.page === 'designer') return `/flows/${encodeURIComponent(route.flow)}`;
  if (route.page === 'calls') return `/flows/${encodeURIComponent(route.flow)}/calls`;
  if (route.page === 'settings') return '/settings';
  return route.page === 'unknown' ? route.path : '/flows';
}

/** Goes to a page; `replace` leaves no way back to the former one. */
export function goTo(route: Route, options: { replace?: boolean } = {}): void {
  const path = pathOf(route);
  if (options.replace) window.history.replaceState(null, '', path);
  else if (path !== window.location.pathname) window.history.pushState(null, '', path);
  routeStore.setState({ route });
}

/** Keeps the store in step with the address bar. @returns stops it */
export function followHistory(): () => void {
  const read = () => routeStore.setState({ route: readRoute(window.location.pathname) });
  read();
  window.addEventListener('popstate', read);
  return () => window.removeEventListener('popstate', read);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
