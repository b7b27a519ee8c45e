import type { AnyBlock } from '../block.ts';
import type { OwnVoice } from '../fields/field.ts';
import type { FlowBlock, FlowDocument, FlowSettings, Json } from '../flow/types.ts';
import { fallbackWords } from './fallback-row.ts';
import { rowKey, spokenFields, translationOf } from './rows.ts';

/**
 * A flow as those hear it who speak another of its languages: the same blocks and cords, with every translated text in its
 * place. What is not translated stays as it is, in the voice of the flow's own language. The flow itself where it does not
 * speak that language.
 */
export function localise(flow: FlowDocument, language: string, types: ReadonlyMap<string, AnyBlock>): FlowDocument {
  const spoken = Object.hasOwn(flow.languages ?? {}, language) ? flow.languages?.[language] : undefined;
  if (!spoken) return flow;
  const blocks = Object.entries(flow.blocks).map(([id, block]) => [
    id,
    localiseBlock(flow, id, block, language, types),
  ]);
  const { voice: _voice, ...settings } = flow.settings;
  return {
    ...flow,
    settings: { ...settings, language, ...(spoken.voice && { voice: spoken.voice }) },
    blocks: Object.fromEntries(blocks) as FlowDocument['blocks'],
  };
}

/** The settings by which the fallback prompt is spoken to those who speak this language: the flow's own where it has none. */
export function fallbackSettings(flow: FlowDocument, language: string | undefined): FlowSettings {
  if (language === undefined || !Object.hasOwn(flow.languages ?? {}, language)) return flow.settings;
  const { [language]: spoken } = flow.languages ?? {};
  const fallback = fallbackWords(spoken);
  return fallback === undefined ? flow.settings : { fallback, language, ...(spoken?.voice && { voice: spoken.voice }) };
}

/** A voice of a provider knows its language; where neither is set Twilio speaks American English. */
function voiceOf({ voice, language = 'en-US' }: FlowSettings): OwnVoice {
  return voice?.includes('.') ? { voice } : { language, ...(voice && { voice }) };
}

/** One block of a flow in another of its languages; the very same where nothing in it differs. */
export function localiseBlock(
  flow: FlowDocument,
  id: string,
  block: FlowBlock,
  language: string,
  types: ReadonlyMap<string, AnyBlock>,
): FlowBlock {
  const ownVoice = voiceOf(flow.settings);
  const spoken = voiceOf({ ...flow.languages?.[language], language });
  let props: Record<string, Json> | undefined;
  for (const [field, { kind, options }] of spokenFields(types.get(block.type))) {
    const value = block.props[field];
    if (value === undefined || value === null || !kind.spoken) continue;
    const translation = translationOf(flow, language, rowKey(id, field));
    const now = translation ? kind.spoken.apply(value, translation.value, spoken) : kind.spoken.keep?.(value, ownVoice);
    if (now === undefined || now === value) continue;
    // Nothing to say, such as an empty list, has no translation that could count.
    if (translation && kind.spoken.original(value, options) === undefined) continue;
    props ??= { ...block.props };
    props[field] = now;
  }
  return props ? { ...block, props } : block;
}
