import { LATE, type TurnRequest } from '../block.ts';
import type { CompiledFlow } from './compile.ts';
import { findBlock } from './inside.ts';
import type { Session } from './types.ts';

/** What a message does. */
export type MessageAdmission =
  /** It was answered before: the same answer, and nothing changes. */
  | { readonly kind: 'repeat'; readonly answer: string }
  /** It goes on with the conversation that waits for it, on the version that one is pinned to. */
  | { readonly kind: 'resume'; readonly request: TurnRequest }
  /** A conversation begins; with a sid, it is the one that another flow hands over. */
  | { readonly kind: 'begin'; readonly handedOver?: string };

/** An answer that a message got before. */
export interface AnsweredMessage {
  /** Flow that was asked. */
  readonly flow: string;
  /** The conversation's session. */
  readonly sid: string;
  readonly answer: string;
}

/** A conversation, and the version it is pinned to. */
export interface PinnedConversation {
  readonly session: Session;
  readonly flow: CompiledFlow;
}

/**
 * Decides on a message that comes in. The same for the server and for conversations tried out.
 *
 * @param flow id of the flow that is asked
 * @param before answers the very same message got before, oldest first
 * @param latest conversation that these two parties had with the flow last, where there is one
 * @param now milliseconds since the epoch
 */
export function admitMessage(
  flow: string,
  request: TurnRequest,
  before: readonly AnsweredMessage[],
  latest: PinnedConversation | undefined,
  now: number,
): MessageAdmission {
  const repeated = before.findLast((answer) => answer.flow === flow);
  const last = before.at(-1);
  // Flows may redirect to each other: a message that comes back from another flow is no repetition.
  if (repeated && (repeated === last || !last?.answer.includes('<Redirect'))) {
    return { kind: 'repeat', answer: repeated.answer };
  }
  const waiting = latest?.session.waiting;
  if (latest && waiting?.until !== undefined) {
    if (now <= waiting.until) return { kind: 'resume', request };
    const late = findBlock(latest.flow, waiting.block)?.exits.get(LATE);
    if (late?.to !== undefined) return { kind: 'resume', request: { ...request, late: true } };
  }
  return last ? { kind: 'begin', handedOver: last.sid } : { kind: 'begin' };
}

/** What is told of a message that was sent has the sid of that one: the token also says whose conversation it belongs to. */
export function messageToken(sid: string, token: string): string {
  return `${sid}.${token}`;
}

/** The conversation an action's token belongs to; empty where it names none. */
export function conversationOf(token: string): string {
  const dot = token.indexOf('.');
  return dot === -1 ? '' : token.slice(0, dot);
}
