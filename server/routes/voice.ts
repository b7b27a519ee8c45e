import type { IncomingMessage, ServerResponse } from 'node:http';
import { fallbackTwiml } from '../../shared/engine/fallback.ts';
import type { EffectTimes } from '../../shared/engine/late.ts';
import type { Environment } from '../../shared/flow/environments.ts';
import { serialise } from '../../shared/twiml/serialise.ts';
import type { Store } from '../store/store.ts';
import { readDialling } from '../twilio/softphone/dialling.ts';
import { Callbacks } from '../webhooks/callbacks.ts';
import { ClientCalls, type RoutedCall } from '../webhooks/client-calls.ts';
import { Deadlines } from '../webhooks/deadlines.ts';
import { type EffectServices, Effects } from '../webhooks/effects.ts';
import { FORM_LIMITS } from '../webhooks/form.ts';
import { Gate, type GateSettings, type Refusal, type Webhook } from '../webhooks/gate.ts';
import { type Compile, LiveFlows } from '../webhooks/live-flows.ts';
import { PlacedCalls } from '../webhooks/placed.ts';
import { tokenSource } from '../webhooks/tokens.ts';
import { Turns } from '../webhooks/turns.ts';
import type { WebhookLog } from '../webhooks/webhook-log.ts';

export interface VoiceDeps {
  readonly store: Pick<Store, 'flows' | 'environments' | 'calls' | 'outgoing' | 'effects' | 'phones' | 'settings'>;
  /** Do what blocks want done outside of their flows. */
  readonly services: EffectServices;
  readonly settings: GateSettings;
  /** What an environment holds now, without its secrets; nothing if absent. */
  readonly env?: (environment: string) => Environment;
  /** Judges and counts a call that a browser phone makes to a number. @throws ApiFailure where it must not be called */
  readonly admit: (to: string) => Promise<string>;
  /** Makes a published document ready to run; may throw. */
  readonly compile: Compile;
  readonly log: WebhookLog;
  /** Called when something new was heard of a call that was placed. */
  readonly onNews?: () => void;
  readonly now?: () => number;
  /** Milliseconds after which the caller gets the fallback prompt. Twilio waits 15 s in all. */
  readonly budget?: number;
  /** How long effects are waited for. */
  readonly effectTimes?: EffectTimes;
}

/** Answers every webhook of calls and messages; a plain handler, to be asked before Express is. */
export interface VoiceHandler {
  (req: IncomingMessage, res: ServerResponse): void;
  /** Whether a request's `url` is a webhook's. */
  match(url: string | undefined): boolean;
  /** To be called after another version of a flow went live, or none. */
  invalidate(flow: string): void;
  /** Resolves once the outcome of all that blocks want done now is written down, or after so many milliseconds. */
  idle(most: number): Promise<void>;
}

/**
 * The webhooks' door: signed requests in, TwiML out. Refuses whatever Twilio did not sign; never leaves a caller without an
 * answer. URLs: see `linksFor`. https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
 */
export function createVoiceHandler(deps: VoiceDeps): VoiceHandler {
  const { settings, log, now = Date.now, budget = TURN_BUDGET } = deps;
  const gate = new Gate(settings);
  const flows = new LiveFlows(deps.store.flows, deps.compile);
  const publicUrl = (): string => settings.publicUrl() ?? '';
  const common = { log, token: tokenSource(), now, publicUrl, env: deps.env ?? (() => ({})) };
  const { store, services, effectTimes } = deps;
  const effects = new Effects({
    ...common,
    store: store.effects,
    services,
    ...(effectTimes && { times: effectTimes }),
  });
  const kept = { ...common, calls: store.calls, effects };
  const turns = new Turns({ ...kept, flows });
  const callbacks = new Callbacks(kept);
  const placed = new PlacedCalls({ turns, outgoing: store.outgoing, log, now, onNews: deps.onNews ?? (() => {}) });
  const phones = new ClientCalls({
    live: flows,
    store,
    phones: store.phones,
    dialling: () => readDialling(store.settings),
    admit: deps.admit,
    log,
    now,
  });
  const answering = { turns, callbacks, placed, log };
  const deadlines = new Deadlines<Exchange>(budget, (late) => giveUp(late, turns, log));

  const handle = (req: IncomingMessage, res: ServerResponse): void => {
    const early = gate.refuseEarly(req.method ?? '');
    if (early) {
      refuse(req, res, early, log);
      return;
    }
    const exchange: Exchange = { req, res, hook: undefined };
    const deadline = deadlines.begin(exchange);
    readBody(req, (body) => {
      const opened = body ? open(gate, req, body) : TOO_LARGE;
      if ('status' in opened) {
        deadline.done();
        refuse(req, res, opened, log);
        return;
      }
      exchange.hook = opened;
      const answered = opened.flow === '' ? answerPhone(phones, answering, exchange) : answer(answering, opened, res);
      void answered.then(() => deadline.done());
    });
  };
  return Object.assign(handle, {
    match: (url: string | undefined) => url !== undefined && gate.matches(url),
    invalidate: (flow: string) => flows.invalidate(flow),
    idle: (most: number) => effects.idle(most),
  });
}

/** A request and its answer to be. */
interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  hook: Webhook | undefined;
}

const TURN_BUDGET = 10_000;
const LAST_WAIT = 1_000;
const TOO_LARGE: Refusal = { status: 413, reason: `A webhook has at most ${FORM_LIMITS.bytes} bytes.` };

function open(gate: Gate, req: IncomingMessage, body: Buffer): Webhook | Refusal {
  const signature = req.headers['x-twilio-signature'];
  return gate.open({
    method: req.method ?? '',
    url: req.url ?? '',
    contentType: req.headers['content-type'] ?? '',
    encoded: req.headers['content-encoding'] !== undefined,
    signature: typeof signature === 'string' ? signature : undefined,
    body,
  });
}

/** @param done called once with the body, or with undefined as soon as it is too large */
function readBody(req: IncomingMessage, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  req.on('data', (chunk: Buffer) => {
    if (bytes > FORM_LIMITS.bytes) return;
    bytes += chunk.length;
    if (bytes > FORM_LIMITS.bytes) done(undefined);
    else chunks.push(chunk);
  });
  req.on('end', () => {
    if (bytes <= FORM_LIMITS.bytes) done(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
  });
}

/** What answers webhooks. */
interface Answering {
  readonly turns: Turns;
  readonly callbacks: Callbacks;
  readonly placed: PlacedCalls;
  readonly log: WebhookLog;
}

async function answer({ turns, callbacks, placed, log }: Answering, hook: Webhook, res: ServerResponse): Promise<void> {
  try {
    if (hook.kind === 'entry' || hook.kind === 'action' || hook.kind === 'aside')
      return sendTwiml(res, await turns.answer(hook));
    if (hook.kind === 'outgoing') return sendTwiml(res, await placed.answer(hook));
    if (hook.kind === 'fallback') {
      const xml = await (hook.token === '' ? turns : placed).fallback(hook);
      await callbacks
        .keep(hook)
        .catch((error) => log.error({ err: error, sid: hook.sid }, 'A fallback request was not kept.'));
      return sendTwiml(res, xml);
    }
    await Promise.all([callbacks.keep(hook), ...(hook.token === '' ? [] : [placed.heard(hook)])]);
    if (!res.headersSent) res.writeHead(204).end();
  } catch (error) {
    log.error({ err: error, sid: hook.sid, flow: hook.flow, kind: hook.kind }, 'A callback was not kept.');
    // Nobody listens to a callback's answer; Twilio may send it again.
    if (!res.headersSent) sendText(res, 503, 'The callback could not be kept.');
  }
}

/** A browser phone's call names the flow that answers it, or is answered at once. */
async function answerPhone(phones: ClientCalls, answering: Answering, exchange: Exchange): Promise<void> {
  const { hook, res } = exchange;
  const { turns, log } = answering;
  if (!hook) return;
  let routed: RoutedCall;
  try {
    routed = await phones.route(hook);
  } catch (error) {
    log.error({ err: error, sid: hook.sid }, 'The call of a browser phone could not be looked up.');
    routed = { document: serialise(fallbackTwiml()) };
  }
  if ('document' in routed) return sendTwiml(res, routed.document);
  exchange.hook = routed.hook;
  if (routed.version === undefined) return answer(answering, routed.hook, res);
  return sendTwiml(res, await turns.answerOn(routed.hook, routed.version));
}

/** Whatever still goes on is kept when it ends, but the caller cannot wait for it. */
function giveUp({ req, res, hook }: Exchange, turns: Turns, log: WebhookLog): void {
  if (res.headersSent || res.destroyed) return;
  if (!hook) {
    refuse(req, res, { status: 400, reason: 'The request did not arrive in time.' }, log);
    return;
  }
  log.error(
    { sid: hook.sid, flow: hook.flow, kind: hook.kind },
    'A webhook took too long; the caller got the fallback prompt.',
  );
  // The store may be what is slow, so the flow's own prompt is not waited for long.
  const general = setTimeout(() => sendTwiml(res, serialise(fallbackTwiml(undefined, hook.channel))), LAST_WAIT);
  void turns.fallback(hook).then((xml) => {
    clearTimeout(general);
    sendTwiml(res, xml);
  });
}

function refuse(req: IncomingMessage, res: ServerResponse, { status, reason }: Refusal, log: WebhookLog): void {
  if (res.headersSent) return;
  log.warn({ status, method: req.method, path: pathOf(req) }, `A webhook was refused: ${reason}`);
  if (status === 405) res.setHeader('Allow', 'POST, GET');
  // What is left of the body is not read, so the connection cannot be used again.
  if (!req.complete) res.setHeader('Connection', 'close');
  sendText(res, status, reason);
  req.resume();
}

function pathOf(req: IncomingMessage): string {
  return (req.url ?? '').split('?', 1)[0] ?? '';
}

function sendTwiml(res: ServerResponse, xml: string): void {
  if (res.headersSent) return;
  res.writeHead(200, ['Content-Type', 'text/xml; charset=utf-8', 'Content-Length', String(Buffer.byteLength(xml))]);
  res.end(xml);
}

function sendText(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': Buffer.byteLength(text) });
  res.end(text);
}
