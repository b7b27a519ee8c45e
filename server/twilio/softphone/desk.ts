import type { Logger } from 'pino';
import type { Twilio } from 'twilio';
import type { SoftphoneDialling, SoftphoneToken, SoftphoneView } from '../../../shared/api/softphone.ts';
import type { Job } from '../../job.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { PhoneStore } from '../../store/phones.ts';
import type { SettingsStore } from '../../store/store.ts';
import { isCertain } from '../client.ts';
import { canReachAccount, type ServerSettings } from '../settings.ts';
import { applicationUrl, ensureApplication, removeApplications } from './application.ts';
import { keepDialling, readDialling } from './dialling.ts';
import { ensureKey, removeKeys, signingKey } from './key.ts';
import { type Memory, memoryShelf, nameOf } from './memory.ts';
import { mintToken } from './token.ts';

/** Browser phones: what they need at Twilio, the tokens they work with, and what they may call. */
export interface SoftphoneDesk {
  view(): Promise<SoftphoneView>;
  /** Makes what is missing at Twilio – an API key, a TwiML app – and puts right what changed. @throws ApiFailure 409 or 502 */
  setUp(): Promise<SoftphoneView>;
  /** Removes at Twilio what `setUp` made. @throws ApiFailure 409 or 502; what was removed until then stays removed */
  remove(): Promise<SoftphoneView>;
  /**
   * `remove` before the credentials go: here everything is forgotten in any case. Never rejects.
   *
   * @returns a sentence about what could not be removed at Twilio, if anything
   */
  retire(): Promise<string | undefined>;
  /** @param identity as `identityProblem` allows @throws ApiFailure 409 or 502 */
  token(identity: string): Promise<SoftphoneToken>;
  setDialling(dialling: SoftphoneDialling): Promise<SoftphoneView>;
  /** Forgets a phone's name: its calls are refused until it gets a token again. @throws ApiFailure 404 */
  forgetPhone(identity: string): Promise<void>;
  /** Leads the TwiML app to the public address as it is now, if it was set up. Never rejects. */
  followAddress(): Promise<void>;
  /** Follows an address that changed while the server was down. */
  readonly job: Job;
}

export interface SoftphoneDeps {
  /** A client for the credentials set now. */
  readonly client: () => Promise<Twilio>;
  /** A client with the auth token, whatever else is set. */
  readonly owner: () => Promise<Twilio>;
  readonly settings: ServerSettings;
  readonly store: SettingsStore;
  readonly phones: PhoneStore;
  readonly now: () => number;
  readonly log: Logger;
}

export function createSoftphoneDesk(deps: SoftphoneDeps): SoftphoneDesk {
  const { client, owner, settings, store, phones, now, log } = deps;
  const shelf = memoryShelf(store);
  const alone = oneAfterAnother();
  const account = () => settings.credentials().accountSid ?? '';
  const base = () => settings.publicUrl().url;
  /** The app that a token was last given for, and until when it is taken to be as it was. */
  let believed = { what: '', until: 0 };

  /** @returns the memory with an app that leads here */
  const keepRight = async (memory: Memory): Promise<Memory> => {
    const application = await ensureApplication(await client(), memory, base() ?? '');
    const right = { ...memory, application };
    await shelf.keep(right);
    return right;
  };

  const view = async (): Promise<SoftphoneView> => {
    const [memory, dialling, identities] = await Promise.all([
      shelf.read(account()),
      readDialling(store),
      phones.list(),
    ]);
    const missing = missingFor(settings, memory);
    const key = signingKey(settings);
    return {
      ready: missing.length === 0,
      missing,
      key: key ? { sid: key.sid, own: key.own } : null,
      application: applicationView(memory, base()),
      dialling,
      identities: [...identities],
    };
  };

  const believe = async (memory: Memory): Promise<Memory> => {
    const url = base() ?? '';
    const what = ({ account: of, application }: Memory) => JSON.stringify([url, of, application]);
    if (believed.what === what(memory) && now() < believed.until) return memory;
    const right = await stillRight(memory, url, keepRight, log);
    believed = { what: what(right), until: now() + BELIEVED_MS };
    return right;
  };

  const followAddress = (): Promise<void> =>
    alone(async () => {
      const memory = await shelf.read(account());
      const url = base();
      if (!memory?.application || url === null || memory.application.voiceUrl === applicationUrl(url)) return;
      await keepRight(memory);
    }).catch((error) =>
      log.warn({ err: error }, 'The TwiML app of the browser phones still leads to a former address.'),
    );

  const remove = async (memory: Memory): Promise<void> => {
    await removeApplications(await client(), memory);
    await shelf.keep({ ...memory, application: null });
    await removeKeys(owner, memory, settings);
    await shelf.forget();
  };

  return {
    view,
    setUp: () =>
      alone(async () => {
        const [first] = missingFor(settings, undefined).filter(({ code }) => code !== 'not-set-up');
        if (first) throw new ApiFailure(409, first.code, first.message);
        const memory = await shelf.begin(account());
        await ensureKey(owner, memory, settings);
        await keepRight(memory);
        return view();
      }),
    remove: () =>
      alone(async () => {
        const memory = await shelf.read(account());
        if (memory) await remove(memory);
        return view();
      }),
    retire: () =>
      alone(async () => {
        let memory: Memory | undefined;
        try {
          memory = await shelf.read(account());
          if (memory) await remove(memory);
          return undefined;
        } catch (error) {
          for (const forgotten of await Promise.allSettled([shelf.forget(), settings.setPhoneKey(null)])) {
            if (forgotten.status === 'rejected')
              log.error({ err: forgotten.reason }, 'What browser phones used was not forgotten.');
          }
          const why = error instanceof Error ? error.message : String(error);
          return `What browser phones used could not be removed at Twilio: ${why} Remove “${nameOf(memory ?? { tag: '…' })}” (an API key and a TwiML app) in the Twilio console.`;
        }
      }),
    token: (identity) =>
      alone(async () => {
        const memory = await shelf.read(account());
        const key = signingKey(settings);
        const [first] = missingFor(settings, memory);
        if (first || !memory?.application || !key)
          throw new ApiFailure(409, first?.code ?? 'not-set-up', first?.message ?? NOT_SET_UP);
        const { application } = await believe(memory);
        await phones.note(identity, now());
        return mintToken({ accountSid: memory.account, key, application: application?.sid ?? '', identity });
      }),
    async setDialling(dialling) {
      await keepDialling(store, dialling);
      return view();
    },
    async forgetPhone(identity) {
      if (await phones.remove(identity)) return;
      throw new ApiFailure(404, 'no-such-phone', `No browser phone was used as "${identity}".`);
    },
    followAddress,
    job: { start: () => void followAddress(), stop: () => alone(async () => undefined) },
  };
}

/** Milliseconds: phones get their tokens one after another, so not each waits for Twilio anew. */
const BELIEVED_MS = 60_000;

const NOT_SET_UP =
  'Browser phones are not set up at Twilio yet. Press Set up on the Phone page: it makes a TwiML app and, if there is none, an API key.';

/** What stands in the way of a token, most fundamental first. */
function missingFor(settings: ServerSettings, memory: Memory | undefined): SoftphoneView['missing'] {
  const credentials = settings.credentials();
  const missing: SoftphoneView['missing'] = [];
  const miss = (code: string, message: string) => missing.push({ code, message });
  if (!canReachAccount(credentials)) {
    miss('no-credentials', 'No Twilio account is set. Enter its account SID and auth token in Settings.');
  } else if (credentials.authToken === null) {
    miss('no-auth-token', 'The auth token is not set, so what phones call cannot be answered. Enter it in Settings.');
  }
  if (settings.publicUrl().url === null) {
    miss(
      'no-public-url',
      'The public address is not set, so Twilio cannot ask what a phone should hear. Enter it in Settings.',
    );
  }
  if (missing.length === 0 && !(memory?.application && signingKey(settings))) miss('not-set-up', NOT_SET_UP);
  return missing;
}

function applicationView(memory: Memory | undefined, base: string | null): SoftphoneView['application'] {
  if (!memory?.application) return null;
  const { sid, voiceUrl } = memory.application;
  return { sid, friendlyName: nameOf(memory), voiceUrl, current: base !== null && voiceUrl === applicationUrl(base) };
}

/** Looks whether the app still leads here. Where Twilio cannot be asked, what was last seen counts. @throws ApiFailure 502 */
async function stillRight(
  memory: Memory,
  base: string,
  keepRight: (memory: Memory) => Promise<Memory>,
  log: Logger,
): Promise<Memory> {
  try {
    return await keepRight(memory);
  } catch (error) {
    const wasRight = memory.application?.voiceUrl === applicationUrl(base);
    const cannotAsk = error instanceof ApiFailure && (!isCertain(error) || error.code === 'twilio-busy');
    if (!wasRight || !cannotAsk) throw error;
    log.warn({ err: error }, 'Twilio could not be asked about the TwiML app of the browser phones.');
    return memory;
  }
}

/** Two at once would both find nothing and both make something. */
function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
