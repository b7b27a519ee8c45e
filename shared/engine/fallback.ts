import type { AsideKind, Channel, TurnRequest } from '../block.ts';
import type { FlowSettings } from '../flow/types.ts';
import { DEFAULT_FALLBACK, fallbackWords } from '../languages/fallback-row.ts';
import { element, type TwimlElement } from '../twiml/element.ts';

/**
 * What a caller gets instead of silence when a turn fails: the flow's fallback prompt, then the end of the call. For a message
 * the sender gets no answer unless the flow names a fallback.
 */
export function fallbackElements(settings: FlowSettings = {}, channel: Channel = 'voice'): readonly TwimlElement[] {
  const words = fallbackWords(settings);
  if (channel === 'messaging') return words === undefined ? [] : [element('Message', {}, words)];
  const { voice, language } = settings;
  return [element('Say', { voice, language }, words ?? DEFAULT_FALLBACK), element('Hangup')];
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
