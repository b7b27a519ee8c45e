import { attributeValueFault } from '../twiml/attribute-value.ts';
import { type AttributeSpec, elementSpec } from '../twiml/catalogue/index.ts';
import type { TwimlElement } from '../twiml/element.ts';
import { resolveUrl } from './http/url.ts';
import type { Leg } from './leg.ts';
import type { RunningDocument } from './types.ts';

/**
 * The attributes of an element as Twilio takes them: a bad value is warned of and the catalogue's default counts instead.
 */
export class Attributes {
  readonly #element: TwimlElement;
  readonly #specs: readonly AttributeSpec[];
  readonly #leg: Leg;
  readonly #document: RunningDocument;
  readonly #warned = new Set<string>();

  constructor(element: TwimlElement, parent: string, leg: Leg, document: RunningDocument) {
    this.#element = element;
    this.#specs = elementSpec(element.tag, parent)?.attributes ?? elementSpec(element.tag)?.attributes ?? [];
    this.#leg = leg;
    this.#document = document;
  }

  /** Whether it is there at all, even empty or wrong. */
  has(name: string): boolean {
    return Object.hasOwn(this.#element.attributes, name);
  }

  /** As it stands in the document. */
  raw(name: string): string | undefined {
    return this.has(name) ? this.#element.attributes[name] : undefined;
  }

  /** The valid text, or the default's; an empty string where it is empty. */
  text(name: string): string | undefined {
    const spec = this.#specs.find((one) => one.name === name);
    const given = this.raw(name);
    if (given !== undefined && (!spec || this.#valid(spec, given))) return given;
    return spec?.default === undefined ? undefined : String(spec.default);
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || text.trim() === '') return undefined;
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  words(name: string): readonly string[] {
    return (this.text(name) ?? '').split(/[\s,]+/).filter(Boolean);
  }

  method(name: string): 'GET' | 'POST' {
    return this.text(name)?.toUpperCase() === 'GET' ? 'GET' : 'POST';
  }

  /** Absolute; undefined where it is absent, or no URL, which is warned of. An empty one is the document's own URL. */
  url(name: string): string | undefined {
    const given = this.raw(name);
    if (given === undefined) return undefined;
    const resolved = resolveUrl(given, this.#document.url);
    const code = this.#specs.find((one) => one.name === name)?.twilioError ?? 11100;
    if (resolved === undefined) this.#warn(name, code, `${name} is "${given.slice(0, 100)}", which is no http(s) URL`);
    return resolved;
  }

  #valid(spec: AttributeSpec, value: string): boolean {
    const fault = attributeValueFault(spec, value);
    if (!fault || fault.severity === 'warning') return true;
    this.#warn(spec.name, spec.twilioError ?? 12200, `${spec.name} ${fault.message}`);
    return false;
  }

  #warn(name: string, code: number, message: string): void {
    if (this.#warned.has(name)) return;
    this.#warned.add(name);
    this.#leg.emit({ kind: 'warning', code, message: `${this.#element.tag}: ${message}.` });
  }
}
