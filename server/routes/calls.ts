import type { CallDetail, CallStore, CallSummary } from '../store/store.ts';
import { ApiFailure } from './failure.ts';
import type { ApiHandlers } from './handler.ts';

/** Calls and messages with their step logs. */
export function callHandlers(calls: CallStore): Pick<ApiHandlers, 'listCalls' | 'getCall'> {
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
      return { status: 200, body: callView(call) };
    },
  };
}

function summaryView(call: CallSummary): CallSummary {
  const { sid, channel, flow, version, from, to, startedAt, lastAt, turns, status, failed, waitsUntil } = call;
  return { sid, channel, flow, version, from, to, startedAt, lastAt, turns, status, failed, waitsUntil };
}

function callView(call: CallDetail): unknown {
  const { session } = call;
  const open = session.waiting?.token;
  return {
    ...summaryView(call),
    waitingAt: session.waiting?.block ?? null,
    variables: session.variables,
    results: session.results,
    steps: call.steps.map(({ turn, at, took, parameters, answer, log, failure }) => ({
      turn,
      at,
      took,
      parameters,
      // Whoever knows the token of an open turn could answer it in the caller's place.
      answer: open ? answer.replaceAll(open, 'hidden') : answer,
      log,
      ...(failure ? { failure } : {}),
    })),
    callbacks: call.callbacks.map(({ kind, block, at, parameters }) => ({ kind, block, at, parameters })),
  };
}
