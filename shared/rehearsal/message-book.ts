import type { CompiledFlow } from '../engine/compile.ts';
import { type AnsweredMessage, admitMessage, type MessageAdmission } from '../engine/conversation.ts';
import type { Session, TurnResult } from '../engine/types.ts';

/** A message as a flow is asked about it. */
export interface AskedMessage {
  readonly flow: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a store knows of messages, for a flow that is tried out: the answers they got, and whose conversation waits. */
export class MessageBook {
  readonly #answers = new Map<string, Kept[]>();
  readonly #conversations = new Map<string, string>();

  /** Sid of the conversation that the message may go on with. */
  conversation(message: AskedMessage): string | undefined {
    return this.#conversations.get(partiesOf(message.flow, message.parameters));
  }

  /** @param session of the conversation that the message may go on with */
  admit(message: AskedMessage, flow: CompiledFlow, session: Session | undefined, now: number): MessageAdmission {
    const latest = session && { session, flow };
    return admitMessage(message.flow, message, this.#answersTo(message), latest, now);
  }

  /** Number of the turn that answered the message last. */
  turnOf(message: AskedMessage): number | undefined {
    return this.#answersTo(message).at(-1)?.turn;
  }

  /** Keeps a turn's answer; without a message it answered something else, but may wait for one now. */
  add(message: AskedMessage | undefined, { session, xml }: TurnResult, turn: number): void {
    const { flow, sid } = session;
    if (message) this.#answers.set(sidOf(message), [...this.#answersTo(message), { flow, sid, answer: xml, turn }]);
    if (session.waiting?.until !== undefined) this.#conversations.set(partiesOf(flow, session.call), sid);
  }

  #answersTo(message: AskedMessage): readonly Kept[] {
    return this.#answers.get(sidOf(message)) ?? [];
  }
}

interface Kept extends AnsweredMessage {
  readonly turn: number;
}

function sidOf({ parameters }: AskedMessage): string {
  return parameters.MessageSid ?? '';
}

function partiesOf(flow: string, { From = '', To = '' }: Readonly<Record<string, string>>): string {
  return JSON.stringify([flow, From, To]);
}
