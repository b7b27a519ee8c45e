import { type AttributeSpec, attributesOfElement, type DocumentKind, elementSpec } from '../twiml/catalogue/index.ts';
import { attributeHeading } from './attribute-heading.ts';
import { whenNeeded } from './attribute-needs.ts';
import { attributeLabel, valueLabel } from './attribute-words.ts';
import { boolean } from './boolean.ts';
import { callerId } from './caller-id.ts';
import { choice } from './choice.ts';
import { choices } from './choices.ts';
import { digits } from './digits.ts';
import { asideKind, documentUrl, exitOf } from './document-url.ts';
import type { Field } from './field.ts';
import { key, NO_KEY } from './key.ts';
import { language } from './language.ts';
import { number, numberText } from './number.ts';
import { phone } from './phone.ts';
import { text } from './text.ts';
import { url } from './url.ts';
import { voice } from './voice.ts';

export interface AttributesOptions<Main extends string = string> {
  /** Attributes the block deals with itself. */
  readonly except?: readonly string[];
  /** No attributes but these. */
  readonly only?: readonly string[];
  /** Attributes shown at once; the others fold away under "More". */
  readonly main?: readonly Main[];
  /** Put before the names of the props, e.g. `number_`. */
  readonly prefix?: string;
  /** Put before the labels, e.g. `Phone number: `. */
  readonly label?: string;
  readonly parent?: string;
  readonly document?: DocumentKind;
  readonly when?: Field['when'];
}

/** A field made from the catalogue; what it holds depends on the attribute. */
// biome-ignore lint/suspicious/noExplicitAny: the catalogue is data, so the type of a value is not known while compiling
export type AttributeField = Field<any, any>;

/**
 * Fields for the attributes of a TwiML element, in the order of Twilio's pages: kind, bounds, default and hint come from
 * the catalogue. Empty for an element that TwiML does not have. Only the names in `main` are known to the compiler.
 *
 * @example attributesOf('Gather', { except: ['action', 'method'], main: ['timeout'] })
 */
export function attributesOf<const Main extends string = never>(
  tag: string,
  options: AttributesOptions<Main> = {},
): Readonly<Record<Main, AttributeField>> {
  const { except = [], only, main = [], prefix = '', label = '' } = options;
  const drawn = (name: string): boolean => !except.includes(name) && only?.includes(name) !== false;
  const fields: Record<string, AttributeField> = {};
  const element = elementSpec(tag, options.parent, options.document);
  for (const spec of element?.attributes ?? []) {
    if (element === undefined || !drawn(spec.name)) continue;
    const field = fieldFor(tag, spec);
    const when = both(options.when, whenNeeded(spec, element, prefix, drawn));
    fields[prefix + spec.name] = {
      ...field,
      label: label + field.label,
      ...(spec.required && { required: true }),
      group: (main as readonly string[]).includes(spec.name) ? 'main' : 'more',
      heading: label === '' ? attributeHeading(spec) : label + attributeHeading(spec).toLowerCase(),
      attribute: { element, name: spec.name, prefix },
      ...(when === undefined ? {} : { when }),
    };
  }
  return fields as Readonly<Record<Main, AttributeField>>;
}

function both(one: Field['when'], other: Field['when']): Field['when'] {
  return one === undefined || other === undefined ? (one ?? other) : (props) => one(props) && other(props);
}

export interface EmitOptions {
  readonly prefix?: string;
  readonly except?: readonly string[];
  readonly parent?: string;
  readonly document?: DocumentKind;
  /** URL of the blocks behind an exit, for attributes that answer with TwiML: the block's `ctx.asideUrl`. */
  readonly asideUrl?: (exit: string) => string;
  /** Gets a note for every value that is left out because Twilio would refuse it. */
  readonly notes?: { code: string; message: string; field?: string }[];
}

/**
 * Attributes of an element from the props of `attributesOf`: what is set is written, even where it is Twilio's default;
 * what is not set is left out, and so is a value that is none, with a note. Empty addresses are written, since they say
 * something (an empty `waitUrl` is silence); other empty texts count as not set.
 */
export function emitAttributes(
  props: Readonly<Record<string, unknown>>,
  tag: string,
  options: EmitOptions = {},
): Record<string, string> {
  const { prefix = '', except = [] } = options;
  const attributes: Record<string, string> = {};
  for (const { spec, prop } of propsOf(attributesOfElement(tag, options.parent, options.document), prefix)) {
    const given = props[prop];
    if (given === undefined || except.includes(spec.name)) continue;
    const exit = exitOf(given);
    const value = exit === undefined ? given : options.asideUrl?.(exit);
    if (value === undefined) continue;
    if (value === '' && spec.type !== 'url') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    const written = attributeText(spec, value);
    if (written === undefined) {
      const message = `"${String(value).slice(0, 40)}" is no value for ${spec.name} of ${tag} and was left out.`;
      options.notes?.push({ code: 'bad-value', message, field: prop });
    } else attributes[spec.name] = written;
  }
  return attributes;
}

/** What is written for a value, or undefined where it is no value for the attribute. */
export function attributeText(spec: AttributeSpec, value: unknown): string | undefined {
  const isNumber = spec.type === 'integer' || spec.type === 'decimal';
  if (isNumber && spec.separator === undefined) return numberText(value, numberOptions(spec));
  if (Array.isArray(value)) return value.join(spec.separator ?? ' ');
  if (isKey(spec.name) && value === NO_KEY) return '';
  if (spec.type === 'url' && value === '') return '';
  const text = String(value);
  return text.trim() === '' ? undefined : text;
}

interface AttributeProp {
  readonly spec: AttributeSpec;
  readonly prop: string;
}

/** Names of props are put together once: a name made anew has to be looked up letter by letter, thirty times an element. */
const named = new WeakMap<readonly AttributeSpec[], Map<string, readonly AttributeProp[]>>();

function propsOf(specs: readonly AttributeSpec[], prefix: string): readonly AttributeProp[] {
  let byPrefix = named.get(specs);
  if (!byPrefix) {
    byPrefix = new Map();
    named.set(specs, byPrefix);
  }
  let props = byPrefix.get(prefix);
  if (!props) {
    props = specs.map((spec) => ({ spec, prop: prefix + spec.name }));
    byPrefix.set(prefix, props);
  }
  return props;
}

function fieldFor(tag: string, spec: AttributeSpec): AttributeField {
  const words = {
    label: attributeLabel(tag, spec.name),
    term: spec.name,
    hint: spec.about,
    ...placeholder(spec),
    ...(spec.deprecated === undefined ? {} : { deprecated: spec.deprecated }),
    ...(spec.undocumented && { undocumented: true }),
  };
  const special = specialField(tag, spec, words);
  if (special !== undefined) return special;
  switch (spec.type) {
    case 'url':
      return url({
        ...words,
        options: spec.pattern === undefined ? {} : { pattern: spec.pattern, ...(spec.form && { form: spec.form }) },
      });
    case 'integer':
    case 'decimal':
      if (spec.separator !== undefined) return text(words);
      return number({ ...words, options: numberOptions(spec) });
    case 'boolean':
      return boolean({
        ...words,
        options: { threeWay: true, ...(typeof spec.default === 'boolean' && { default: spec.default }) },
      });
    case 'enum': {
      const values = (spec.values ?? []).map((value) => ({ value, label: valueLabel(value) }));
      const options = { values, ...(spec.openEnum ? { open: true } : {}) };
      return spec.separator === undefined ? choice({ ...words, options }) : choices({ ...words, options });
    }
    case 'text': {
      const { maxLength, pattern, form, secret, separator, maxItems, maxItemLength } = spec;
      const list = separator && { separator, ...(maxItems && { maxItems }), ...(maxItemLength && { maxItemLength }) };
      return text({
        ...words,
        options: {
          ...(maxLength && { maxLength }),
          ...(pattern && { pattern }),
          ...(form && { form }),
          ...(secret && { secret }),
          ...(SPOKEN.has(spec.name) && { spoken: true }),
          ...list,
        },
      });
    }
  }
}

/** Attributes that have a kind of their own, whatever their type in the catalogue. */
function specialField(
  tag: string,
  { name, runs }: AttributeSpec,
  words: { label: string; term: string; hint: string },
): AttributeField | undefined {
  const aside = asideKind(runs);
  if (aside !== undefined) return documentUrl({ ...words, options: { runs: aside } });
  if (isKey(name)) return key({ ...words, options: tag === 'Record' ? { many: true } : {} });
  if (name === 'sendDigits' || (tag === 'Play' && name === 'digits')) return digits(words);
  if (RECOGNISED.has(name) || (tag === 'Language' && name === 'code')) {
    return language({ ...words, options: { for: 'gather' } });
  }
  if (name === 'language' || name === 'ttsLanguage')
    return language({ ...words, options: tag === 'Gather' ? { for: 'gather', spoken: true } : { for: 'say' } });
  // Elsewhere voices are named as their provider does.
  if (name === 'voice' && tag === 'Say') return voice(words);
  if (name === 'callerId') return callerId(words);
  if (name === 'to' || name === 'from') return phone({ ...words, options: { sender: true } });
  return undefined;
}

/** Attributes that people hear or say, so that each language has its own. */
const SPOKEN: ReadonlySet<string> = new Set(['hints', 'welcomeGreeting']);

/** Attributes that name a language to be recognised. */
const RECOGNISED: ReadonlySet<string> = new Set(['languageCode', 'transcriptionLanguage']);

/** Whether an attribute names keys of the phone, so that it is stored as `none` where it is written empty. */
export function isKey(name: string): boolean {
  return name === 'finishOnKey';
}

function numberOptions({ min, max, unit, values, type }: AttributeSpec): Parameters<typeof numberText>[1] {
  return {
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(unit && { unit }),
    ...(values && { words: values }),
    ...(type === 'decimal' && { fraction: true }),
  };
}

function placeholder(spec: AttributeSpec): { placeholder?: string } {
  const shown = spec.default ?? spec.defaultAbout;
  return shown === undefined || shown === '' ? {} : { placeholder: String(shown) };
}
