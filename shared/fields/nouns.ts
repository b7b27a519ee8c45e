import { z } from 'zod';
import type { FieldKind, Render, TemplateSpot } from './field.ts';
import { fieldOf } from './make.ts';
import { NOUN_NAME, type Noun, type NounsOptions } from './noun.ts';
import { nounProblems } from './noun-problems.ts';
import { spokenNouns } from './spoken-nouns.ts';

export const nounsKind: FieldKind<readonly Noun[], NounsOptions> = {
  kind: 'nouns',
  spoken: spokenNouns,
  shape: () => nounsShape,
  check: (value, options) => nounProblems(value, options),
  templates: (value) => value.flatMap((noun, index) => spots(noun, `[${index}]`)),
  evaluate: (value, render) => value.map((noun) => rendered(noun, render)),
};

/** Elements inside a verb: what Connect connects to, the prompts of Pay, the parameters of a client … */
export const nouns = fieldOf(nounsKind);

const name = z.string().regex(NOUN_NAME, 'is not a name of an element or attribute');

const nounsShape: z.ZodType<readonly Noun[]> = z.lazy(() =>
  z
    .array(
      z.strictObject({
        tag: name,
        text: z.string().optional(),
        ssml: z.literal(true).optional(),
        attributes: z.record(name, z.string()).optional(),
        children: nounsShape.optional(),
      }),
    )
    .meta({ id: 'nouns' }),
) as z.ZodType<readonly Noun[]>;

function spots({ text, attributes = {}, children = [] }: Noun, path: string): TemplateSpot[] {
  return [
    ...(text === undefined ? [] : [{ text, path: `${path}.text` }]),
    ...Object.entries(attributes).map(([key, value]) => ({ text: value, path: `${path}.attributes.${key}` })),
    ...children.flatMap((child, index) => spots(child, `${path}.children[${index}]`)),
  ];
}

function rendered({ tag, text, ssml, attributes, children }: Noun, render: Render): Noun {
  return {
    tag,
    // What expressions print is text in SSML, never markup.
    ...(text === undefined ? {} : { text: render(text, { xml: ssml === true }) }),
    ...(ssml && { ssml }),
    ...(attributes && {
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, render(value)])),
    }),
    ...(children && { children: children.map((child) => rendered(child, render)) }),
  };
}
