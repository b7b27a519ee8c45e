import type { Channel } from '../block.ts';
import type { FlowSettings } from '../flow/types.ts';
import { element, type TwimlElement } from '../twiml/element.ts';

/** Spoken where a flow names no fallback prompt of its own. */
export const DEFAULT_FALLBACK = 'We are sorry, something went wrong on our side. Please call again later.';

/**
 * What a caller gets instead of silence when a turn fails: the flow's fallback prompt, then the end of the call. For a message
 * the sender gets no answer unless the flow names a fallback.
 */
export function fallbackElements(settings: FlowSettings = {}, channel: Channel = 'voice'): readonly TwimlElement[] {
  if (channel === 'messaging') return settings.fallback ? [element('Message', {}, settings.fallback)] : [];
  const { voice, language } = settings;
  return [element('Say', { voice, language }, settings.fallback || DEFAULT_FALLBACK), element('Hangup')];
}

/** A whole fallback document. */
export function fallbackTwiml(settings?: FlowSettings, channel?: Channel): TwimlElement {
  return element('Response', {}, ...fallbackElements(settings, channel));
}
