import type { Attributes } from '../attributes.ts';
import { never, type Task, until } from '../time/task.ts';
import type { VerbRun } from '../types.ts';

/** What somebody hears who waits. */
export type Waiting =
  | { readonly kind: 'music' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'document'; readonly url: string; readonly method: 'GET' | 'POST' };

/** An absent address is Twilio's hold music, for which the application is not asked; an empty one is silence. */
export function waitingOf(attributes: Attributes, name: string, method: string): Waiting {
  if (!attributes.has(name)) return { kind: 'music' };
  const url = attributes.url(name);
  if (attributes.raw(name) === '') return { kind: 'silence' };
  return url === undefined ? { kind: 'music' } : { kind: 'document', url, method: attributes.method(method) };
}

/** Waits with music or in silence until it is ended from outside. */
export function* waitOn({ leg }: VerbRun, what: 'music' | 'silence'): Task<never> {
  if (what === 'music') leg.emit({ kind: 'note', what: 'hold-music', details: {} });
  return yield* until(never);
}
