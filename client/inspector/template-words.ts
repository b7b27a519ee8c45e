import type { Completion } from '../../shared/check/completions.ts';
import { matching, type TemplateContext } from './templateCompletion.ts';

/** One thing that can be typed at a place in a template. */
export type Offer = Pick<Completion, 'path' | 'label' | 'sometimes'>;

/**
 * What can be typed where the caret stands, the best first: variables, filters behind a bar, tags behind `{%`, comparisons behind
 * a value.
 *
 * @param paths what the template can read from outside; asked for only where that may be typed
 */
export function offersAt(context: TemplateContext, paths: () => readonly Completion[]): readonly Offer[] {
  return matching(offersFor(context, paths), context.query);
}

function offersFor(context: TemplateContext, paths: () => readonly Completion[]): readonly Offer[] {
  const { place, inside, own } = context;
  if (place === 'filter') return FILTER_OFFERS;
  if (place === 'operator') return OPERATOR_OFFERS;
  if (place === 'in') return [{ path: 'in', label: 'each of a list' }];
  if (place === 'tag') return tagOffers(inside.at(-1));
  const loop = inside.includes('for') || inside.includes('tablerow') ? LOOP_OFFERS : [];
  const known = paths();
  return [...own.map((path) => ({ path, label: 'Of this text' })), ...itemsOf(context, known), ...known, ...loop];
}

/** What is in the item of a loop, as far as that is known of the list's first one. */
function itemsOf({ loops }: TemplateContext, known: readonly Offer[]): readonly Offer[] {
  const found: Offer[] = [];
  for (const { name, of } of loops) {
    const first = `${of}.first.`;
    const items = [...known, ...found].filter(({ path }) => path.startsWith(first));
    found.push(...items.map((item) => ({ ...item, path: `${name}.${item.path.slice(first.length)}` })));
  }
  return found;
}

/** What belongs to the innermost tag that is open comes first. */
function tagOffers(inside: string | undefined): readonly Offer[] {
  const own = Object.entries(PARTS[inside ?? ''] ?? {}).map(([path, label]) => ({ path, label }));
  return [...own, ...TAG_OFFERS];
}

/** Liquid's tags that our templates know, as https://liquidjs.com/tags/overview.html has them. */
export const TAGS: Readonly<Record<string, string>> = {
  if: 'Only where something is so',
  unless: 'Only where something is not so',
  case: 'One of several, by a value',
  for: 'Once for each of a list',
  assign: 'Gives a value a name within this text',
  capture: 'Gives what is printed inside a name',
  comment: 'Prints nothing',
  raw: 'Prints braces as they are',
};

/** What may stand inside a tag, and what ends it. */
export const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  if: { endif: 'Ends the if', else: 'Where none of that is so', elsif: 'Else, only where something is so' },
  unless: { endunless: 'Ends the unless', else: 'Else', elsif: 'Else, only where something is so' },
  case: { when: 'For this value', else: 'For every other value', endcase: 'Ends the case' },
  for: {
    endfor: 'Ends the for',
    else: 'Where the list is empty',
    break: 'Goes on behind the for',
    continue: 'Goes on with the next',
  },
  capture: { endcapture: 'Ends the capture' },
  comment: { endcomment: 'Ends the comment' },
  raw: { endraw: 'Ends the raw' },
};

/** https://liquidjs.com/tutorials/operators.html */
export const OPERATORS: Readonly<Record<string, string>> = {
  '==': 'is',
  '!=': 'is not',
  '>': 'is more than',
  '<': 'is less than',
  '>=': 'is at least',
  '<=': 'is at most',
  contains: 'holds a text, or an item of a list',
  and: 'and also',
  or: 'or else',
};

/** Liquid's filters that texts of calls want, as https://liquidjs.com/filters/overview.html has them; a colon where a value follows. */
export const FILTERS: Readonly<Record<string, string>> = {
  'default:': 'Another value where there is none',
  upcase: 'In capitals',
  downcase: 'In small letters',
  capitalize: 'The first letter in capitals',
  strip: 'Without spaces around',
  'append:': 'With a text behind',
  'prepend:': 'With a text before',
  'replace:': 'With each text replaced by another',
  'remove:': 'Without a text',
  'slice:': 'A part, from a place on',
  'truncate:': 'Cut after so many characters',
  'truncatewords:': 'Cut after so many words',
  'split:': 'A list, parted at a text',
  'join:': 'A list as a text, with this between',
  size: 'How many characters, or items',
  first: 'The first item',
  last: 'The last item',
  'map:': 'This field of each item',
  'where:': 'Items with this field, or with this value in it',
  sort: 'A list in order',
  reverse: 'A list backwards',
  uniq: 'A list without repetitions',
  compact: 'A list without empty items',
  'date:': 'A time as words, such as "%A, %B %d"',
  'plus:': 'A number added',
  'minus:': 'A number taken away',
  'times:': 'Multiplied by',
  'divided_by:': 'Divided by',
  'modulo:': 'What is left after dividing by',
  round: 'A whole number, or with so many digits',
  ceil: 'The next whole number above',
  floor: 'The next whole number below',
  abs: 'A number without its sign',
  'at_least:': 'No less than',
  'at_most:': 'No more than',
  escape: 'Fit for XML',
  url_encode: 'Fit for a web address',
  json: 'As JSON',
};

const offers = (words: Readonly<Record<string, string>>): readonly Offer[] =>
  Object.entries(words).map(([path, label]) => ({ path, label }));

const TAG_OFFERS = offers(TAGS);
const OPERATOR_OFFERS = offers(OPERATORS);
const FILTER_OFFERS = offers(FILTERS);
const LOOP_OFFERS: readonly Offer[] = [
  { path: 'forloop.index', label: 'Round of the for, from 1' },
  { path: 'forloop.first', label: 'Whether it is the first round' },
  { path: 'forloop.last', label: 'Whether it is the last round' },
];
