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
  readonly #place: string;
  readonly #specs: readonly AttributeSpec[];
  readonly #leg: Leg;
  readonly #document: RunningDocument;
  readonly #warned = new Set<string>();

  constructor(element: TwimlElement, parent: string, leg: Leg, document: RunningDocument) {
    this.#element = element;
    this.#place = parent === 'Response' ? element.tag : `${parent}/${element.tag}`;
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
    return this.#take(name, false);
  }

  /** The same, but a value that is not in an open list is warned of, too. */
  listed(name: string): string | undefined {
    return this.#take(name, true);
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

  /** Twilio takes lower case, too. */
  method(name: string): 'GET' | 'POST' {
    const given = this.raw(name)?.toUpperCase();
    if (given === 'GET' || given === 'POST') return given;
    return this.text(name) === 'GET' ? 'GET' : 'POST';
  }

  /** Absolute; undefined where it is absent, or no URL, which is warned of. An empty one is the document's own URL. */
  url(name: string): string | undefined {
    const given = this.raw(name);
    if (given === undefined) return undefined;
    const resolved = resolveUrl(given, this.#document.url);
    const code = this.#code(name, 11100);
    if (resolved === undefined) this.warn(name, `is "${given.slice(0, 100)}", which is no http(s) URL`, code);
    return resolved;
  }

  /** Warns of an attribute, once. @param message the end of a sentence that begins with its name */
  warn(name: string, message: string, code = this.#code(name)): void {
    if (this.#warned.has(name)) return;
    this.#warned.add(name);
    this.#leg.emit({ kind: 'warning', code, message: `${this.#element.tag}: ${name} ${message}.` });
  }

  #take(name: string, strict: boolean): string | undefined {
    const spec = this.#specs.find((one) => one.name === name);
    const given = this.raw(name);
    if (given !== undefined && (!spec || this.#valid(spec, given, strict))) return given;
    return spec?.default === undefined ? undefined : String(spec.default);
  }

  #valid(spec: AttributeSpec, value: string, strict: boolean): boolean {
    const fault = attributeValueFault(spec, value);
    if (!fault || (fault.severity === 'warning' && !strict)) return true;
    this.warn(spec.name, fault.message);
    return false;
  }

  #code(name: string, otherwise = 12200): number {
    return CODES[this.#place]?.[name] ?? this.#specs.find((one) => one.name === name)?.twilioError ?? otherwise;
  }
}

/** Warnings that the catalogue does not hold, or that differ by place. https://www.twilio.com/docs/api/errors */
const CODES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Gather: { method: 13312, partialResultCallbackMethod: 13329 },
  'Gather/Say': { voice: 13321, loop: 13322 },
  'Gather/Play': { loop: 13322 },
  Say: { language: 13512 },
  Record: { method: 13610, trim: 13699, transcribe: 13614, recordingStatusCallbackEvent: 13621 },
};
