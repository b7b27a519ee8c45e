import type { Twilio } from 'twilio';
import type { ApplicationInstance } from 'twilio/lib/rest/api/v2010/account/application.js';
import { ApiFailure } from '../../routes/failure.ts';
import { CLIENT_PATH } from '../../webhooks/client-path.ts';
import { askTwilio, isCertain } from '../client.ts';
import { type KnownApplication, type Memory, nameOf } from './memory.ts';
import { orMissing } from './or-missing.ts';

/** Where our TwiML app leads while the public address is `base`. */
export function applicationUrl(base: string): string {
  return `${base}${CLIENT_PATH}`;
}

/**
 * The TwiML app that answers what browser phones call: the known one, put right if it leads elsewhere; else the one of our name,
 * which an answer that was lost left behind; else a new one.
 * https://www.twilio.com/docs/usage/api/applications
 *
 * @throws ApiFailure 502
 */
export async function ensureApplication(twilio: Twilio, memory: Memory, base: string): Promise<KnownApplication> {
  const properties = propertiesFor(base);
  const found = (await fetchKnown(twilio, memory)) ?? (await findByName(twilio, memory));
  if (!found) return known(await create(twilio, memory, properties));
  if (Object.entries(properties).every(([name, value]) => found[name as keyof Properties] === value)) {
    return known(found);
  }
  return known(await askTwilio('Changing the TwiML app', () => found.update(properties)));
}

/** Removes what is ours, also what only a lost answer left behind. @throws ApiFailure 502 */
export async function removeApplications(twilio: Twilio, memory: Memory): Promise<void> {
  const sids = new Set((await listByName(twilio, memory)).map(({ sid }) => sid));
  if (memory.application) sids.add(memory.application.sid);
  for (const sid of sids) {
    await askTwilio('Removing the TwiML app', () => orMissing(() => twilio.applications(sid).remove()));
  }
}

type Properties = ReturnType<typeof propertiesFor>;

function propertiesFor(base: string) {
  const url = applicationUrl(base);
  return {
    voiceUrl: url,
    voiceMethod: 'POST',
    voiceFallbackUrl: `${url}/fallback`,
    voiceFallbackMethod: 'POST',
    statusCallback: `${url}/status`,
    statusCallbackMethod: 'POST',
  };
}

async function fetchKnown(twilio: Twilio, { application }: Memory): Promise<ApplicationInstance | undefined> {
  if (!application) return undefined;
  return askTwilio('Reading the TwiML app', () => orMissing(() => twilio.applications(application.sid).fetch()));
}

async function findByName(twilio: Twilio, memory: Memory): Promise<ApplicationInstance | undefined> {
  return (await listByName(twilio, memory))[0];
}

function listByName(twilio: Twilio, memory: Memory): Promise<ApplicationInstance[]> {
  const friendlyName = nameOf(memory);
  return askTwilio('Looking for the TwiML app', () => twilio.applications.list({ friendlyName, limit: 20 }));
}

/** Twilio may have acted although its answer was lost: then what it made is looked for, never made again. */
async function create(twilio: Twilio, memory: Memory, properties: Properties): Promise<ApplicationInstance> {
  try {
    const made = { friendlyName: nameOf(memory), ...properties };
    return await askTwilio('Making the TwiML app', () => twilio.applications.create(made));
  } catch (error) {
    if (!(error instanceof ApiFailure) || isCertain(error)) throw error;
    const found = await findByName(twilio, memory);
    if (!found) throw error;
    return found;
  }
}

function known({ sid, voiceUrl }: ApplicationInstance): KnownApplication {
  return { sid, voiceUrl };
}
