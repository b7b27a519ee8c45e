import { type DocumentKind, elementSpec } from '../twiml/catalogue/index.ts';
import { element, type TwimlElement, type TwimlNode } from '../twiml/element.ts';
import { parseFragment } from '../twiml/parse.ts';
import { type ElementPlace, lineAndColumn, offsetOf, placesOf, type Span } from '../twiml/places.ts';
import type { TwimlProblem } from '../twiml/problem.ts';
import { validateTwiml } from '../twiml/validate.ts';
import { isLogic, maskTemplates, PRINTED, unmasked, withoutLogic } from './mask-templates.ts';
import { readOwnTwiml, withoutDeclaration } from './own-twiml.ts';

/** Something wrong with TwiML that somebody wrote, and the stretch of the text it belongs to. */
export interface TwimlSpot extends Span {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** Without the place: what is wrong, and the nearest valid name where there is one. */
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What Twilio would refuse or skip in a text of verbs, in the order of the text. Expressions may print anything that is text,
 * so values that hold some are not judged; names that Twilio does not know are worth a warning, since it skips them (12200)
 * and may know them tomorrow. Without a kind of document the text is judged as the kind that suits it best.
 */
export function checkTwiml(text: string, document?: DocumentKind): readonly TwimlSpot[] {
  const key = `${document ?? ''}\n${text}`;
  const known = checked.get(key);
  if (known !== undefined) return known;
  const spots = freshlyChecked(text, document);
  if (checked.size >= REMEMBERED) checked.clear();
  checked.set(key, spots);
  return spots;
}

/** Tags of the verbs in a text with expressions; none where it cannot be read. */
export function verbsOf(text: string): readonly string[] {
  const read = readOwnTwiml(maskTemplates(text));
  return read.ok ? read.verbs.map((verb) => verb.tag) : [];
}

// A flow is checked on every keystroke, and nearly all of its texts stay the same.
const checked = new Map<string, readonly TwimlSpot[]>();
const REMEMBERED = 200;
const MOST = 50;

function freshlyChecked(text: string, document: DocumentKind | undefined): readonly TwimlSpot[] {
  const masked = withoutDeclaration(maskTemplates(text));
  const read = readOwnTwiml(masked);
  if (!read.ok) return [unreadable(masked, read.error)];
  const parsed = parseFragment(masked);
  const nodes = parsed.ok ? parsed.nodes : [];
  const all = placesOf(masked);
  const root = plain(read.wrapper ?? element('Response', {}, ...nodes));
  const places = placesByPath(root, read.wrapper === undefined ? all : all.slice(1));
  return validateTwiml(root, { kind: document ?? likeliest(root), most: MOST })
    .flatMap((problem) => spotOf(problem, places, masked))
    .sort((one, other) => one.from - other.from);
}

/** Text that is no XML. What tags of a template leave out or repeat may mend it, so that is only worth a warning. */
function unreadable(text: string, error: { message: string; line: number; column: number }): TwimlSpot {
  const at = offsetOf(text, error.line, error.column);
  const { line, column } = error;
  const severity = isLogic(text) ? 'warning' : 'error';
  return {
    code: 'bad-twiml',
    severity,
    message: unmasked(error.message),
    line,
    column,
    from: Math.max(0, at - 1),
    to: at,
  };
}

/** The kind of document that has more of these verbs; a call where it makes no difference. */
function likeliest(root: TwimlElement): DocumentKind {
  const known = (kind: DocumentKind): number =>
    root.children.filter((child) => typeof child !== 'string' && elementSpec(child.tag, 'Response', kind)).length;
  return known('messaging') > known('voice') ? 'messaging' : 'voice';
}

const SKIPPED_BY_TWILIO = ['twiml.unknownElement', 'twiml.unknownAttribute'];

interface Placed {
  readonly element: TwimlElement;
  readonly place: ElementPlace;
}

function spotOf(problem: TwimlProblem, places: ReadonlyMap<string, Placed>, text: string): readonly TwimlSpot[] {
  const { code, attribute } = problem;
  const found = places.get(attribute === undefined ? problem.path : problem.path.slice(0, -attribute.length - 2));
  if (found === undefined) return [];
  if (code === 'twiml.attributeValue' && found.element.attributes[attribute ?? '']?.match(PRINTED)) return [];
  const span = spanOf(problem, found.place);
  return [
    {
      code,
      severity: SKIPPED_BY_TWILIO.includes(code) ? 'warning' : problem.severity,
      message: unmasked(problem.message),
      ...lineAndColumn(text, span.from),
      ...span,
    },
  ];
}

function spanOf({ code, attribute }: TwimlProblem, { name, attributes, text }: ElementPlace): Span {
  const place = attribute === undefined ? undefined : attributes.get(attribute);
  if (place !== undefined) return code === 'twiml.attributeValue' ? place.value : place.name;
  const aboutText = code === 'twiml.textNotAllowed' || code === 'twiml.mixedContent';
  return aboutText && text !== undefined ? { from: text, to: text + 1 } : name;
}

/** Every element with its place, by the path that problems name it with. */
function placesByPath(root: TwimlElement, places: readonly ElementPlace[]): ReadonlyMap<string, Placed> {
  const found = new Map<string, Placed>();
  let next = 0;
  const visit = (node: TwimlElement, path: string): void => {
    const place = places[next++];
    if (place !== undefined) found.set(path, { element: node, place });
    const counts = new Map<string, number>();
    for (const child of node.children) {
      if (typeof child === 'string') continue;
      const count = (counts.get(child.tag) ?? 0) + 1;
      counts.set(child.tag, count);
      visit(child, `${path}/${child.tag}[${count}]`);
    }
  };
  visit(root, '/Response');
  return found;
}

/** The tree without what the template's own tags left in it. */
function plain(node: TwimlElement): TwimlElement {
  const children: TwimlNode[] = [];
  for (const child of node.children) {
    const kept = typeof child === 'string' ? withoutLogic(child) : plain(child);
    if (kept !== '') children.push(kept);
  }
  return { ...node, children };
}
