import type { Twilio } from 'twilio';
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import type { ServiceInstance } from 'twilio/lib/rest/messaging/v1/service.js';
import { ApiFailure } from '../../routes/failure.ts';
import { askTwilio } from '../client.ts';
import { inParallel } from './in-parallel.ts';

/** What stands between a number and its webhook in this account. */
export interface Directory {
  /** TwiML apps by SID. */
  readonly applications: ReadonlyMap<string, Application>;
  /** Messaging Services by the SID of a number whose messages they answer. */
  readonly services: ReadonlyMap<string, Service>;
  /** What could not be read, in sentences. */
  readonly remarks: readonly string[];
}

interface Application {
  readonly name: string;
  readonly voiceUrl: string | null;
  readonly smsUrl: string | null;
}

interface Service {
  readonly sid: string;
  readonly name: string;
  /** Null where it answers nothing. */
  readonly url: string | null;
}

const PAGE = 1000;

/** Reads the apps that these numbers use and the account's Messaging Services. What cannot be read becomes a remark. */
export async function readDirectory(
  twilio: Twilio,
  numbers: readonly IncomingPhoneNumberInstance[],
): Promise<Directory> {
  const remarks: string[] = [];
  const orRemark = async <T>(read: Promise<ReadonlyMap<string, T>>): Promise<ReadonlyMap<string, T>> => {
    try {
      return await read;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      remarks.push(error.message);
      return new Map();
    }
  };
  const [applications, services] = await Promise.all([
    orRemark(readApplications(twilio, numbers)),
    orRemark(readServices(twilio, numbers)),
  ]);
  return { applications, services, remarks };
}

/**
 * Messaging Services that answer instead of their numbers: those that do not leave it to the number's own webhook.
 * https://www.twilio.com/docs/messaging/api/service-resource
 */
export async function readServices(
  twilio: Twilio,
  numbers: readonly IncomingPhoneNumberInstance[],
): Promise<ReadonlyMap<string, Service>> {
  if (!numbers.some(({ capabilities }) => capabilities?.sms || capabilities?.mms)) return new Map();
  return askTwilio('Reading the Messaging Services', async () => {
    const services = await twilio.messaging.v1.services.list({ pageSize: PAGE });
    const answering = services.filter((service) => !service.useInboundWebhookOnNumber);
    const pools = await inParallel(answering, async (service) => {
      const members = await twilio.messaging.v1.services(service.sid).phoneNumbers.list({ pageSize: PAGE });
      return members.map((member) => [member.sid, serviceOf(service)] as const);
    });
    return new Map(pools.flat());
  });
}

function serviceOf({ sid, friendlyName, inboundRequestUrl }: ServiceInstance): Service {
  return { sid, name: friendlyName ?? sid, url: inboundRequestUrl || null };
}

async function readApplications(
  twilio: Twilio,
  numbers: readonly IncomingPhoneNumberInstance[],
): Promise<ReadonlyMap<string, Application>> {
  if (!numbers.some((number) => number.voiceApplicationSid || number.smsApplicationSid)) return new Map();
  const apps = await askTwilio('Reading the TwiML apps', () => twilio.applications.list({ pageSize: PAGE }));
  return new Map(
    apps.map(({ sid, friendlyName, voiceUrl, smsUrl }) => [sid, { name: friendlyName ?? '', voiceUrl, smsUrl }]),
  );
}
