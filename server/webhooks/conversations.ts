import { admitMessage, type MessageAdmission, type PinnedConversation } from '../../shared/engine/conversation.ts';
import type { Session } from '../../shared/engine/types.ts';
import type { CallStore, Parties } from '../store/store.ts';
import type { Webhook } from './gate.ts';
import type { LiveFlow, LiveFlows } from './live-flows.ts';
import { OneAtATime, type Place } from './one-at-a-time.ts';

/** What a message does, with what it goes on with. */
export type MessageStep =
  | Extract<MessageAdmission, { kind: 'repeat' }>
  | (Extract<MessageAdmission, { kind: 'resume' }> & { readonly session: Session; readonly flow: LiveFlow })
  | { readonly kind: 'begin'; readonly before: Session | undefined };

/** A message that comes in, not an action or a callback. */
export function isMessage({ channel, kind }: Webhook): boolean {
  return channel === 'messaging' && kind === 'entry';
}

/** Finds the conversation of a message, and keeps the messages of two parties apart from each other in time. */
export class Conversations {
  readonly #calls: Pick<CallStore, 'load' | 'answersTo' | 'conversation'>;
  readonly #flows: Pick<LiveFlows, 'version'>;
  readonly #perPair = new OneAtATime();

  constructor(calls: Pick<CallStore, 'load' | 'answersTo' | 'conversation'>, flows: Pick<LiveFlows, 'version'>) {
    this.#calls = calls;
    this.#flows = flows;
  }

  /** @returns a place among the messages of the same two parties to the same flow */
  enter(hook: Webhook): Place {
    const { flow, from, to } = partiesOf(hook);
    return this.#perPair.enter(`${flow} ${from} ${to}`);
  }

  /** Sid of the conversation that may go on; the message's own where there is none. */
  async sidFor(hook: Webhook): Promise<string> {
    return (await this.#calls.conversation(partiesOf(hook))) ?? hook.sid;
  }

  /** @param sid of the conversation that may go on */
  async decide(hook: Webhook, sid: string, now: number): Promise<MessageStep> {
    const before = await this.#calls.answersTo(hook.sid);
    const latest = await this.#pinned(sid);
    const admission = admitMessage(hook.flow, hook, before, latest, now);
    if (admission.kind === 'repeat') return admission;
    if (admission.kind === 'resume' && latest) return { ...admission, session: latest.session, flow: latest.live };
    const handedOver = admission.kind === 'begin' ? admission.handedOver : undefined;
    const call = handedOver === undefined ? undefined : await this.#calls.load(handedOver);
    return { kind: 'begin', before: call?.session };
  }

  async #pinned(sid: string): Promise<(PinnedConversation & { readonly live: LiveFlow }) | undefined> {
    const session = (await this.#calls.load(sid))?.session;
    if (session?.waiting?.until === undefined) return undefined;
    const live = await this.#flows.version(session.flow, session.version);
    if (!live) throw new Error(`Version ${session.version} of flow "${session.flow}" is missing.`);
    return { session, flow: live.compiled, live };
  }
}

function partiesOf({ flow, parameters: { From = '', To = '' } }: Webhook): Parties {
  return { flow, from: From, to: To };
}
