import { setTimeout as sleep } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import type { MessageInstance, MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message.js';
import type { MessageEffect, MessageForm, MessageOutcome } from '../../shared/effect.ts';
import type { EffectPlace } from '../../shared/engine/types.ts';
import { ApiFailure } from '../routes/failure.ts';
import type { EffectCap, EffectStore } from '../store/store.ts';
import type { Begun, EffectService } from '../webhooks/effects.ts';
import { askTwilio } from './client.ts';
import { MESSAGE_LIMITS } from './messages/limits.ts';
import { isSameMessage } from './messages/same-message.ts';
import { verdictOn } from './messages/verdict.ts';
import { countryOf } from './outgoing/numbers.ts';

export interface MessageDeps {
  /** @throws ApiFailure where credentials are missing */
  readonly client: () => Promise<Twilio>;
  readonly effects: Pick<EffectStore, 'byId' | 'claim'>;
  /** Countries, as ISO writes them, whose numbers may be sent messages; the same that may be called. */
  readonly countries: () => Promise<readonly string[]>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Sends messages, each at most once: Twilio has no way to say that a request is the same as one before, so what may have
 * arrived is never sent again but looked for.
 */
export function createMessageService(deps: MessageDeps): EffectService<MessageEffect> {
  return {
    prevent: ({ form }) => prevent(deps, form),
    caps: ({ form }, place) => capsOf(form, place, deps.now()),
    perform: (record, statusUrl) => perform(deps, record, statusUrl),
    findOut: (record) => findOut(deps, record, 'the server was stopped while it was sent.'),
  };
}

async function prevent({ client, countries }: MessageDeps, { To }: MessageForm): Promise<MessageOutcome | undefined> {
  try {
    await client();
    const foreign = await foreignWords(To, countries);
    if (foreign !== undefined) return refused(foreign);
  } catch (error) {
    return refused(error instanceof ApiFailure ? error.message : String(error));
  }
  return undefined;
}

function capsOf({ To }: MessageForm, { sid, flow }: EffectPlace, now: number): readonly EffectCap[] {
  const kind = 'message';
  const { perCall, perRecipientHour, perFlowDay } = MESSAGE_LIMITS;
  return [
    {
      counted: { kind, since: 0, sid },
      most: perCall,
      outcome: refused(`The message was not sent: one call sends at most ${perCall}.`),
    },
    {
      counted: { kind, since: now - HOUR, flow, target: To },
      most: perRecipientHour,
      outcome: refused(`The message was not sent: ${To} got ${perRecipientHour} from this flow within the last hour.`),
    },
    {
      counted: { kind, since: now - 24 * HOUR, flow },
      most: perFlowDay,
      outcome: refused(
        `The message was not sent: this flow sent ${perFlowDay} within the last 24 hours, as many as it may.`,
      ),
    },
  ];
}

/** Why a number's country gets no messages. Addresses of channels and short codes are of no country. */
async function foreignWords(to: string, countries: MessageDeps['countries']): Promise<string | undefined> {
  if (!to.startsWith('+')) return undefined;
  const [country, allowed] = await Promise.all([countryOf(to), countries()]);
  if (country !== undefined && allowed.includes(country)) return undefined;
  const where = country === undefined ? 'belongs to no country' : `is in ${country}`;
  const known = allowed.length === 0 ? 'No country may be' : `Only ${allowed.join(', ')} may be`;
  return `The message was not sent: ${to} ${where}. ${known} sent messages; the settings of outgoing calls say which.`;
}

const HOUR = 3_600_000;

async function perform(deps: MessageDeps, record: Begun<MessageEffect>, statusUrl: string): Promise<MessageOutcome> {
  for (const pause of [...PAUSES, undefined]) {
    try {
      const client = await deps.client();
      const sent = await client.messages.create(createOptions(record.effect.form, statusUrl));
      return accepted(sent);
    } catch (error) {
      const verdict = verdictOn(error);
      if (verdict.kind === 'busy' && pause !== undefined) {
        await sleep(pause);
        continue;
      }
      if (verdict.kind === 'unknown') return findOut(deps, record, verdict.reason);
      return refused(verdict.reason, verdict.code);
    }
  }
  throw new Error('unreachable');
}

/** Milliseconds between attempts while Twilio asks to slow down: it has done nothing then. */
const PAUSES = [400, 1_000];

/** Looks for the message among those of the account. @param reason why its outcome is not known, as the end of a sentence */
async function findOut(deps: MessageDeps, record: Begun<MessageEffect>, reason: string): Promise<MessageOutcome> {
  let why = reason;
  for (const pause of LOOKS) {
    await sleep(pause);
    // Twilio may have told of it meanwhile.
    const known = (await deps.effects.byId(record.id))?.reference;
    if (known !== undefined) return { kind: 'message', result: 'accepted', sid: known, status: 'queued' };
    try {
      const found = await look(deps, record);
      if (found) return accepted(found);
    } catch (error) {
      why = `${reason} ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return { kind: 'message', result: 'unknown', reason: why };
}

/** Milliseconds before each look: a message may take a moment to show. */
const LOOKS = [0, 700, 1_500];

/**
 * Not by `DateSent`, which a message has only once it has left.
 * https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 */
async function look(
  { client, effects }: MessageDeps,
  record: Begun<MessageEffect>,
): Promise<MessageInstance | undefined> {
  const { To, From, AddressRetention } = record.effect.form;
  const twilio = await client();
  const list = await askTwilio('Looking for the message', () =>
    twilio.messages.list({
      // A recipient that is not kept whole may not be found by its number.
      ...(AddressRetention !== 'obfuscate' && { to: To }),
      ...(From !== undefined && { from: From }),
      limit: LOOKED_THROUGH,
    }),
  );
  for (const message of list) {
    if (isSameMessage(message, record) && (await effects.claim(record.id, message.sid))) return message;
  }
  return undefined;
}

/** Messages of these two that are looked through, the latest first. */
const LOOKED_THROUGH = 50;

function accepted({ sid, status }: Pick<MessageInstance, 'sid' | 'status'>): MessageOutcome {
  return { kind: 'message', result: 'accepted', sid, status };
}

function refused(reason: string, code?: number): MessageOutcome {
  return { kind: 'message', result: 'refused', reason, ...(code !== undefined && { code }) };
}

/** The library's names begin with a small letter. */
function createOptions(form: MessageForm, statusUrl: string): MessageListInstanceCreateOptions {
  const options = Object.entries(form).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]);
  return { ...Object.fromEntries(options), to: form.To, statusCallback: statusUrl };
}
