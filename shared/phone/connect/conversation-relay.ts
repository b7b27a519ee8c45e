import type { TwimlElement } from '../../twiml/element.ts';
import { Attributes } from '../attributes.ts';
import { speechSeconds } from '../speech.ts';
import type { Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { playThrough } from '../verbs/play-through.ts';
import { type ConnectEnd, outcomeOf, sessionOver } from './session.ts';

/**
 * A conversation over a WebSocket until the server says `end`, the session fails or the caller hangs up; the action hears of
 * each. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#action-url-parameters
 */
export function* conversationRelay(run: VerbRun, noun: TwimlElement): Task<ConnectEnd> {
  const { leg, exchange, document } = run;
  const attributes = new Attributes(noun, 'Connect', leg, document);
  const sid = exchange.sid('VX');
  const url = attributes.raw('url') ?? '';
  const begun = exchange.now();
  const end = (status: string, more: Record<string, string>): ConnectEnd => {
    const seconds = Math.round((exchange.now() - begun) / 1_000);
    const parameters = { SessionId: sid, SessionStatus: status, SessionDuration: String(seconds), ...more };
    return { parameters, afterHangUp: true };
  };
  const fail = (code: string, message: string): ConnectEnd => {
    leg.emit({ kind: 'warning', code: Number(code), message: `${noun.tag}: ${message}.` });
    return end('failed', { ErrorCode: code, ErrorMessage: message });
  };
  if (noun.tag === 'ConversationRelay' && !/^wss:\/\/./.test(url)) {
    return fail('64102', 'Unable to connect to the WebSocket URL: it must begin with wss://');
  }
  const outcome = outcomeOf(run, noun);
  const greeting = exchange.spawn(greet(run, attributes));
  const stayed = yield* sessionOver(run, outcome);
  greeting.end();
  if (!stayed) return end('completed', {});
  if (outcome.error !== undefined) return fail(outcome.error, outcome.message ?? 'The WebSocket ended');
  return end('ended', outcome.handoff === undefined ? {} : { HandoffData: outcome.handoff });
}

function* greet({ leg, exchange }: VerbRun, attributes: Attributes): Task<void> {
  const text = attributes.text('welcomeGreeting');
  if (text === undefined || text === '') return;
  const voice = attributes.has('voice') ? attributes.text('voice') : undefined;
  const item = { kind: 'say', text, voice, language: attributes.text('language') } as const;
  leg.emit(item);
  yield* playThrough(exchange, leg, item, speechSeconds(text));
}
