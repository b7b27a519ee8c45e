import type { Effect, HttpEffect, MessageEffect, Outcome } from '../../shared/effect.ts';
import type { EffectPlace } from '../../shared/engine/types.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import { sealedText } from '../../shared/template/sealed.ts';
import type { Job } from '../job.ts';
import type { Told, Voicemail, VoicemailStore } from '../store/voicemails.ts';
import type { Effects } from '../webhooks/effects.ts';
import type { WebhookLog } from '../webhooks/webhook-log.ts';

export interface NoticesDeps {
  readonly voicemails: Pick<VoicemailStore, 'toTell' | 'told'>;
  readonly effects: Pick<Effects, 'once'>;
  readonly publicUrl: () => string | null;
  readonly now: () => number;
  readonly log: Pick<WebhookLog, 'error'>;
}

/** Milliseconds between two looks. */
const LOOK_MS = 2_000;
/** Messages told of at a time. */
const AT_ONCE = 20;

/** Tells people and servers of messages that callers left. */
export interface Notices {
  /** Tells of all messages whose time has come. */
  step(): Promise<void>;
  /** Does so for as long as the server runs. */
  readonly job: Job;
}

/**
 * Notices are sent beside the calls. Each is an effect with a place of its own, so that it is sent once, whatever happens to this
 * process meanwhile.
 */
export function createNotices(deps: NoticesDeps): Notices {
  const { voicemails, now, log } = deps;
  const step = async (): Promise<void> => {
    const due = await voicemails.toTell(now(), AT_ONCE);
    // Side by side: a server that does not answer keeps nobody else from being told.
    await Promise.all(due.map((message) => tell(deps, message)));
  };
  return { step, job: jobOf(step, log) };
}

function jobOf(step: () => Promise<void>, log: NoticesDeps['log']): Job {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const later = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = step()
        .catch((error) => log.error({ err: error }, 'Nobody could be told of voicemails; it is tried again.'))
        .then(later);
    }, LOOK_MS);
    timer.unref();
  };
  return {
    start: later,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function tell({ voicemails, effects, publicUrl }: NoticesDeps, message: Voicemail): Promise<void> {
  const link = linkTo(publicUrl(), message);
  const told = await Promise.all(
    noticesOf(message, link).map(async ({ to, name, effect }): Promise<Told> => {
      return { to, trouble: troubleOf(await effects.once(effect, placeOf(message, name))) };
    }),
  );
  await voicemails.told(message.recording, told);
}

interface Notice {
  readonly to: string;
  /** Tells the notices of a message apart. */
  readonly name: string;
  readonly effect: Effect;
}

function noticesOf(message: Voicemail, link: string | null): readonly Notice[] {
  const { sms, webhook } = message.notice ?? {};
  const texts = (sms?.to ?? []).map((to): Notice => {
    return { to, name: to, effect: textOf(to, sms?.from ?? '', smsWords(sms?.text ?? '', message, link)) };
  });
  if (webhook === undefined) return texts;
  return [...texts, { to: sealedText(webhook), name: 'webhook', effect: requestOf(webhook, message, link) }];
}

function placeOf({ call, flow, environment, block, visit }: Voicemail, name: string): EffectPlace {
  return { sid: call, flow, channel: 'voice', environment, block, visit: `${visit}/notice/${name}` };
}

function textOf(to: string, from: string, body: string): MessageEffect {
  const sender = /^MG[0-9a-f]{32}$/i.test(from) ? { MessagingServiceSid: from } : { From: from };
  return { kind: 'message', form: { To: to, ...sender, Body: body } };
}

/** Characters of what was said that fit with the rest into Twilio's 1,600. https://www.twilio.com/docs/api/errors/21617 */
const MOST_SAID = 600;

function smsWords(text: string, { written }: Voicemail, link: string | null): string {
  const said = written?.trim() ?? '';
  const quoted = said.length > MOST_SAID ? `${said.slice(0, MOST_SAID)}…` : said;
  return [text, ...(quoted === '' ? [] : [`“${quoted}”`]), ...(link === null ? [] : [link])].join('\n');
}

/** What a webhook gets; Twilio's names for what is Twilio's. */
function requestOf(url: HttpEffect['url'], message: Voicemail, link: string | null): HttpEffect {
  const { recording, url: RecordingUrl, call, flow, environment = LIVE, block, box, from, to, at, seconds } = message;
  const text = JSON.stringify({
    event: 'voicemail',
    flow,
    environment,
    block,
    box,
    CallSid: call,
    From: from,
    To: to,
    RecordingSid: recording,
    RecordingUrl,
    RecordingDuration: seconds,
    TranscriptionText: message.written || null,
    at: new Date(at).toISOString(),
    link,
  });
  const body = { type: 'application/json', text };
  return { kind: 'http', method: 'POST', url, headers: [], body, timeout: 30, retries: 3 };
}

function linkTo(publicUrl: string | null, { recording }: Voicemail): string | null {
  return publicUrl === null ? null : `${publicUrl}/voicemail?message=${recording}`;
}

function troubleOf(outcome: Outcome): string | null {
  if ('reason' in outcome) return outcome.reason;
  if (outcome.kind !== 'http') return null;
  return outcome.status < 300 ? null : `The server answered ${outcome.status}.`;
}
