import type { Database } from 'better-sqlite3';
import type { AnsweredMessage } from '../../../shared/engine/conversation.ts';
import { addressOf } from '../../../shared/engine/links.ts';
import type { CallStore, TurnRecord } from '../store.ts';

/** Finds conversations by their messages. Written in the transaction of the turn, so that both are there or neither. */
export interface ConversationIndex extends Pick<CallStore, 'answersTo' | 'conversation'> {
  /** @param call row of the call that the turn belongs to */
  add(turn: TurnRecord, call: number | bigint): void;
}

/** In SQLite: two look-ups by an index for each message, of pages that stay in its cache. */
export function conversationIndex(db: Database): ConversationIndex {
  const answers = db.prepare<[string], AnsweredMessage>(`
    SELECT m.flow, c.sid, t.answer FROM messages m
    JOIN calls c ON c.id = m.call JOIN turns t ON t.call = m.call AND t.turn = m.turn
    WHERE m.sid = ? ORDER BY m.id`);
  const latest = db
    .prepare<[string, string, string], string>(`
      SELECT c.sid FROM conversations v JOIN calls c ON c.id = v.call
      WHERE v.flow = ? AND v.sender = ? AND v.receiver = ?`)
    .pluck();
  const addMessage = db.prepare('INSERT INTO messages (sid, call, turn, flow) VALUES (?, ?, ?, ?)');
  const setLatest = db.prepare(`
    INSERT INTO conversations (flow, sender, receiver, call) VALUES (?, ?, ?, ?)
    ON CONFLICT (flow, sender, receiver) DO UPDATE SET call = excluded.call`);
  return {
    answersTo: (message) => answers.all(message),
    conversation: ({ flow, from, to }) => latest.get(flow, from, to),
    add: ({ session, turn, message }, call) => {
      if (message) addMessage.run(message.sid, call, turn, message.flow);
      if (session.waiting?.until === undefined) return;
      const { From = '', To = '' } = session.call;
      setLatest.run(addressOf(session), From, To, call);
    },
  };
}
