import type { AsideKind, Channel, TurnRequest } from '../block.ts';
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

/** What an aside says that fails: nothing, for the call must not suffer; in a queue Twilio would ask again at once. */
export function calmElements(kind: AsideKind): readonly TwimlElement[] {
  return kind === 'enqueueWait' ? [element('Pause', { length: 10 })] : [];
}

/** A whole document for an aside that cannot be answered at all. Only who waits in a queue has a place in it. */
export function asideFallback({ QueuePosition }: TurnRequest['parameters']): TwimlElement {
  return element('Response', {}, ...calmElements(QueuePosition === undefined ? 'screening' : 'enqueueWait'));
}
