import fc from 'fast-check';
import { type AttributeSpec, type ElementSpec, elementSpec } from '../../../shared/twiml/catalogue/index.ts';
import { voices } from '../../../shared/twiml/catalogue/voices.ts';
import type { TwimlElement, TwimlNode } from '../../../shared/twiml/element.ts';
import { legal } from '../../../shared/twiml/escape.ts';

/** Values that an attribute may have, as the text to be written. */
export function attributeValue(spec: AttributeSpec): fc.Arbitrary<string> {
  if (spec.name === 'voice' && spec.default === 'man') return fc.constantFrom(...voices.map((voice) => voice.voice));
  if (spec.type === 'boolean') return fc.constantFrom('true', 'false');
  if (spec.type === 'enum') return enumValue(spec);
  if (spec.type === 'integer') return integerValue(spec);
  if (spec.type === 'decimal')
    return fc
      .integer({ min: spec.min ?? 0, max: spec.max ?? 1e6 })
      .map((n) => `${n}.50`.replace(/^(1000000)\.50$/, '$1'));
  if (spec.pattern !== undefined) return fc.stringMatching(new RegExp(spec.pattern)).filter(isXmlText);
  if (spec.type === 'url') return urlValue;
  if (spec.separator === ',') return fc.array(words, { minLength: 1, maxLength: 5 }).map((items) => items.join(','));
  return plainText.map((text) => text.slice(0, Math.min(spec.maxLength ?? 200, 200))).filter(isXmlText);
}

/** Attributes of an element with valid values; the required ones are always there. */
export function attributesFor(spec: ElementSpec, parentTag?: string): fc.Arbitrary<Record<string, string>> {
  const usable = spec.attributes.filter((item) => parentTag === undefined || !item.notIn?.includes(parentTag));
  const required = usable
    .filter((item) => item.required || (parentTag !== undefined && item.requiredIn?.includes(parentTag)))
    .map((item) => item.name);
  const model = Object.fromEntries(usable.map((item) => [item.name, attributeValue(item)]));
  return fc.record(model, { requiredKeys: required }) as fc.Arbitrary<Record<string, string>>;
}

/** Elements that keep to the grammar, with everything that may stand in them, to a small depth. */
export function validElement(spec: ElementSpec, parentTag?: string, depth = 3): fc.Arbitrary<TwimlElement> {
  const { required, unless } = spec.text;
  const instead = spec.attributes.filter(({ name }) => unless?.attributes?.includes(name));
  const standIns = fc.record(Object.fromEntries(instead.map((item) => [item.name, attributeValue(item)])));
  return fc
    .tuple(attributesFor(spec, parentTag), validChildren(spec, depth), standIns)
    .map(([attributes, children, standing]) => {
      const isText = children.some((child) => typeof child === 'string' || unless?.children?.includes(child.tag));
      const more = required && !isText ? standing : {};
      return { tag: spec.tag, attributes: { ...more, ...attributes }, children };
    });
}

/** Trees of any shape, with names XML allows and text of any sixteen-bit units, legal or not. */
export const anyTree: fc.Arbitrary<TwimlElement> = fc.letrec<{ node: TwimlElement }>((tie) => ({
  node: fc.record({
    tag: fc.constantFrom('Response', 'Say', 'Gather', 'say-as', 'x_1', 'Ünïcode'),
    attributes: fc.dictionary(fc.constantFrom('action', 'xml:lang', 'interpret-as', 'a.b', 'numDigits'), anyText()),
    children: fc.array(fc.oneof({ depthSize: 'small' }, anyText(), tie('node')), { maxLength: 4 }),
  }),
})).node;

/** Text of any sixteen-bit units, with much that is awkward in XML. */
export function anyText(): fc.Arbitrary<string> {
  const units = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
    .map((codes) => String.fromCharCode(...codes));
  const awkward = fc.constantFrom(
    ...[
      '&',
      '<',
      '>',
      '"',
      "'",
      ']]>',
      '\r',
      '\n',
      '\t',
      ' ',
      '\u0000',
      '\ud83d',
      '\ude00',
      '😀',
      '\ufffe',
      '</Say>',
      '&amp;',
    ],
  );
  return fc
    .array(fc.oneof(units, awkward, fc.string({ maxLength: 6 })), { maxLength: 5 })
    .map((parts) => parts.join(''));
}

/** Text that XML can hold and that is more than white space. */
export const plainText: fc.Arbitrary<string> = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((text) => isXmlText(text) && text.trim() !== '');

const words = fc.stringMatching(/^[A-Za-z$_][A-Za-z$_ ]{0,19}$/);

const urlValue = fc.oneof(
  fc.constantFrom('/next', 'https://example.com/a?b=1&c=2', '../other?x="1"', ''),
  fc.webUrl({ withQueryParameters: true }),
);

function enumValue(spec: AttributeSpec): fc.Arbitrary<string> {
  const values = spec.values ?? [];
  if (spec.separator === undefined) return fc.constantFrom(...values);
  return fc.subarray([...values], { minLength: 1 }).map((chosen) => chosen.join(' '));
}

function integerValue(spec: AttributeSpec): fc.Arbitrary<string> {
  const number = fc.integer({ min: spec.min ?? 0, max: spec.max ?? 100_000 }).map(String);
  const one = spec.values === undefined ? number : fc.oneof(number, fc.constantFrom(...spec.values));
  return spec.separator === undefined
    ? one
    : fc.array(one, { minLength: 1, maxLength: 3 }).map((items) => items.join(spec.separator));
}

function validChildren(spec: ElementSpec, depth: number): fc.Arbitrary<readonly TwimlNode[]> {
  const { text, childRules } = spec;
  const room = depth > 0 ? spec.children : [];
  const kinds = room.filter((tag) => !childRules?.alone?.includes(tag));
  const child = (tag: string): fc.Arbitrary<TwimlElement> => {
    const found = elementSpec(tag, spec.tag, spec.document);
    if (found === undefined) throw new Error(`The catalogue names ${tag} in ${spec.tag} but has no entry for it.`);
    return validElement(found, spec.tag, depth - 1);
  };
  const some = (minLength: number, maxLength: number): fc.Arbitrary<readonly TwimlNode[]> =>
    kinds.length === 0
      ? fc.constant([])
      : fc
          .array(fc.oneof(...kinds.map(child)), {
            minLength,
            maxLength: Math.min(maxLength, childRules?.max ?? maxLength),
          })
          .map((children) => noMoreThanFit(children, spec));
  if (text.mixed) return some(0, 2).chain((elements) => plainText.map((first) => [first, ...elements]));
  if (childRules?.required !== undefined) return fc.tuple(...childRules.required.map(child));
  const words = plainText
    .map((first) => [first.slice(0, text.maxLength ?? 200)])
    .filter(([first]) => isXmlText(first ?? ''));
  if (room.length === 0) return text.allowed ? words : fc.constant([]);
  const least = childRules?.min ?? (text.required ? 1 : 0);
  const alone = room.filter((tag) => childRules?.alone?.includes(tag)).map((tag) => fc.tuple(child(tag)));
  // Some elements stand in for the text, others need one of those beside them.
  const instead = kinds.filter((tag) => text.required && text.unless?.children?.includes(tag)).map(child);
  const inside =
    instead.length === 0
      ? some(least, 3)
      : fc
          .tuple(fc.oneof(...instead), some(0, 2))
          .map(([one, more]) => noMoreThanFit([one, ...more] as TwimlElement[], spec));
  return fc.oneof(...(text.allowed ? [words] : []), inside, ...alone);
}

function noMoreThanFit(children: readonly TwimlElement[], parent: ElementSpec): readonly TwimlElement[] {
  const counts = new Map<string, number>();
  return children.filter(({ tag }) => {
    const count = (counts.get(tag) ?? 0) + 1;
    counts.set(tag, count);
    return count <= (elementSpec(tag, parent.tag, parent.document)?.maxPerParent ?? count);
  });
}

function isXmlText(text: string): boolean {
  return legal(text) === text;
}
