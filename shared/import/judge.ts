import type { Channel } from '../block.ts';
import type { LocatedElement } from '../twiml/parse-located.ts';
import { lineFinder } from '../twiml/places.ts';
import { validateTwiml } from '../twiml/validate.ts';
import type { Piece } from './pieces.ts';
import type { RelativeUrl } from './relative-urls.ts';
import type { ImportedElement, ImportProblem, ImportReport } from './report.ts';
import { newPatience, type Patience, whyRaw } from './why-raw.ts';

export interface Judged {
  readonly xml: string;
  readonly channel: Channel;
  /** A `Response` with everything that was found in the document. */
  readonly root: LocatedElement;
  readonly pieces: readonly Piece[];
  /** Ids of the pieces' blocks. */
  readonly ids: readonly string[];
  readonly urls: readonly RelativeUrl[];
  /** What was found while reading. */
  readonly problems: readonly ImportProblem[];
}

/** Says what became of every element, and everything that is worth knowing about the document. */
export function judge(judged: Judged): ImportReport {
  const { root, channel, pieces, ids } = judged;
  const held = new Map<string, { block: string; isRaw: boolean }>();
  for (const [index, { verbs, raw }] of pieces.entries()) {
    for (const { path } of verbs) held.set(path, { block: ids[index] ?? '', isRaw: raw !== undefined });
  }
  const places = placesOf(root);
  const lineAt = lineFinder(judged.xml);
  const found = [...validateTwiml(root, { kind: channel })];
  const wrong = new Set(found.filter(({ severity }) => severity === 'error').map(({ path }) => elementPath(path)));
  const elements: ImportedElement[] = [];
  for (const [path, element] of places) {
    const verb = held.get(verbPath(path));
    if (verb === undefined) continue;
    const fate = wrong.has(path) ? 'invalid' : verb.isRaw ? 'raw' : 'exact';
    const { line, column } = lineAt(element.from);
    elements.push({ path, tag: element.tag, line, column, fate, block: verb.block });
  }
  const at = (path: string) => ({ path, ...lineAt(offsetOf(judged.xml, places, path)), ...blockOf(held, path) });
  const patience = newPatience();
  const problems = [
    ...judged.problems,
    ...found.map(({ code, severity, message, path }) => ({
      code,
      severity: SKIPPED.includes(code) ? ('warning' as const) : severity,
      message: path.startsWith('/Response/@') || path === '/Response' ? `${message} It is not kept.` : message,
      ...at(path),
    })),
    ...pieces
      .flatMap((piece) => rawProblem(piece, channel, wrong, patience))
      .map((one) => ({ ...one, ...at(one.path) })),
    ...judged.urls.map((one) => ({ ...urlProblem(one), ...at(one.path) })),
  ];
  const count = (fate: ImportedElement['fate']) => elements.filter((element) => element.fate === fate).length;
  const counts = { exact: count('exact'), raw: count('raw'), invalid: count('invalid') };
  return { channel, counts, elements, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** Twilio skips what it does not know (12200), and may know it tomorrow. */
const SKIPPED = ['twiml.unknownElement', 'twiml.unknownAttribute'];

function rawProblem({ verbs, raw }: Piece, channel: Channel, wrong: ReadonlySet<string>, patience: Patience) {
  const [first, second] = verbs;
  if (raw === undefined || first === undefined) return [];
  const { path, element } = first;
  const problem = { code: 'kept-raw', severity: 'warning' as const, path };
  if (raw === 'neverReached') {
    const message = `The verbs behind ${element.tag} never run, and are kept with it as raw TwiML.`;
    return [{ ...problem, code: 'never-reached', path: second?.path ?? path, message }];
  }
  if (raw === 'tooMany')
    return [{ ...problem, message: 'More verbs than a turn has blocks for are kept as raw TwiML.' }];
  if (raw === 'whole')
    return [{ ...problem, message: 'As blocks the verbs would not be the same; they are kept as raw TwiML.' }];
  const isWrong = [...wrong].some((other) => other === path || other.startsWith(`${path}/`));
  if (isWrong)
    return [{ ...problem, message: `${element.tag} is kept as raw TwiML, since something in it is not valid.` }];
  const obstacle = whyRaw(element, path, channel, patience);
  return [{ ...problem, path: obstacle.path, message: `${element.tag} is kept as raw TwiML: ${obstacle.message}.` }];
}

function urlProblem({ url, absolute }: RelativeUrl) {
  const shown = `"${url.slice(0, 80)}"`;
  if (absolute !== undefined) {
    return { code: 'url-made-absolute', severity: 'info' as const, message: `${shown} became ${absolute}.` };
  }
  const message = `${shown} is relative: it belongs to where the document was, and now leads to this server. Import with the address the document lives at (its base) to keep the meaning.`;
  return { code: 'relative-url', severity: 'warning' as const, message };
}

/** Every element below the root by its path, in document order. */
function placesOf(root: LocatedElement): ReadonlyMap<string, LocatedElement> {
  const places = new Map<string, LocatedElement>();
  const visit = (element: LocatedElement, path: string): void => {
    places.set(path, element);
    const counts = new Map<string, number>();
    for (const child of element.children) {
      if (typeof child === 'string') continue;
      const count = (counts.get(child.tag) ?? 0) + 1;
      counts.set(child.tag, count);
      visit(child, `${path}/${child.tag}[${count}]`);
    }
  };
  visit(root, '/Response');
  return places;
}

/** Where an element or one of its attributes begins. */
function offsetOf(xml: string, places: ReadonlyMap<string, LocatedElement>, path: string): number {
  const element = places.get(elementPath(path));
  const from = element?.from ?? 0;
  const attribute = path.split('/@')[1];
  if (element === undefined || attribute === undefined) return from;
  for (const match of xml.slice(from, element.to).matchAll(/\s([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')/g)) {
    if (match[1] === attribute) return from + match.index + 1;
  }
  return from;
}

function blockOf(held: ReadonlyMap<string, { block: string }>, path: string): { block?: string } {
  const block = held.get(verbPath(path))?.block;
  return block === undefined ? {} : { block };
}

function elementPath(path: string): string {
  return path.split('/@')[0] ?? path;
}

/** Of the verb an element stands in: `/Response/Gather[1]`. */
function verbPath(path: string): string {
  return path.split('/').slice(0, 3).join('/');
}
