import { randomBytes } from 'node:crypto';
import type { Channel } from '../../shared/block.ts';
import { entryUrl } from '../../shared/engine/links.ts';
import { assumed } from '../../shared/engine/settle.ts';
import type { Environment } from '../../shared/flow/environments.ts';
import { signerFor } from '../phone/sign.ts';
import type { CallStore, EffectStore } from '../store/store.ts';
import { signedParameters } from '../twilio/signature.ts';
import { type EffectService, type EffectServices, Effects } from '../webhooks/effects.ts';
import { parseForm } from '../webhooks/form.ts';
import { Gate, type Webhook } from '../webhooks/gate.ts';
import type { LiveFlow, LiveFlows } from '../webhooks/live-flows.ts';
import { tokenSource } from '../webhooks/tokens.ts';
import { Turns } from '../webhooks/turns.ts';
import { reasonOf } from './finding.ts';

/** What a flow would answer. */
export interface Rehearsed {
  readonly xml: string;
  /** Why the caller would get the fallback prompt; undefined where the flow itself answers. */
  readonly failure: string | undefined;
  /** Milliseconds. */
  readonly took: number;
}

/** A version, and where it runs. */
export interface Rehearsable extends Pick<LiveFlow, 'id' | 'version'> {
  readonly environment: string;
  /** What that holds. */
  readonly env: Environment;
}

/** A webhook of a flow: a call or message that comes in, a call that goes out and is answered, the fallback of either. */
export interface Question {
  readonly channel: Channel;
  readonly kind: 'entry' | 'outgoing' | 'fallback';
}

/**
 * Puts a signed webhook through the gate and the turns as Twilio's would go, over a store that keeps nothing: no call
 * appears in the log, no caller's session is touched, and what a flow wants done, such as a message, is pretended.
 */
export async function rehearse(
  flows: LiveFlows,
  { id, version, environment, env }: Rehearsable,
  { channel, kind }: Question,
): Promise<Rehearsed> {
  let failure: string | undefined;
  const note = (details: object): void => {
    const { message, err } = details as { message?: string; err?: unknown };
    failure ??= message ?? (err === undefined ? 'It gave the fallback prompt.' : reasonOf(err));
  };
  const log = { warn: () => undefined, error: note };
  const common = { log, token: tokenSource(), now: Date.now, publicUrl: () => BASE, env: () => env };
  const effects = new Effects({ ...common, store: NO_EFFECTS, services: PRETENDED });
  const turns = new Turns({ ...common, calls: NOWHERE, flows, effects });
  const began = performance.now();
  const hook = open(`${entryUrl('', id, channel, environment)}${kind === 'fallback' ? '/fallback' : ''}`, channel);
  const answers = {
    entry: () => turns.answer(hook),
    outgoing: () => turns.answerPlaced(hook, version, {}),
    fallback: () => turns.fallback(hook),
  };
  const xml = await answers[kind]();
  return { xml, failure, took: performance.now() - began };
}

const BASE = 'https://doctor.invalid';
const ACCOUNT = `AC${'0'.repeat(32)}`;

function open(path: string, channel: Channel): Webhook {
  const key = randomBytes(16).toString('hex');
  const gate = new Gate({ authToken: () => key, accountSid: () => ACCOUNT, publicUrl: () => BASE });
  const sid = randomBytes(16).toString('hex');
  const own: Record<string, string> =
    channel === 'voice' ? { CallSid: `CA${sid}`, CallStatus: 'ringing' } : { MessageSid: `SM${sid}`, Body: 'Hello' };
  const addresses = { AccountSid: ACCOUNT, From: '+15550100100', To: '+15550100101' };
  const form = new URLSearchParams({ ...addresses, ...own }).toString();
  const parameters = parseForm(form) ?? { names: [], values: [] };
  const hook = gate.open({
    method: 'POST',
    url: path,
    contentType: 'application/x-www-form-urlencoded',
    encoded: false,
    signature: signerFor(key)(`${BASE}${path}${signedParameters(parameters)}`),
    body: Buffer.from(form),
  });
  if ('status' in hook) throw new Error(hook.reason);
  return hook;
}

/** Knows no call and keeps none. */
const NOWHERE: Omit<CallStore, 'list' | 'get'> = {
  load: () => undefined,
  remembers: () => false,
  append: async () => undefined,
  answersTo: () => [],
  conversation: () => undefined,
  callback: async () => undefined,
};

/** Prevents every effect, before it is begun, with the outcome of one that went well. */
const pretended: EffectService = {
  prevent: async (effect) => assumed({ effect }),
  caps: () => [],
  perform: async ({ effect }) => assumed({ effect }),
  findOut: async ({ effect }) => assumed({ effect }),
};

// Each is given effects of its own kind, and answers in kind.
const PRETENDED = { message: pretended, http: pretended, code: pretended } as unknown as EffectServices;

/** Knows no effect and keeps none. */
const NO_EFFECTS: EffectStore = {
  find: () => undefined,
  byId: () => undefined,
  begin: async () => 'begun',
  settle: async () => undefined,
  refer: async () => undefined,
  claim: async () => true,
  count: () => 0,
  list: async () => [],
};
