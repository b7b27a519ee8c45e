import type { AttributeSpec } from './types.ts';

/** Makers of attribute entries, so that the lists of the catalogue read as tables: name, sentence, facts. */
export const attribute = {
  text: (name: string, about: string, facts: Facts = {}): AttributeSpec => ({ name, type: 'text', about, ...facts }),
  url: (name: string, about: string, facts: Facts = {}): AttributeSpec => ({ name, type: 'url', about, ...facts }),
  integer: (name: string, about: string, facts: Facts = {}): AttributeSpec => ({
    name,
    type: 'integer',
    about,
    ...facts,
  }),
  /** `value` is what an absent attribute means; undefined where Twilio does not say. */
  boolean: (name: string, about: string, value: boolean | undefined, facts: Facts = {}): AttributeSpec => ({
    name,
    type: 'boolean',
    about,
    ...(value === undefined ? {} : { default: value }),
    ...facts,
  }),
  oneOf: (name: string, values: readonly string[], about: string, facts: Facts = {}): AttributeSpec => ({
    name,
    type: 'enum',
    about,
    values,
    ...facts,
  }),
  /** Any of the values, separated by spaces. */
  someOf: (name: string, values: readonly string[], about: string, facts: Facts = {}): AttributeSpec => ({
    name,
    type: 'enum',
    about,
    values,
    separator: ' ',
    ...facts,
  }),
  /** The HTTP method for the request to another attribute's URL. */
  method: (name: string, target: string, facts: Facts = {}): AttributeSpec => ({
    name,
    type: 'enum',
    about: `HTTP method for the request to ${target}.`,
    values: ['GET', 'POST'],
    default: 'POST',
    // A target in words is no attribute.
    ...(target.includes(' ') ? {} : { needs: { attribute: target } }),
    ...facts,
  }),
};

type Facts = Omit<AttributeSpec, 'name' | 'type' | 'about'>;
