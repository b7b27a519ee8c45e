import type { Happening } from '../events.ts';
import type { HttpReply } from '../http/transport.ts';
import type { Leg } from '../leg.ts';
import type { Wait } from '../time/task.ts';

/** Everything outside Twilio and the application: the people at the phones, the files that play, other servers. */
export interface World {
  /** A phone begins to ring; its owner acts through the leg's `pickUp`, `refuse`, `press` …, now or later. */
  rings(leg: Leg, time: WorldTime): void;
  /** Seconds a file at this URL plays; undefined where there is no audio at it. */
  media(url: string): number | undefined;
  /** Answers a request to another server instead of the network; undefined lets it through. */
  http?(request: { readonly url: string }): HttpReply | undefined;
  /** Plays what the party on a leg hears; without one, speech takes as long as speech does. */
  readonly player?: Player;
  /** What the other end of a Connect, a Pay connector, a SIP phone that is referred … does. */
  outcome?(question: WorldQuestion): Readonly<Record<string, string>> | undefined;
}

/** Something a verb must know of the world that has no phone. */
export interface WorldQuestion {
  /** Tag of the verb or noun that asks, e.g. `Stream`, `ConversationRelay`, `Pay`, `Refer`. */
  readonly about: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly leg: Leg;
}

export interface WorldTime {
  after(seconds: number, job: () => void): () => void;
}

/** What is heard, as events tell it. */
export type Playable = Extract<Happening, { readonly kind: 'say' | 'play' | 'tones' }>;

/** Lets people hear. */
export interface Player {
  /** @returns a wait that wakes when it has been heard; stopping it silences it */
  play(item: Playable, leg: Leg): Wait<void>;
}
