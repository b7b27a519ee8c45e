import type { AnyBlock } from '../block.ts';
import type { FlowDocument, FlowLanguage, FlowSettings, Translation } from '../flow/types.ts';
import { setLanguage } from './edit-languages.ts';

/** Key and field of the row that holds what callers hear when a turn fails. Keys of all other rows name a block and have a dot. */
export const FALLBACK_ROW = 'fallback';

/** What people call the row: where it is set, and what it is for. */
export const FALLBACK_NAMES = { block: 'Flow settings', label: 'If something goes wrong' } as const;

/** Spoken where a flow names no fallback words of its own. */
export const DEFAULT_FALLBACK = 'We are sorry, something went wrong on our side. Please call again later.';

/** A flow's or a language's own fallback words; undefined where it has none, or only space. */
export function fallbackWords({ fallback }: Pick<FlowSettings, 'fallback'> = {}): string | undefined {
  return fallback?.trim() ? fallback : undefined;
}

/**
 * What is heard in the flow's own language when a turn fails: its words, else the standard ones. Undefined where nothing is: a flow
 * that only answers messages and has no words for this sends none.
 */
export function fallbackOriginal(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): string | undefined {
  const words = fallbackWords(flow.settings);
  if (words !== undefined) return words;
  const entries = Object.values(flow.blocks).flatMap(
    ({ type, props }) => types.get(type)?.entry?.(props as never) ?? [],
  );
  const silent = entries.length > 0 && entries.every((entry) => entry === 'incoming-message');
  return silent ? undefined : DEFAULT_FALLBACK;
}

const known = new WeakMap<FlowLanguage, Translation>();

/** The fallback words of a further language as a translation; the same object as long as the language is. */
export function fallbackTranslation({ languages = {} }: FlowDocument, code: string): Translation | undefined {
  const language = Object.hasOwn(languages, code) ? languages[code] : undefined;
  const value = fallbackWords(language);
  if (!language || value === undefined) return undefined;
  const { fallbackOf: of } = language;
  const translation = known.get(language) ?? { value, ...(of !== undefined && { of }) };
  known.set(language, translation);
  return translation;
}

/** The flow with other fallback words in a further language; without them where there are none. */
export function withFallback(flow: FlowDocument, code: string, translation: Translation | undefined): FlowDocument {
  const fallback = typeof translation?.value === 'string' ? translation.value : undefined;
  return setLanguage(flow, code, { fallback, fallbackOf: fallback === undefined ? undefined : translation?.of });
}
