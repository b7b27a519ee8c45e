import { elementSpec } from '../twiml/catalogue/index.ts';
import { type AttributeField, attributesOf } from './attributes.ts';
import { nouns } from './nouns.ts';

export type TargetKind = 'number' | 'client' | 'sip' | 'whatsapp' | 'sim' | 'application';

/** The noun of Dial for each kind of target, in the order the designer offers them. */
export const TARGET_NOUNS: Readonly<Record<TargetKind, string>> = {
  number: 'Number',
  client: 'Client',
  sip: 'Sip',
  whatsapp: 'WhatsApp',
  sim: 'Sim',
  application: 'Application',
};

export const TARGET_KINDS = Object.keys(TARGET_NOUNS) as readonly TargetKind[];

/** What one line of a Dial can hold beside whom to ring: the attributes of its noun, and what may stand in it. */
export interface TargetFields {
  readonly attributes: Readonly<Record<string, AttributeField>>;
  readonly children: ReturnType<typeof nouns> | undefined;
}

/** The fields of a line of this kind, from the catalogue. */
export function targetFields(kind: TargetKind): TargetFields {
  const known = made.get(kind);
  if (known) return known;
  const tag = TARGET_NOUNS[kind];
  const children = (elementSpec(tag, 'Dial')?.children ?? []).filter((child) => !NAMES.includes(child));
  const fields: TargetFields = {
    attributes: attributesOf(tag, { parent: 'Dial' }),
    children:
      children.length === 0
        ? undefined
        : nouns({ label: WORDS[kind] ?? 'Inside it', options: { parent: tag, tags: children } }),
  };
  made.set(kind, fields);
  return fields;
}

const made = new Map<TargetKind, TargetFields>();

/** Children that say whom to ring; a line says that itself. */
const NAMES: readonly string[] = ['Identity', 'ApplicationSid'];

const WORDS: { readonly [K in TargetKind]?: string } = {
  client: 'Values to hand over',
  application: 'Values to hand over',
  sip: 'Addresses and headers',
};
