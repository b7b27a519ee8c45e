import type { Json } from '../../flow/types.ts';

/** What is known of one type of widget of Twilio Studio. */
export interface WidgetSpec {
  /** Its name in Studio's library. */
  readonly label: string;
  /** Its type in the older dialect of exports, if it was there. */
  readonly legacy?: string;
  /** Events by which it is left, in Studio's order. */
  readonly events: readonly string[];
  /** Properties by name, with the value that holds where none is given; null where there is none. `offset` belongs to all. */
  readonly properties: Readonly<Record<string, Json>>;
  /** Names by which other tools call a property, and its own. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Channels it works in; both if absent. */
  readonly channel?: 'voice' | 'messaging';
}

/** Who sends and who gets it, where a widget does not say. */
export const PARTIES = { from: '{{flow.channel.address}}', to: '{{contact.channel.address}}' } as const;

/** How waiting in a queue ends. */
export const WAITING = ['callComplete', 'failedToEnqueue', 'callFailure'] as const;
