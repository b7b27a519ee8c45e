import { type ElementSpec, elementSpec } from '../twiml/catalogue/index.ts';
import type { Noun, NounsOptions } from './noun.ts';

/**
 * The elements that may be added to a list of nouns now, those in general use first. What Twilio has retired is never
 * offered, though a list that was imported may hold it.
 */
export function nounChoices(value: readonly Noun[], options: NounsOptions): readonly ElementSpec[] {
  const { parent, tags, document, max } = options;
  const spec = elementSpec(parent, undefined, document);
  const { max: most = max ?? Number.POSITIVE_INFINITY, alone = [] } = spec?.childRules ?? {};
  if (spec === undefined || value.length >= Math.min(most, max ?? most)) return [];
  if (value.some(({ tag }) => alone.includes(tag))) return [];
  const allowed = (tags ?? spec.children).flatMap((tag) => elementSpec(tag, parent, document) ?? []);
  return allowed
    .filter(({ tag, status, maxPerParent = Number.POSITIVE_INFINITY }) => {
      if (status === 'retired' || (value.length > 0 && alone.includes(tag))) return false;
      return value.filter((noun) => noun.tag === tag).length < maxPerParent;
    })
    .sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
}

const STATUSES: readonly ElementSpec['status'][] = ['ga', 'beta', 'undocumented', 'legacy', 'retired'];
