import { type AttributeSpec, type DocumentKind, type ElementSpec, elementSpec } from './catalogue/index.ts';
import { type Opening, openingAt } from './opening.ts';

/** What may be written at one place of a text, and the stretch it would take the place of. */
export interface TwimlCompletions {
  readonly from: number;
  readonly to: number;
  readonly options: readonly TwimlOption[];
}

export interface TwimlOption {
  readonly kind: 'element' | 'closing' | 'attribute' | 'value';
  /** The name or value itself. */
  readonly label: string;
  /** What to insert, with `|` where the caret goes; the label where it is absent. */
  readonly insert?: string;
  /** One sentence for people. */
  readonly about?: string;
  /** A word or two: `required`, `default`, `deprecated`. */
  readonly mark?: string;
}

/**
 * What the grammar allows where the caret stands in a text of verbs: elements that may stand in the open element, attributes
 * it does not have yet, values of an attribute. The text need not be well-formed yet.
 *
 * @param document without it, verbs of calls and of messages are offered
 * @returns undefined where nothing can be offered: in text, in comments, in values that may be anything
 */
export function completeTwiml(text: string, caret: number, document?: DocumentKind): TwimlCompletions | undefined {
  const opening = openingAt(text, caret);
  if (opening === undefined) return undefined;
  const kinds: readonly DocumentKind[] = document === undefined ? ['voice', 'messaging'] : [document];
  const options = optionsOf(opening, kinds);
  const rest = opening.part === 'value' ? /^[^\s"'<>]*/ : /^[\w:-]*/;
  const to = caret + (rest.exec(text.slice(caret))?.[0].length ?? 0);
  const goesOn = opening.part === 'attribute' && /^\s*=/.test(text.slice(to));
  const closes = opening.part === 'close' && text[to] === '>';
  const fitting = options.map((option) => (goesOn || closes ? withoutInsert(option) : option));
  return options.length === 0 ? undefined : { from: opening.from, to, options: fitting };
}

function optionsOf(opening: Opening, kinds: readonly DocumentKind[]): readonly TwimlOption[] {
  const { stack } = opening;
  if (opening.part === 'close')
    return stack.slice(-1).map((tag) => ({ kind: 'closing', label: tag, insert: `${tag}>` }));
  if (opening.part === 'element') return elementsIn(stack, kinds);
  const spec = specOf(opening.tag, stack[stack.length - 1], kinds);
  if (opening.part === 'attribute') {
    const missing = spec?.attributes.filter(({ name }) => !opening.attributes.includes(name)) ?? [];
    return missing.map((attribute) => attributeOption(attribute, stack[stack.length - 1]));
  }
  const attribute = spec?.attributes.find(({ name }) => name === opening.attribute);
  return attribute === undefined ? [] : valuesOf(attribute, opening.value);
}

function elementsIn(stack: readonly string[], kinds: readonly DocumentKind[]): readonly TwimlOption[] {
  const open = stack[stack.length - 1];
  const parent = open ?? 'Response';
  const options = new Map<string, TwimlOption>();
  for (const kind of kinds) {
    for (const tag of elementSpec(parent, stack[stack.length - 2], kind)?.children ?? []) {
      const spec = elementSpec(tag, parent, kind);
      if (spec === undefined || options.has(tag)) continue;
      const retired = spec.status === 'legacy' || spec.status === 'retired';
      options.set(tag, { kind: 'element', label: tag, about: spec.about, ...(retired ? { mark: spec.status } : {}) });
    }
  }
  const closing = open === undefined ? [] : [{ kind: 'closing', label: `/${open}`, insert: `/${open}>` } as const];
  return [...options.values(), ...closing];
}

function specOf(tag: string, parent: string | undefined, kinds: readonly DocumentKind[]): ElementSpec | undefined {
  for (const kind of kinds) {
    const spec = elementSpec(tag, parent ?? 'Response', kind) ?? elementSpec(tag, undefined, kind);
    if (spec !== undefined) return spec;
  }
  return undefined;
}

function attributeOption(spec: AttributeSpec, parent: string | undefined): TwimlOption {
  const { name, about, deprecated } = spec;
  const required = spec.required === true || (parent !== undefined && spec.requiredIn?.includes(parent));
  const mark = deprecated === undefined ? (required ? 'required' : undefined) : 'deprecated';
  return { kind: 'attribute', label: name, insert: `${name}="|"`, about, ...(mark === undefined ? {} : { mark }) };
}

/** Values of an enum, true and false, the words beside numbers; of a list, those that are not in it yet. */
function valuesOf(spec: AttributeSpec, before: string): readonly TwimlOption[] {
  const values = spec.type === 'boolean' ? ['true', 'false'] : (spec.values ?? []);
  const used = spec.separator === undefined ? [] : before.split(spec.separator);
  return values
    .filter((value) => !used.includes(value))
    .map((value) => ({
      kind: 'value',
      label: value,
      ...(value === String(spec.default) ? { mark: 'default' } : {}),
    }));
}

function withoutInsert({ insert: _, ...option }: TwimlOption): TwimlOption {
  return option;
}
