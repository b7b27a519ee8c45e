import type { CallMessageView, CallRequestView } from '../../shared/api/calls.ts';
import type { MessageEffect } from '../../shared/effect.ts';
import { sealedText } from '../../shared/template/sealed.ts';
import type { CallbackRecord, CallDetail, CallStore, CallSummary, EffectRecord, EffectStore } from '../store/store.ts';
import type { Begun } from '../webhooks/effects.ts';
import { ApiFailure } from './failure.ts';
import type { ApiHandlers } from './handler.ts';

/** Calls and messages with their step logs. */
export function callHandlers(
  calls: CallStore,
  effects: Pick<EffectStore, 'list'>,
): Pick<ApiHandlers, 'listCalls' | 'getCall'> {
  return {
    async listCalls({ query }) {
      const { flow, limit, before } = query;
      const list = await calls.list({
        limit,
        ...(flow === undefined ? {} : { flow }),
        ...(before === undefined ? {} : { before }),
      });
      return { status: 200, body: { calls: list.map(summaryView) } };
    },

    async getCall({ params }) {
      const call = await calls.get(params.sid);
      if (!call) throw new ApiFailure(404, 'no-such-call', `There is no call "${params.sid}".`);
      return { status: 200, body: callView(call, await effects.list(call.sid)) };
    },
  };
}

function summaryView(call: CallSummary): CallSummary {
  const { sid, channel, flow, version, from, to, startedAt, lastAt, turns, status, failed, waitsUntil } = call;
  return { sid, channel, flow, version, from, to, startedAt, lastAt, turns, status, failed, waitsUntil };
}

function callView(call: CallDetail, effects: readonly EffectRecord[]): unknown {
  const { session } = call;
  const open = session.waiting?.token;
  return {
    ...summaryView(call),
    waitingAt: session.waiting?.block ?? null,
    variables: session.variables,
    results: session.results,
    steps: call.steps.map(({ turn, at, took, parameters, answer, log, aside, failure }) => ({
      turn,
      at,
      took,
      parameters,
      // Whoever knows the token of an open turn could answer it in the caller's place.
      answer: open ? answer.replaceAll(open, 'hidden') : answer,
      log,
      ...(aside === undefined ? {} : { aside }),
      ...(failure ? { failure } : {}),
    })),
    callbacks: call.callbacks.map(({ kind, block, at, parameters }) => ({ kind, block, at, parameters })),
    messages: effects.flatMap((effect) => (isMessage(effect) ? [messageView(effect, call.callbacks)] : [])),
    requests: effects.flatMap((effect) => requestView(effect) ?? []),
  };
}

function isMessage(record: EffectRecord): record is Begun<MessageEffect> {
  return record.effect.kind === 'message';
}

function requestView({ block, visit, at, effect, outcome }: EffectRecord): CallRequestView | undefined {
  if (effect.kind !== 'http') return undefined;
  const settled = outcome?.kind === 'http' ? outcome : undefined;
  const answer = settled?.result === 'answered' ? settled : undefined;
  return {
    block,
    visit,
    at,
    method: effect.method,
    url: sealedText(effect.url),
    result: settled?.result ?? 'asking',
    reason: settled && 'reason' in settled ? settled.reason : null,
    status: answer?.status ?? null,
    contentType: answer?.contentType ?? null,
    body: answer?.body ?? null,
  };
}

function messageView(effect: Begun<MessageEffect>, callbacks: readonly CallbackRecord[]): CallMessageView {
  const { block, visit, at, outcome, reference } = effect;
  const { To, From, MessagingServiceSid, Body = '', MediaUrl = [] } = effect.effect.form;
  const told = callbacks.filter(({ kind, parameters }) => kind === 'message' && parameters.MessageSid === reference);
  return {
    block,
    visit,
    to: To,
    from: From ?? MessagingServiceSid ?? '',
    body: Body,
    media: MediaUrl.length,
    at,
    // Twilio may have told of one whose outcome got lost.
    result: reference !== undefined ? 'accepted' : outcome?.kind === 'message' ? outcome.result : 'sending',
    sid: reference ?? null,
    errorCode: outcome?.kind === 'message' && outcome.result === 'refused' ? (outcome.code ?? null) : null,
    statuses: told.map(({ at, parameters: { MessageStatus = '', ErrorCode } }) => ({
      status: MessageStatus,
      at,
      errorCode: ErrorCode ? Number(ErrorCode) : null,
    })),
  };
}
