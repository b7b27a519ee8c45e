import fc from 'fast-check';
import { type AttributeSpec, type ElementSpec, elementSpec } from '../../../shared/twiml/catalogue/index.ts';
import type { TwimlElement, TwimlNode } from '../../../shared/twiml/element.ts';

/** The smallest valid document with the element in one of its places, and with one of its attributes. */
export function smallestDocument(spec: ElementSpec, parentTag: string, attribute?: AttributeSpec): TwimlElement {
  const bare = smallest(spec, parentTag);
  const attributes = attribute ? { ...bare.attributes, [attribute.name]: valueFor(attribute) } : bare.attributes;
  let inner: TwimlElement = { ...bare, attributes };
  let tag = parentTag;
  while (tag !== 'Response') {
    const parent = specIn(tag, spec.document);
    const above = outermost(parent);
    inner = around(parent, above, inner);
    tag = above;
  }
  return { tag: 'Response', attributes: {}, children: [inner] };
}

/** The place of an element that is nearest to the root. */
export function outermost(spec: ElementSpec, seen: readonly string[] = []): string {
  if (spec.parents.includes('Response')) return 'Response';
  const found = spec.parents.find((tag) => tag !== spec.tag && !seen.includes(tag) && leadsUp(tag, spec, seen));
  if (found === undefined) throw new Error(`${spec.id} stands nowhere`);
  return found;
}

function leadsUp(tag: string, below: ElementSpec, seen: readonly string[]): boolean {
  const spec = elementSpec(tag, undefined, below.document);
  if (spec === undefined) return false;
  if (spec.parents.includes('Response')) return true;
  const deeper = [...seen, below.tag];
  return spec.parents.some((parent) => !deeper.includes(parent) && leadsUp(parent, spec, deeper));
}

function smallest(spec: ElementSpec, parentTag: string): TwimlElement {
  const required = spec.attributes.filter((item) => item.required || item.requiredIn?.includes(parentTag));
  const attributes = Object.fromEntries(required.map((item) => [item.name, valueFor(item)]));
  return { tag: spec.tag, attributes, children: smallestChildren(spec) };
}

function smallestChildren(spec: ElementSpec): readonly TwimlNode[] {
  const child = (tag: string) => smallest(specIn(tag, spec.document, spec.tag), spec.tag);
  const { required = [], min = 0 } = spec.childRules ?? {};
  if (required.length > 0) return required.map(child);
  if (spec.text.required || (spec.text.allowed && spec.children.length === 0))
    return [TEXTS[spec.text.content ?? 'name']];
  const [first] = spec.children;
  return min > 0 && first !== undefined ? [child(first)] : [];
}

/** A parent with the element in it, and with what else it needs. */
function around(parent: ElementSpec, above: string, inner: TwimlElement): TwimlElement {
  const { text: rule, childRules } = parent;
  const instead = rule.required && !rule.mixed ? (rule.unless?.children ?? []) : [];
  const [first] = instead.includes(inner.tag) ? [] : instead;
  const others = [...(first ? [first] : []), ...(childRules?.required ?? [])].filter((tag) => tag !== inner.tag);
  const needed = others.map((tag) => smallest(specIn(tag, parent.document, parent.tag), parent.tag));
  const text = rule.mixed ? ['Hello '] : [];
  const bare = smallest(parent, above);
  const standIns = first || instead.length > 0 || !rule.required ? [] : (rule.unless?.attributes ?? []);
  const standing = parent.attributes
    .filter(({ name }) => standIns.includes(name))
    .map((one) => [one.name, valueFor(one)]);
  const attributes = { ...bare.attributes, ...Object.fromEntries(standing) };
  return { ...bare, attributes, children: [...text, ...needed, inner] };
}

function specIn(tag: string, document: ElementSpec['document'], parent?: string): ElementSpec {
  const found = elementSpec(tag, parent, document);
  if (found === undefined) throw new Error(`no ${tag} in ${parent}`);
  return found;
}

function valueFor(spec: AttributeSpec): string {
  if (spec.type === 'boolean') return 'true';
  if (spec.type === 'integer' || spec.type === 'decimal') return String(Math.max(spec.min ?? 1, 1));
  if (spec.values !== undefined) return spec.values[0] ?? '';
  if (spec.pattern !== undefined)
    return fc.sample(fc.stringMatching(new RegExp(spec.pattern)), { seed: 3, numRuns: 1 })[0] ?? '';
  return spec.type === 'url' ? 'https://example.com/a' : 'text';
}

const TEXTS = {
  speech: 'Hello',
  url: 'https://example.com/a',
  phoneNumber: '+15550100111',
  name: 'desk',
  message: 'Hello',
  json: '{"skill":"sales"}',
  sip: 'sip:desk@example.com',
  sid: 'AP00000000000000000000000000000000',
} as const;
