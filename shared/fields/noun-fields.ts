import { attributesOfElement, type DocumentKind } from '../twiml/catalogue/index.ts';
import { attributesOf } from './attributes.ts';
import type { Field } from './field.ts';
import { NO_KEY } from './key.ts';

/** A field for one attribute of a noun. */
export interface NounField {
  readonly name: string;
  readonly field: Field;
}

/** The fields for an element's attributes: what must be there or is commonly set first, then all the others. */
export function nounFields(
  tag: string,
  place: { readonly parent: string; readonly document?: DocumentKind },
): { readonly main: readonly NounField[]; readonly more: readonly NounField[] } {
  const specs = attributesOfElement(tag, place.parent, place.document);
  const fields = attributesOf(tag, place) as Readonly<Record<string, Field>>;
  const common =
    place.parent === 'Stop' ? ['name'] : specs.length <= FEW ? specs.map(({ name }) => name) : (COMMON[tag] ?? []);
  const all = specs.flatMap(({ name, required, requiredIn }) => {
    const field = fields[name];
    if (field === undefined) return [];
    const isRequired = required === true || requiredIn?.includes(place.parent) === true;
    return [{ name, field: { ...field, required: isRequired }, first: isRequired || common.includes(name) }];
  });
  return { main: all.filter(({ first }) => first), more: all.filter(({ first }) => !first) };
}

/** An attribute's text as the field's kind stores it; undefined where its widget cannot show it (a template for yes or no). */
export function fieldValue({ kind }: Field, text: string): unknown {
  if (kind.kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (kind.kind === 'choices') return text.split(/\s+/).filter((item) => item !== '');
  return kind.kind === 'key' && text === '' ? NO_KEY : text;
}

/** The text of an attribute for what a widget gives; undefined for nothing. */
export function attributeText({ kind }: Field, value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (Array.isArray(value)) return value.join(' ');
  return kind.kind === 'key' && value === NO_KEY ? '' : String(value);
}

/** With so few attributes none is folded away. */
const FEW = 4;

/** What most people set, beside what is required. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  Stream: ['url', 'name', 'track'],
  Siprec: ['name', 'connectorName'],
  Transcription: ['name', 'languageCode', 'track', 'statusCallbackUrl'],
  Recording: ['name', 'channels', 'track'],
  ConversationRelay: ['welcomeGreeting', 'language', 'voice'],
  Assistant: ['id', 'welcomeGreeting', 'language', 'voice'],
  Language: ['ttsProvider', 'voice', 'transcriptionProvider'],
  Prompt: ['errorType', 'attempt'],
  Say: ['voice', 'language'],
};
