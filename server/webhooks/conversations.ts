import { admitMessage, type MessageAdmission, type PinnedConversation } from '../../shared/engine/conversation.ts';
import { addressOf } from '../../shared/engine/links.ts';
import type { Session } from '../../shared/engine/types.ts';
import type { CallStore, Parties, TurnRecord } from '../store/store.ts';
import type { Webhook } from './gate.ts';
import type { LiveFlow, LiveFlows } from './live-flows.ts';
import { OneAtATime, type Place } from './one-at-a-time.ts';

/** What a message that was not answered before does, with what it goes on with. */
export type MessageStep = {
  /** Names this request of the message among all others: flows may hand a message over to each other, and back. */
  readonly name: string;
} & (
  | (Extract<MessageAdmission, { kind: 'resume' }> & { readonly session: Session; readonly flow: LiveFlow })
  | { readonly kind: 'begin'; readonly before: Session | undefined }
);

type Repeat = Extract<MessageAdmission, { kind: 'repeat' }>;

/** A message that comes in, not an action or a callback. */
export function isMessage({ channel, kind }: Webhook): boolean {
  return channel === 'messaging' && kind === 'entry';
}

/** The message itself, whichever conversation it belongs to. */
export function messageOf({ parameters, ...place }: Webhook): NonNullable<TurnRecord['message']> {
  return { sid: parameters.MessageSid ?? '', flow: addressOf(place) };
}

/** A webhook, with its own name where it is a message. */
export type NamedWebhook = Webhook & { readonly name?: string };

/** Name of a request, where it is not the count of its call's turns. */
export function nameOf({ channel, name, key }: NamedWebhook): string | undefined {
  return channel === 'voice' ? undefined : (name ?? key);
}

interface ConversationDeps {
  readonly calls: Pick<CallStore, 'load' | 'answersTo' | 'conversation'>;
  readonly flows: Pick<LiveFlows, 'version'>;
  readonly now: () => number;
  /** The row of those who change a session. */
  readonly perSession: OneAtATime;
}

/** Finds the conversation of a message, and keeps the messages of two parties apart from each other in time. */
export class Conversations {
  readonly #calls: ConversationDeps['calls'];
  readonly #flows: ConversationDeps['flows'];
  readonly #now: () => number;
  readonly #perSession: OneAtATime;
  readonly #perPair = new OneAtATime();

  constructor({ calls, flows, now, perSession }: ConversationDeps) {
    this.#calls = calls;
    this.#flows = flows;
    this.#now = now;
    this.#perSession = perSession;
  }

  /**
   * Answers a message, after those before it of the same two parties, and after what else its conversation does.
   *
   * @param perform makes the turn; not called for a message that comes again
   */
  async answer(hook: Webhook, perform: (step: MessageStep) => Promise<string>): Promise<string> {
    const parties = partiesOf(hook);
    const pair = this.#perPair.enter(`${parties.flow} ${parties.from} ${parties.to}`);
    let place: Place | undefined;
    try {
      if (pair.turn) await pair.turn;
      const latest = await this.#calls.conversation(parties);
      if (latest !== undefined) place = this.#perSession.enter(latest);
      if (place?.turn) await place.turn;
      const step = await this.#decide(hook, latest);
      return await (step.kind === 'repeat' ? step.answer : perform(step));
    } finally {
      place?.leave();
      pair.leave();
    }
  }

  /** @param sid of the conversation that may go on */
  async #decide(hook: Webhook, sid: string | undefined): Promise<MessageStep | Repeat> {
    const before = await this.#calls.answersTo(hook.sid);
    const latest = sid === undefined ? undefined : await this.#pinned(sid);
    const admission = admitMessage(addressOf(hook), hook, before, latest, this.#now());
    if (admission.kind === 'repeat') return admission;
    const name = `${hook.sid}.${before.length}`;
    if (admission.kind === 'resume' && latest) {
      return { ...admission, name, session: latest.session, flow: latest.live };
    }
    const handedOver = admission.kind === 'begin' ? admission.handedOver : undefined;
    const call = handedOver === undefined ? undefined : await this.#calls.load(handedOver);
    return { kind: 'begin', name, before: call?.session };
  }

  async #pinned(sid: string): Promise<(PinnedConversation & { readonly live: LiveFlow }) | undefined> {
    const session = (await this.#calls.load(sid))?.session;
    if (session?.waiting?.until === undefined) return undefined;
    const live = await this.#flows.version(session.flow, session.version);
    if (!live) throw new Error(`Version ${session.version} of flow "${session.flow}" is missing.`);
    return { session, flow: live.compiled, live };
  }
}

function partiesOf({ parameters: { From = '', To = '' }, ...place }: Webhook): Parties {
  return { flow: addressOf(place), from: From, to: To };
}
