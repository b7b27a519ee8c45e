import { nearest } from '../text/nearest.ts';
import { attributeValueFault } from './attribute-value.ts';
import {
  type AttributeSpec,
  catalogue,
  type DocumentKind,
  type ElementSpec,
  elementSpec,
  executionContexts,
} from './catalogue/index.ts';
import type { TwimlElement } from './element.ts';
import type { TwimlProblem } from './problem.ts';

/**
 * Everything in a document that Twilio would refuse, skip or has retired, in document order. An empty list means that
 * the document keeps to the grammar of the catalogue.
 */
export function validateTwiml(root: TwimlElement, options: ValidateOptions): readonly TwimlProblem[] {
  const { kind, context, most = Number.POSITIVE_INFINITY } = options;
  const report = new Report(most);
  if (root.tag !== 'Response') {
    const at = { path: `/${root.tag}`, element: root.tag, severity: 'error' } as const;
    const message = `The root element is ${root.tag}; expected Response.`;
    report.add({ ...at, code: 'twiml.root', message, twilioError: 12102, suggestion: 'Response' });
    return report.problems;
  }
  if (context !== undefined) checkContext(root, context, report);
  checkElement({ element: root, spec: elementSpec('Response', undefined, kind), path: '/Response', kind }, report);
  return report.problems;
}

export interface ValidateOptions {
  readonly kind: DocumentKind;
  /** Id of one of the catalogue's `executionContexts`, which may allow fewer verbs. */
  readonly context?: string;
  /** Looks no further once it has found so many; a hostile document may hold thousands. */
  readonly most?: number;
}

interface Visit {
  readonly element: TwimlElement;
  readonly parent?: TwimlElement;
  /** Undefined for an element the grammar does not know. */
  readonly spec: ElementSpec | undefined;
  readonly path: string;
  readonly kind: DocumentKind;
}

type Finding = Omit<TwimlProblem, 'path' | 'element' | 'severity'> & { readonly severity?: TwimlProblem['severity'] };

class Report {
  readonly problems: TwimlProblem[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get full(): boolean {
    return this.problems.length >= this.#most;
  }

  add(problem: TwimlProblem): void {
    this.problems.push(problem);
  }

  at(visit: Visit, finding: Finding): void {
    const path = finding.attribute === undefined ? visit.path : `${visit.path}/@${finding.attribute}`;
    this.add({ severity: 'error', ...finding, path, element: visit.element.tag });
  }
}

function checkElement(visit: Visit, report: Report): void {
  const { element, spec, kind } = visit;
  if (spec !== undefined) {
    checkStatus(visit, spec, report);
    checkAttributes(visit, spec, report);
    checkText(visit, spec, report);
    checkChildren(visit, spec, report);
  }
  const counts = new Map<string, number>();
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    if (report.full) return;
    const count = (counts.get(child.tag) ?? 0) + 1;
    counts.set(child.tag, count);
    const here = elementSpec(child.tag, element.tag, kind);
    const path = `${visit.path}/${child.tag}[${count}]`;
    const next = { element: child, parent: element, spec: here ?? elementSpec(child.tag, undefined, kind), path, kind };
    if (spec !== undefined && here === undefined) report.at(next, strayFinding(next, spec));
    checkElement(next, report);
  }
}

/** Why an element may not stand where it does: another place, another kind of document, or no such element. */
function strayFinding(visit: Visit, parent: ElementSpec): Finding {
  const { tag } = visit.element;
  const twilioError = parent.childRules?.twilioError ?? 12200;
  if (visit.spec !== undefined) {
    const places = visit.spec.parents.length === 0 ? 'only at the root' : `in ${list(visit.spec.parents)}`;
    const message = `${tag} may not stand in ${parent.tag}; it belongs ${places}.`;
    return { code: 'twiml.misplaced', message, twilioError };
  }
  const other = (Object.keys(catalogue) as DocumentKind[]).find((kind) => elementSpec(tag, undefined, kind));
  if (other !== undefined) {
    const message = `${tag} belongs in an answer to a ${documentNames[other]}, not to a ${documentNames[visit.kind]}.`;
    return { code: 'twiml.wrongDocument', message, twilioError };
  }
  const everywhere = catalogue[visit.kind].map((spec) => spec.tag);
  const suggestion = nearest(tag, parent.children) ?? nearest(tag, everywhere);
  const message = `${tag} is no TwiML element${meant(suggestion)}.`;
  return withSuggestion({ code: 'twiml.unknownElement', message, twilioError: 12200 }, suggestion);
}

const documentNames: Readonly<Record<DocumentKind, string>> = { voice: 'call', messaging: 'message', fax: 'fax' };

function checkStatus(visit: Visit, spec: ElementSpec, report: Report): void {
  if (spec.status !== 'legacy' && spec.status !== 'retired') return;
  const message = `${spec.tag} is ${spec.status === 'retired' ? 'retired by Twilio' : 'no longer recommended by Twilio'}.`;
  report.at(visit, { code: 'twiml.retired', message, severity: 'warning' });
}

function checkAttributes(visit: Visit, spec: ElementSpec, report: Report): void {
  const { attributes, tag } = visit.element;
  for (const name of Object.keys(attributes)) {
    const known = spec.attributes.find((attribute) => attribute.name === name);
    if (known !== undefined) {
      checkAttribute(visit, known, attributes[name] ?? '', report);
      continue;
    }
    const suggestion = nearest(
      name,
      spec.attributes.map((attribute) => attribute.name),
    );
    const message = `${tag} has no attribute ${name}${meant(suggestion)}.`;
    const finding = { code: 'twiml.unknownAttribute', message, attribute: name, twilioError: 12200 };
    report.at(visit, withSuggestion(finding, suggestion));
  }
  for (const { name, required, requiredIn } of spec.attributes) {
    const needed = required === true || (visit.parent !== undefined && requiredIn?.includes(visit.parent.tag));
    if (!needed || Object.hasOwn(attributes, name)) continue;
    report.at(visit, {
      code: 'twiml.missingAttribute',
      message: `${tag} needs the attribute ${name}.`,
      attribute: name,
    });
  }
}

function checkAttribute(visit: Visit, spec: AttributeSpec, value: string, report: Report): void {
  const { name, deprecated, notIn, twilioError } = spec;
  const { tag } = visit.element;
  if (deprecated !== undefined) {
    const message = `The attribute ${name} of ${tag} is deprecated. ${deprecated}`;
    report.at(visit, { code: 'twiml.deprecated', message, attribute: name, severity: 'warning' });
  }
  if (visit.parent !== undefined && notIn?.includes(visit.parent.tag)) {
    const message = `The attribute ${name} of ${tag} is not allowed inside ${visit.parent.tag}.`;
    report.at(visit, { code: 'twiml.attributePlace', message, attribute: name });
  }
  const fault = attributeValueFault(spec, value);
  if (fault === undefined) return;
  // A secret's value must not travel in a message.
  const said = spec.secret === true ? 'has a value that is not allowed' : fault.message;
  const message = `The attribute ${name} of ${tag} ${said}${meant(fault.suggestion)}.`;
  const finding = { code: 'twiml.attributeValue', message, attribute: name, severity: fault.severity };
  const numbered = twilioError === undefined ? finding : { ...finding, twilioError };
  report.at(visit, withSuggestion(numbered, fault.suggestion));
}

function checkText(visit: Visit, spec: ElementSpec, report: Report): void {
  const { element } = visit;
  const { text: rule, tag } = spec;
  const text = element.children.filter((child) => typeof child === 'string').join('');
  const spoken = text.trim() !== '';
  const nested = element.children.some((child) => typeof child !== 'string');
  const numbered = rule.twilioError === undefined ? {} : { twilioError: rule.twilioError };
  if (spoken && !rule.allowed) {
    report.at(visit, { code: 'twiml.textNotAllowed', message: `${tag} holds no text; found "${excerpt(text)}".` });
  } else if (spoken && nested && rule.mixed !== true) {
    report.at(visit, { code: 'twiml.mixedContent', message: `${tag} holds either text or elements, not both.` });
  }
  if (rule.required === true && !spoken && !(rule.mixed === true && nested) && !hasInstead(element, spec)) {
    const instead = [...(rule.unless?.attributes ?? []), ...(rule.unless?.children ?? [])];
    const or = instead.length === 0 ? '' : `, or ${list(instead)}`;
    report.at(visit, { code: 'twiml.missingText', message: `${tag} needs text${or}.`, ...numbered });
  }
  if (rule.maxLength !== undefined && text.length > rule.maxLength) {
    const message = `The text of ${tag} has ${text.length} characters; at most ${rule.maxLength} are allowed.`;
    report.at(visit, { code: 'twiml.textTooLong', message });
  }
}

/** Whether something stands in for the text that is required otherwise. */
function hasInstead(element: TwimlElement, spec: ElementSpec): boolean {
  const { attributes = [], children = [] } = spec.text.unless ?? {};
  if (attributes.some((name) => Object.hasOwn(element.attributes, name))) return true;
  return element.children.some((child) => typeof child !== 'string' && children.includes(child.tag));
}

function checkChildren(visit: Visit, spec: ElementSpec, report: Report): void {
  const tags = visit.element.children.flatMap((child) => (typeof child === 'string' ? [] : [child.tag]));
  const { min, max, required = [], alone = [], twilioError } = spec.childRules ?? {};
  const numbered = twilioError === undefined ? {} : { twilioError };
  const say = (message: string): void => report.at(visit, { code: 'twiml.childCount', message, ...numbered });
  if (min !== undefined && tags.length < min) say(`${spec.tag} needs ${list(spec.children)} in it.`);
  if (max !== undefined && tags.length > max)
    say(`${spec.tag} holds ${tags.length} elements; at most ${max} are allowed.`);
  for (const tag of required) if (!tags.includes(tag)) say(`${spec.tag} needs ${tag} in it.`);
  for (const tag of alone) {
    if (tags.includes(tag) && tags.length > 1) say(`${tag} must be the only element in ${spec.tag}.`);
  }
  for (const tag of new Set(tags)) {
    const most = elementSpec(tag, spec.tag, spec.document)?.maxPerParent;
    const count = tags.filter((other) => other === tag).length;
    if (most !== undefined && count > most && !(max !== undefined && tags.length > max)) {
      say(`${spec.tag} holds ${count} ${tag} elements; at most ${most} are allowed.`);
    }
  }
}

function checkContext(root: TwimlElement, id: string, report: Report): void {
  const context = executionContexts.find((candidate) => candidate.id === id);
  const verbs = context?.verbs;
  if (context === undefined || verbs === undefined) return;
  const counts = new Map<string, number>();
  for (const child of root.children) {
    if (typeof child === 'string') continue;
    const count = (counts.get(child.tag) ?? 0) + 1;
    counts.set(child.tag, count);
    if (verbs.includes(child.tag)) continue;
    const allowed = verbs.length === 0 ? 'no verbs at all' : `only ${list(verbs, 'and')}`;
    const message = `${child.tag} does not work in ${context.document}, which may hold ${allowed}.`;
    const at = { path: `/Response/${child.tag}[${count}]`, element: child.tag, severity: 'error' } as const;
    report.add({
      ...at,
      code: 'twiml.context',
      message,
      ...(context.twilioError ? { twilioError: context.twilioError } : {}),
    });
  }
}

function withSuggestion(finding: Finding, suggestion: string | undefined): Finding {
  return suggestion === undefined ? finding : { ...finding, suggestion };
}

function meant(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : `; the nearest is ${suggestion}`;
}

function list(names: readonly string[], word: 'or' | 'and' = 'or'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${word} ${names[names.length - 1]}`;
}

function excerpt(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 60 ? `${trimmed.slice(0, 60)}…` : trimmed;
}
