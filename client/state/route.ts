import { createStore } from 'zustand/vanilla';

/** Pages that belong to the account rather than to one flow, in the order of the bar that leads to them. */
export const DESK_PAGES = [
  { page: 'flows', title: 'Flows' },
  { page: 'numbers', title: 'Numbers' },
  { page: 'outgoing', title: 'Calls out' },
  { page: 'recordings', title: 'Recordings' },
  { page: 'voicemail', title: 'Voicemail' },
  { page: 'softphone', title: 'Phone' },
  { page: 'environments', title: 'Environments' },
  { page: 'doctor', title: 'Doctor' },
  { page: 'settings', title: 'Settings' },
] as const;

export type DeskPage = (typeof DESK_PAGES)[number]['page'];

/** Where in the product somebody is. */
export type Route =
  | { readonly page: DeskPage }
  | { readonly page: 'designer'; readonly flow: string }
  | { readonly page: 'calls'; readonly flow: string }
  | { readonly page: 'unknown'; readonly path: string };

/** The current page; follows the browser's history once `followHistory` runs. */
export const routeStore = createStore<{ readonly route: Route }>()(() => ({ route: { page: 'flows' } }));

/** Reads a path of the address bar. */
export function readRoute(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const [room, id, sub] = parts;
  if (room === undefined) return { page: 'flows' };
  const desk = parts.length === 1 ? DESK_PAGES.find(({ page }) => page === room) : undefined;
  if (desk) return { page: desk.page };
  if (room === 'flows' && id && parts.length === 2) return { page: 'designer', flow: decode(id) };
  if (room === 'flows' && id && sub === 'calls' && parts.length === 3) return { page: 'calls', flow: decode(id) };
  return { page: 'unknown', path };
}

/** The path of a page. */
export function pathOf(route: Route): string {
  if (route.page === 'designer') return `/flows/${encodeURIComponent(route.flow)}`;
  if (route.page === 'calls') return `/flows/${encodeURIComponent(route.flow)}/calls`;
  return route.page === 'unknown' ? route.path : `/${route.page}`;
}

/** Goes to a page; `replace` leaves no way back to the former one. */
export function goTo(route: Route, options: { replace?: boolean } = {}): void {
  const path = pathOf(route);
  if (hasOwnDocument(route) !== hasOwnDocument(readRoute(window.location.pathname))) {
    window.location.assign(path);
    return;
  }
  if (options.replace) window.history.replaceState(null, '', path);
  else if (path !== window.location.pathname) window.history.pushState(null, '', path);
  routeStore.setState({ route });
}

/** The server lets only the phone's document speak with Twilio, and the browser asks before a call in it is left. */
function hasOwnDocument({ page }: Route): boolean {
  return page === 'softphone';
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
