import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpEffect, HttpOutcome } from '../../shared/effect.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import { secretsIn } from '../../shared/template/sealed.ts';
import type { SecretSource } from '../environments/held.ts';
import type { Begun, EffectService } from '../webhooks/effects.ts';
import { NoAnswer, type WireAnswer } from './http/attempt.ts';
import { type Destinations, Refusal } from './http/destinations.ts';
import { follow } from './http/follow.ts';
import { hider } from './http/hide.ts';
import { wireRequest } from './http/wire.ts';

export interface HttpDeps {
  readonly destinations: Destinations;
  readonly secrets: SecretSource;
}

/** Makes requests of flows. */
export interface HttpClient extends EffectService<HttpEffect> {
  /** Makes one beside any call, as where somebody tries a flow out, with the secrets of an environment. Never rejects. */
  ask(effect: HttpEffect, environment: string): Promise<HttpOutcome>;
}

export function createHttpClient(deps: HttpDeps): HttpClient {
  const ask = (effect: HttpEffect, environment: string) => askOnce(deps, effect, environment);
  const perform = ({ effect, environment }: Begun<HttpEffect>) => ask(effect, environment ?? LIVE);
  return {
    ask,
    prevent: async (effect, { environment }) => prevented(deps, effect, environment ?? LIVE),
    caps: () => [],
    perform,
    findOut: (begun) => (isRepeatable(begun.effect) ? perform(begun) : Promise.resolve(STOPPED)),
  };
}

const STOPPED: HttpOutcome = {
  kind: 'http',
  result: 'unknown',
  reason: 'The server was stopped while it was asked.',
};

function prevented(deps: HttpDeps, effect: HttpEffect, environment: string): HttpOutcome | undefined {
  const { destinations, secrets } = deps;
  const { secretOf, hide } = secretsOf(secrets, effect, environment);
  try {
    destinations.judge(wireRequest(effect, secretOf).url);
    return undefined;
  } catch (error) {
    return failed(hide(error instanceof Error ? error.message : String(error)));
  }
}

async function askOnce(deps: HttpDeps, effect: HttpEffect, environment: string): Promise<HttpOutcome> {
  const { secretOf, hide } = secretsOf(deps.secrets, effect, environment);
  const within = new AbortController();
  const late = new Error('late');
  const timer = setTimeout(() => within.abort(late), effect.timeout * 1_000);
  try {
    const request = wireRequest(effect, secretOf);
    const guarded = effect.body !== undefined && secretsIn(effect.body.text).length > 0;
    const how = { destinations: deps.destinations, signal: within.signal, guarded };
    const answer = await repeated(effect, () => follow(request, how), within.signal);
    return answered(answer, hide);
  } catch (error) {
    if (error === late || within.signal.aborted) {
      return { kind: 'http', result: 'timeout', reason: `There was no answer within ${effect.timeout} s.` };
    }
    const reason = hide(error instanceof Error ? error.message : String(error));
    const open = error instanceof NoAnswer && error.sent && !isRepeatable(effect);
    return open ? { kind: 'http', result: 'unknown', reason } : failed(reason);
  } finally {
    clearTimeout(timer);
    within.abort();
  }
}

function secretsOf(secrets: SecretSource, effect: HttpEffect, environment: string) {
  const used = new Map<string, string>();
  const secretOf = (name: string): string => {
    const value = secrets.secret(name, environment);
    if (value === undefined)
      throw new Refusal(`There is no secret “${name}” in the environment “${environment}”, so nothing was asked.`);
    used.set(name, value);
    return value;
  };
  return { secretOf, hide: (text: string) => hider(used)(withPair(effect, used, text)) };
}

/** Name and password come back as one text where a server shows what it got. */
function withPair({ auth }: HttpEffect, used: ReadonlyMap<string, string>, text: string): string {
  if (auth?.scheme !== 'basic' || used.size === 0) return text;
  const value = (sealed: typeof auth.username): string =>
    (typeof sealed === 'string' ? [sealed] : sealed)
      .map((part) => (typeof part === 'string' ? part : (used.get(part.secret) ?? '')))
      .join('');
  const pair = Buffer.from(`${value(auth.username)}:${value(auth.password)}`).toString('base64');
  return text.replaceAll(pair, '[secret]');
}

function answered({ status, headers, body }: WireAnswer, hide: (text: string) => string): HttpOutcome {
  const contentType = hide((headers['content-type'] ?? '').slice(0, 200));
  return { kind: 'http', result: 'answered', status, contentType, body: hide(decoded(body, contentType)) };
}

function decoded(body: Buffer, contentType: string): string {
  const label = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

/** Asks again where that does no harm, as long as there is time. */
async function repeated(effect: HttpEffect, ask: () => Promise<WireAnswer>, signal: AbortSignal): Promise<WireAnswer> {
  const began = performance.now();
  for (let tries = 0; ; tries++) {
    const answer = await ask().catch((error: unknown) => error);
    const pause = tries < effect.retries ? pauseBefore(answer, effect, PAUSE_MS * 2 ** tries) : undefined;
    const rest = effect.timeout * 1_000 - (performance.now() - began);
    if (pause === undefined || pause >= rest || signal.aborted) {
      if (isAnswer(answer)) return answer;
      throw answer;
    }
    await sleep(pause, undefined, { signal });
  }
}

function isAnswer(value: unknown): value is WireAnswer {
  return !(value instanceof Error);
}

/** Milliseconds to wait before asking again, or undefined where that could do harm or would not help. */
function pauseBefore(answer: unknown, effect: HttpEffect, usual: number): number | undefined {
  if (answer instanceof NoAnswer) return !answer.sent || isRepeatable(effect) ? usual : undefined;
  if (!isAnswer(answer) || !BUSY.has(answer.status) || !isRepeatable(effect)) return undefined;
  const asked = Number(answer.headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(asked) && asked >= 0 ? Math.max(usual, asked * 1_000) : usual;
}

/** Before asking again for the first time; then twice as long each time. */
const PAUSE_MS = 400;

/** Statuses that say: not now. */
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Methods that do the same however often they are asked. https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
function isRepeatable({ method, repeatable }: HttpEffect): boolean {
  return repeatable === true || (method !== 'POST' && method !== 'PATCH');
}

function failed(reason: string): HttpOutcome {
  return { kind: 'http', result: 'failed', reason };
}
